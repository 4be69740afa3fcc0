package importer

type stopWords struct {
	lang  string
	words map[string]bool
}

// stops are the commonest words of some languages, for telling a text's language. No word stands in two lists.
var stops = []stopWords{
	{"en", set("the and of to is that was with are this have they which been not were would")},
	{"de", set("der und das ist nicht ein mit dem auf für sich auch wird sind eine einen wurde")},
	{"fr", set("les est dans pour pas une qui sur avec sont ce cette nous vous été plus aux")},
	{"es", set("los las por con del una para como más pero sus fue esta este ha son muy")},
	{"it", set("che di il per non della sono gli nel alla anche più questo dei delle ho è")},
	{"nl", set("het een van niet dat zijn voor aan ook er maar bij naar heeft wordt deze")},
	{"pt", set("não uma os com foi ao mais dos pelo pela são também isso você em")},
	{"sv", set("och att inte är jag från också hade sedan vad när mycket någon något sig ett vår skulle")},
	{danish, set("og ikke jeg til vi meget hvor hvorfor hvordan hun kan skal hvis også kom alle hvem mye")},
	{"fi", set("ja ei hän oli mutta että kun niin ovat tämä sitä minä sanoo mitä joka sitten")},
	{"pl", set("nie się jest że przez tym tego był jestem pan pani dla które czy mnie gdzie")},
	{"cs", set("jsem jsou není který která jako jsme byl bylo když že své proč bych kolem všechno")},
	{"sk", set("sa som sú alebo keď ako bol bola bolo ktorý ktorá aby už podľa má dňa")},
	{"ca", set("amb els aquest aquesta més però també dels als quan perquè")},
	{"gl", set("unha máis tamén pola polo moi teñen cando coa dixo ó")},
	{"tr", set("bir ve bu için çok ama daha gibi olarak kadar sonra değil")},
	{"hu", set("hogy nem és egy volt csak ez mint már lehet vagy azt")},
	{"ro", set("și nu să cu din pentru sunt că fost dar aici când")},
	{"ru", set("что это как его она они бы был была было мне меня вы мы ещё только очень если")},
	{"uk", set("що це але він вона вони був була було від також які або дуже якщо та є")},
	{"bg", set("са като ще това той тя беше които че със бъде няма")},
	{"sr", set("је су није који што ће био била смо сам али")},
}

// danish stands for Danish and Norwegian, whose commonest words are mostly the same; those below tell which.
const danish = "da"

var (
	danishAlone    = set("af hvad noget nogen blev bliver mig dig uden efter ud op siger sige gør været vores mere lavede nogle bagefter først jer")
	norwegianAlone = set("av hva noe noen ble blir meg deg bare nå uten etter ut opp sier si gjør vært vår mer gjorde etterpå dere ikkje eg kjøpte")
)
