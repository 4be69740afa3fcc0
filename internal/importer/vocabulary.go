package importer

import "strings"

// The closed word lists that labels, names and heads are told by. They hold words of grammar and of forms, never names of people.

func set(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

// particles stand inside names in lower case.
var particles = set("pro de da do dos das del della di du des la le les van von der den ten ter zu zur af av bin bint ibn al el and und et y e i o og och en of the for a")

// clause lists words that open a clause and no name.
var clause = set(`he she they it we i you our my your this that these those there here what when where why how who which but and or so if then because
	as at by for from in on to with without after before however still yet also only just remember finally next about
	sie er es wir ich aber und oder il elle ils nous vous je mais ou donc pero o los las el la yo pues`)

// articles stand before offices and papers that name who speaks: El señor GARCÍA, La Gazette.
var articles = set("el la los las o os a as il lo")

// notPeople lists words that stand before a colon in articles, forms and lists, and name nobody.
var notPeople = set(`lts 分享到 přítomni přítomní obecni présents presentes presenti anwesend aanwezig närvarande katılanlar присутні присутствуют note notes cover photo photos image images picture pictures caption source sources update updated correction corrections clarification
	warning tip tips example examples related watch video audio credit credits tags tag category categories topics keywords date time
	place location where when price cost rating pros cons verdict summary background conclusion introduction address phone tel telephone
	fax email e-mail website web url link links isbn doi see read more also subject re cc bcc sent title published posted
	author authors by copyright figure fig table chart step part chapter section scene act day week monday tuesday wednesday thursday friday saturday
	sunday ingredients method serves hint hinweis achtung foto fotos bild quelle datum anmerkung nota imagen fuente remarque attention
	first second third fourth todo fixme http https ps disclaimer disclosure upshot result results total home away score hours open contact deadline salary
	claim claims fact facts myth myths reality truth rumour rumor problem problems solution solutions strength strengths weakness weaknesses advantage
	advantages disadvantage disadvantages benefit benefits drawback drawbacks winner winners loser losers decision decisions action actions apologies
	methods conclusions findings recommendation recommendations implications limitations aim aims hintergrund ausblick folgen ursache lage contexte contexto
	antecedentes contesto bilan
	synopsis labels content mime sender mailer received message reply
	faq present party job age odds view views ruling outcome cause effect risk risks symptom symptoms treatment prevention diagnosis born died
	nationality population capital currency occupation director cast starring runtime genre plot rule lesson lessons moral definition meaning origin
	goal goals objective objectives purpose task tasks activity materials option options theory evidence status type size height weight
	challenge challenges opportunity opportunities before after then now old new best worst do don'ts dos likes dislikes good bad ugly
	mythos fakt fakten behauptung wahrheit problem lösung vorteile nachteile fazit mythe réalité vrai faux avantages inconvénients mito realidad verdad
	bottom-line takeaway key important reminder edit breaking context why what how analysis opinion exclusive live factbox`)

// leads lists words that stand before a colon in the middle of somebody's speech.
var leads = set(`look listen yes no okay ok well again example question answer point result remember imagine think consider think number first second third
	fourth fifth firstly secondly thirdly finally lastly next another thing take translation quote unquote meaning namely conclusion bottom verse
	chapter rule lesson step item fine sure right true false warning fact hence therefore thus otherwise besides plus also ja nein also nun gut eben
	oui non alors bref donc bon enfin sí bueno mira entonces resultado beispiel punkt frage ergebnis exemple résultat ejemplo scenario guess
	surprise spoiler full honest honestly simple simply seriously basically`)

// determiners stand before nouns.
var determiners = set("the a an this that no any our their its my your his her each every one der die das ein eine le la les un une el los las una il lo")

// persons are the words for who speaks and who listens.
var persons = set(`i you we me us my your our mine yours ours myself ich du wir mir mich dir dich uns mein meine meinen ihnen ihre euch je j tu vous nous mon ma mes votre vos
	notre moi yo tú usted ustedes nosotros me nos mi mis nuestro nuestra vosotros io lei noi voi mio mia nostro eu você nós meu minha ik jij u wij mijn jouw uw
	я ты вы мы мне меня вас вам нам нас мой моя наш ja mnie my pan pani jag vi ni min jeg du vi min minä sinä me te ben sen biz siz bana size
	εγώ εσείς εμείς μου σας μας أنا أنت نحن אני אתה את אנחנו मैं आप हम
	saya aku kami kita anda kamu bapak ibu já vy můj én ön nekem eu dumneavoastră mea tôi bạn من شما میں آپ ہم আমি আপনি ako ikaw mimi wewe 저는 나는 우리 私は`)

// thanks are words with which somebody is thanked or greeted; who is spoken of is not.
var thanks = set(`grazie gracias obrigado obrigada merci děkuji děkuju dziękuję дякую спасибо благодарю teşekkür teşekkürler ευχαριστώ ευχαριστούμε mulţumesc mulțumesc
	köszönöm kiitos bedankt شكرا شكراً תודה धन्यवाद ممنون سپاس buongiorno buonasera bonjour bonsoir здравствуйте добридень καλημέρα καλησπέρα merhaba señorías шановні уважаемые`)

// notPersons are words among these that mean something else in a language: they say nothing in its texts.
var notPersons = map[string]map[string]bool{
	"en": set("du min size ben pan te vi mi mes eu ni sen anda"), "de": set("min me ben pan size te mi ni eu mes"), "fr": set("du ni min eu pan size sen vi"),
	"es": set("ni mes min pan anda du size vi ben sen"), "pt": set("ni min pan anda du size vi ben mes"), "it": set("ni min pan du size ben mes eu"), "ca": set("ni mes min du"),
	"nl": set("te min size pan mes vi"), "ro": set("min pan ni size"), "pl": set("min size te"), "cs": set("min size te"),
}

// replies begin what people say to each other in a word or two.
var replies = set(`yes yeah no nope okay ok right really sure maybe never well where when why what who how and then so thanks hello hi oh hm hmm mm ja nein doch warum wann
	oui non quand pourquoi sí no cuándo perché quando sim não nee waarom nej да нет`)

// describes lists words that make a label a description and not a name.
var describes = set(`spk spkr pro tempore tem président présidente rapporteur speaker interviewer interviewee moderator host guest reporter question questioner answer answerer q a p r f unidentified unknown
	audience caller operator man woman male female voice narrator participant respondent member student teacher pupil clerk announcer chair chairman
	chairwoman chairperson chairwoman president court witness counsel translator interpreter all both crowd several hon honourable honorable others
	person deputy acting temporary official officer editor journalist correspondent anchor presenter prosecutor judge juror commissioner staff interviewed child boy
	girl secretary minister prime vice speakers members
	frage antwort moderatorin moderateur sprecher sprecherin interviewerin reporterin pregunta respuesta entrevistador entrevistadora periodista
	journaliste réponse invité invitée présentateur intervistatore domanda risposta vraag antwoord pergunta resposta teilnehmer publikum zuschauer`)

// sounds stand before what is heard in a play for radio.
var sounds = set("fx f/x sfx sound sounds music grams effects atmos ambience")

// fillers stand in descriptions, but do not make one.
var fillers = set("the a an with of in on from some another other first second one two three four five six seven eight nine ten")

// letterFor gives the letter that stands for a word of question or answer.
var letterFor = map[string]string{
	"question": "q", "answer": "a", "pregunta": "p", "respuesta": "r", "réponse": "r", "frage": "f", "antwort": "a", "domanda": "d", "risposta": "r",
	"pergunta": "p", "resposta": "r", "vraag": "v", "antwoord": "a",
}

// pairs are the letters that stand together for question and answer.
var pairs = []string{"qa", "qr", "pr", "fa", "dr", "va"}

// stageWord lists words that stand in square brackets before speech and name nobody.
var stageWord = set(`laughter laughs laughing applause crosstalk inaudible unintelligible pause pauses silence music sigh sighs cheers cheering noise sic sobbing coughs
	indistinct foreign interposing overlapping continued translated chuckles chuckling chuckle giggles gasps groans grunts sobs sniffs sniffles cries crying whispers
	whispering shouts shouting screams screaming yells exhales inhales breathes snorts scoffs hums humming sings singing mumbles mutters stammers stutters clears
	videotape audiotape tape soundbites announcements imitates mimics claps clapping segue actuality soundbite jingle fades 笑 笑声 拍手 掌声 鼓掌 웃음 박수 speaks speaking thunder door doors bell bells gunshot gunshots gunfire siren sirens static wind rain footsteps engine alarm horn whistle explosion
	barking birds chirping buzzing ringing knocking ticking water traffic radio drums guitar piano organ choir phone beep bleep knock knocks both all lachen lacht beifall seufzt rires rit applaudissements risas ríe aplausos`)

// groups lists words that make a label stand for several people.
var groups = set("all both audience crowd several speakers members others publikum chorus together")

// forms of address that stand before a surname.
var addresses = set(`mr mr. sec sec. mrs mrs. ms ms. miss dr dr. prof prof. professor messrs messrs. sir dame lord lady senator sen sen. representative rep
	rep. congressman congresswoman president chairman chairwoman chair judge justice general gen gen. admiral adm. colonel col. captain capt. lt. lt sgt.
	governor gov. gov secretary minister councillor councilman mayor commissioner officer detective inspector rev. rev reverend father hon. hon
	herr frau domnul doamna președinte heer mevrouw meneer signor signora onorevole monsieur madame mme mme. m. señor señora sr. sra. the prime ambassador director deputy king queen prince princess pope
	former ex-president voorzitter presidenta présidente präsident präsidentin vorsitzende vorsitzender talman talmannen ordföranden formanden chancellor attorney senators representatives congressmen right major sheriff chief chaplain delegate vice under
	presidente senador senadora diputado diputada ministro ministra ministr ministryně poslanec poslankyně`)

// abbreviated words have a full stop inside a name or an office.
var abbreviated = set("jr sr st dr ret hon asst dep dir sec amb supt insp cpl pvt cmdr lib con lab esq dipl ing det ofc cst cllr atty chmn ph md mag univ min vors stellv stv sts parl abg u.s u.k d.c")

// polite words stand before offices as they do before names: Mr Speaker, M. le président.
var polite = set("mr mrs ms madam mme le la les")

// notFirst lists words with a capital that begin a sentence before a name and are no first name.
var notFirst = set(`but and the a an in on at as by for from if so when while then with after before our my his her its their your this that these
	those yet still even now today yesterday host guest thank thanks welcome hello hi hey yes okay bye dear former says said meet interview join joining der die das
	und aber mit ein eine über dans le la les et pour el los las con recent redaktion thema`)

// outletWords end the names of outlets.
var outletWords = set(`news times post press journal herald tribune guardian gazette courier telegraph magazine radio tv today broadcasting television
	observer review chronicle standard mail express mirror independent zeitung rundschau anzeiger nachrichten network wire weekly daily ledger
	beacon gazette examiner sentinel dispatch bugle inquirer enquirer argus echo bulletin`)

// jobs end what stands beside a name in a byline.
var jobs = set(`reporter correspondent editor writer journalist columnist producer author critic staff photographer contributor analyst presenter anchor
	redakteur redakteurin korrespondent korrespondentin journaliste rédacteur rédactrice redactor redactora periodista`)

// sections are the parts of a paper whose names stand above headlines.
var sections = set(`world news opinion politics europe business sport sports culture society science technology tech health environment local national
	international africa asia america americas uk us usa canada australia middle east economy analysis comment editorial features feature video
	money travel style arts books film music food magazine lifestyle education media entertainment climate top stories story latest home lead
	exclusive breaking live transcript interview explainer review weather letters obituaries blog blogs podcast security defence defense
	reportage bericht kommentar hintergrund analyse
	politik wirtschaft kultur wissen sport panorama ausland inland gesellschaft meinung monde société économie culture politique
	mundo economía sociedad política cultura deportes opinión internacional mondo politica economia cronaca`)

// genres stand before a colon at the beginning of headlines.
var genres = set("opinion analysis explainer exclusive breaking live factbox comment editorial commentary profile obituary feature column review kommentar meinung analyse opinión análisis tribune")

// agencies are the news agencies whose names in brackets after a place make a dateline.
var agencies = set("reuters bloomberg xinhua tass interfax kyodo efe ansa anadolu dpa afp ap upi apa pti itar-tass")

// conjunctions begin an interviewer's remark that asks without a question mark.
var conjunctions = set("but and so yet still then or aber und doch also oder mais et donc alors ou pero y entonces o ma e quindi maar en dus mas")
