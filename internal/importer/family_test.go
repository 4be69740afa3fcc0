package importer

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// A family of made-up transcripts: every way to set a label off, in several languages and scripts, with words on the same line or the next,
// with and without blank lines, wrapped or not, with stage directions and with colons in what is said. Each must come out with the right
// speaker and the right borders in at least 95 of 100 turns.

// speech is what people say in one language; the first sentences ask.
type speech struct {
	title, intro string
	asked        []string
	said         []string
	colons       []string // with a colon near the beginning
}

var speeches = map[string]speech{
	"en": {"The mill at the weir", "A long talk about the old mill, held on a wet afternoon beside the water.",
		[]string{"How long has the mill been standing there?", "And who paid for the new wheel, if I may ask?", "Did anybody warn you before the water came?", "So what happened then?", "Why?", "Would you do it again, knowing what you know now?"},
		[]string{"It was built before my grandmother was born.", "Nobody paid for it, we made it ourselves out of oak.", "Yes.", "The water came up over the second step, and then over the third, and by the morning there was a boat in the yard.",
			"I do not think so.", "We went up to the loft and waited there until somebody came with a light.", "He said that it would hold. It did not hold.", "There were seven of us, all told, and a dog that would not stop barking.",
			"Well, you know how these things go.", "In 1986 we had the same again, only worse, and nobody wrote a line about it."},
		[]string{"Here is the point: we were never asked.", "Note: none of this is in the council's report.", "Number one: the gate was rusted shut.", "Look: I was nine years old.", "He told me this: go home and stay there."}},
	"de": {"Die Mühle am Wehr", "Ein langes Gespräch über die alte Mühle, geführt an einem nassen Nachmittag am Wasser.",
		[]string{"Wie lange steht die Mühle schon dort?", "Und wer hat das neue Rad bezahlt, wenn ich fragen darf?", "Hat Sie jemand gewarnt, bevor das Wasser kam?", "Und dann?"},
		[]string{"Sie wurde gebaut, bevor meine Großmutter geboren war.", "Niemand hat es bezahlt, wir haben es selbst aus Eiche gemacht.", "Ja.", "Das Wasser kam über die zweite Stufe und dann über die dritte, und am Morgen lag ein Boot im Hof.",
			"Das glaube ich nicht.", "Wir gingen auf den Boden und warteten dort, bis jemand mit einem Licht kam."},
		[]string{"Eines ist klar: Uns hat niemand gefragt.", "Also gut: Ich war neun Jahre alt."}},
	"fr": {"Le moulin du barrage", "Un long entretien sur le vieux moulin, un après-midi de pluie au bord de l’eau.",
		[]string{"Depuis quand le moulin est-il là ?", "Et qui a payé la nouvelle roue ?", "Quelqu’un vous a-t-il prévenus avant la crue ?", "Et ensuite ?"},
		[]string{"Il a été bâti avant la naissance de ma grand-mère.", "Personne ne l’a payée, nous l’avons faite nous-mêmes en chêne.", "Oui.", "L’eau est montée au-dessus de la deuxième marche, puis de la troisième, et au matin il y avait une barque dans la cour.",
			"Je ne crois pas.", "Nous sommes montés au grenier et nous avons attendu la lumière."},
		[]string{"Une chose est sûre : on ne nous a rien demandé."}},
	"es": {"El molino de la presa", "Una larga charla sobre el viejo molino, una tarde de lluvia junto al agua.",
		[]string{"¿Desde cuándo está ahí el molino?", "¿Y quién pagó la rueda nueva?", "¿Les avisó alguien antes de que llegara el agua?", "¿Y luego?"},
		[]string{"Lo construyeron antes de que naciera mi abuela.", "Nadie la pagó, la hicimos nosotros mismos con roble.", "Sí.", "El agua subió por encima del segundo escalón y luego del tercero, y por la mañana había una barca en el patio.",
			"No lo creo.", "Subimos al desván y esperamos allí hasta que vino alguien con una luz."},
		[]string{"Una cosa está clara: nadie nos preguntó."}},
	"ru": {"Мельница у плотины", "Долгий разговор о старой мельнице в дождливый день у воды.",
		[]string{"Как давно там стоит мельница?", "А кто заплатил за новое колесо?", "Вас кто-нибудь предупредил?", "И что потом?"},
		[]string{"Её построили до рождения моей бабушки.", "Никто не платил, мы сделали его сами из дуба.", "Да.", "Вода поднялась выше второй ступеньки, потом выше третьей, а утром во дворе стояла лодка.", "Не думаю.", "Мы поднялись на чердак и ждали там, пока не пришёл кто-то с фонарём."},
		[]string{"Одно ясно: нас никто не спросил."}},
	"el": {"Ο μύλος στο φράγμα", "Μια μεγάλη συζήτηση για τον παλιό μύλο, ένα βροχερό απόγευμα δίπλα στο νερό.",
		[]string{"Από πότε είναι εκεί ο μύλος;", "Και ποιος πλήρωσε την καινούργια ρόδα;", "Και μετά;"},
		[]string{"Τον έχτισαν πριν γεννηθεί η γιαγιά μου.", "Κανείς δεν την πλήρωσε, τη φτιάξαμε μόνοι μας.", "Ναι.", "Το νερό ανέβηκε πάνω από το δεύτερο σκαλί και μετά από το τρίτο, και το πρωί υπήρχε μια βάρκα στην αυλή."},
		nil},
	"zh": {"水坝边的磨坊", "关于老磨坊的一次长谈，在水边的一个雨天。",
		[]string{"磨坊在那里有多久了？", "新的水轮是谁付的钱？", "后来呢？", "有人提前告诉你们吗？"},
		[]string{"它是在我祖母出生之前建的。", "没有人付钱，是我们自己用橡木做的。", "是的。", "水漫过了第二级台阶，然后是第三级，到了早上院子里有一条船。", "我不这么认为。"},
		nil},
	"ja": {"堰のそばの水車小屋", "雨の午後、水のほとりで古い水車小屋について長く話した。",
		[]string{"水車小屋はいつからそこにありますか？", "新しい水車のお金は誰が払いましたか？", "それから？"},
		[]string{"祖母が生まれる前に建てられました。", "誰も払っていません、私たちが樫で作りました。", "はい。", "水は二段目を越え、三段目も越えて、朝には庭に船がありました。"},
		nil},
	"ko": {"둑 옆의 물레방아", "비 오는 오후 물가에서 나눈 긴 이야기.",
		[]string{"물레방아는 언제부터 거기 있었습니까?", "새 바퀴 값은 누가 냈습니까?", "그다음에는요?"},
		[]string{"할머니가 태어나기 전에 지어졌습니다.", "아무도 내지 않았습니다. 우리가 참나무로 만들었습니다.", "네.", "물이 둘째 계단을 넘고 셋째 계단도 넘어서 아침에는 마당에 배가 있었습니다."},
		nil},
	"ar": {"الطاحونة عند السد", "حديث طويل عن الطاحونة القديمة في يوم ممطر قرب الماء.",
		[]string{"منذ متى والطاحونة هناك؟", "ومن دفع ثمن العجلة الجديدة؟", "وماذا بعد؟"},
		[]string{"بنيت قبل أن تولد جدتي.", "لم يدفع أحد، صنعناها بأنفسنا من خشب البلوط.", "نعم.", "ارتفع الماء فوق الدرجة الثانية ثم الثالثة، وفي الصباح كان في الفناء قارب."},
		nil},
	"he": {"הטחנה ליד הסכר", "שיחה ארוכה על הטחנה הישנה ביום גשום ליד המים.",
		[]string{"ממתי עומדת שם הטחנה?", "ומי שילם על הגלגל החדש?", "ומה אחר כך?"},
		[]string{"היא נבנתה לפני שסבתי נולדה.", "איש לא שילם, עשינו אותו בעצמנו מעץ אלון.", "כן.", "המים עלו מעל המדרגה השנייה ואחר כך מעל השלישית, ובבוקר עמדה סירה בחצר."},
		nil},
	"hi": {"बाँध के पास की चक्की", "पुरानी चक्की के बारे में एक लंबी बातचीत।",
		[]string{"चक्की वहाँ कब से है?", "नए पहिये के पैसे किसने दिए?", "फिर क्या हुआ?"},
		[]string{"वह मेरी दादी के जन्म से पहले बनी थी।", "किसी ने नहीं दिए, हमने उसे ख़ुद बनाया।", "हाँ।", "पानी दूसरी सीढ़ी के ऊपर आया और फिर तीसरी के, और सुबह आँगन में एक नाव थी।"},
		nil},
}

// said is one turn: who speaks, and paragraphs.
type said struct {
	who   int
	paras []string
}

// style of the family: what stands before the words of the nth turn of a speaker, and where the words begin.
type labelStyle struct {
	name  string
	lang  string
	who   []string                              // a label for each speaker; "|" parts the label of the first turn from that of the others
	head  func(label string, sec int) string    // what is printed before the words
	below bool                                  // words begin on the next line
	gap   bool                                  // a blank line before the words
	above func(who, sec int) string             // a line above each turn
	tail  string                                // after the words
	md    bool                                  // the file is Markdown
	line  func(n int, s string) string          // prints each line of the file
	only  func(turns, paras string, w int) bool // which layouts; nil: all
}

func clock(sec int) string  { return fmt.Sprintf("%02d:%02d:%02d", sec/3600, sec/60%60, sec%60) }
func minute(sec int) string { return fmt.Sprintf("%d:%02d", sec/60, sec%60) }
func two(sec int) string    { return fmt.Sprintf("%02d:%02d", sec/60, sec%60) }

func put(format string) func(string, int) string {
	return func(label string, sec int) string {
		return strings.NewReplacer("@", label, "H:M:S", clock(sec), "MM:SS", two(sec), "M:SS", minute(sec)).Replace(format)
	}
}

// script makes up n turns.
func script(r *rand.Rand, s speech, speakers, n int) []said {
	var out []said
	last := -1
	for i := range n {
		who := i % 2
		if speakers > 2 && r.IntN(7) == 0 && i > 2 {
			who = 2 + r.IntN(speakers-2)
		}
		if who == last {
			who = (who + 1) % 2
		}
		last = who
		t := said{who: who}
		if who == 0 {
			t.paras = []string{s.asked[r.IntN(len(s.asked))]}
			if r.IntN(3) == 0 {
				t.paras[0] = s.said[r.IntN(len(s.said))] + space(s) + t.paras[0]
			}
		} else {
			for range 1 + r.IntN(3)*r.IntN(2) {
				var ss []string
				for range 1 + r.IntN(4) {
					ss = append(ss, s.said[r.IntN(len(s.said))])
				}
				if len(s.colons) > 0 && r.IntN(9) == 0 {
					ss[0] = s.colons[r.IntN(len(s.colons))]
				}
				t.paras = append(t.paras, strings.Join(ss, space(s)))
			}
		}
		out = append(out, t)
	}
	return out
}

func space(s speech) string {
	if strings.Contains(s.said[0], "。") {
		return ""
	}
	return " "
}

// wrapped breaks a text at a column.
func wrapped(s string, column int) string {
	if column == 0 {
		return s
	}
	var b strings.Builder
	n := 0
	for i, w := range strings.Fields(s) {
		l := len([]rune(w))
		switch {
		case i == 0:
		case n+1+l > column:
			b.WriteByte('\n')
			n = 0
		default:
			b.WriteByte(' ')
			n++
		}
		b.WriteString(w)
		n += l
	}
	return b.String()
}

// printed writes a script in a style.
func (st labelStyle) printed(r *rand.Rand, s speech, turns []said, turnSep, paraSep string, column int, noise bool) string {
	var b strings.Builder
	if st.md {
		b.WriteString("# ")
	}
	b.WriteString(s.title + "\n\n" + wrapped(s.intro, column) + "\n\n")
	sec := 3
	seen := map[int]bool{}
	for _, t := range turns {
		first, later, two := strings.Cut(st.who[t.who], "|")
		label := first
		if two && seen[t.who] {
			label = later
		}
		seen[t.who] = true
		if st.above != nil {
			b.WriteString(st.above(t.who, sec))
		}
		head := st.head(label, sec)
		switch {
		case st.gap:
			b.WriteString(head + "\n\n" + wrapped(t.paras[0], column))
		case st.below:
			b.WriteString(head + "\n" + wrapped(t.paras[0], column))
		default:
			b.WriteString(head + strings.TrimLeft(wrapped(strings.Repeat("x", min(len([]rune(head)), 30))+" "+t.paras[0], column), "x \n"))
		}
		for _, p := range t.paras[1:] {
			b.WriteString(paraSep + wrapped(p, column))
		}
		b.WriteString(st.tail + turnSep)
		if noise && r.IntN(6) == 0 {
			b.WriteString([]string{"[LAUGHTER]", "(Laughter)", "[crosstalk]", "(Pause)"}[r.IntN(4)] + turnSep)
		}
		sec += 4 + r.IntN(60)
	}
	text := b.String()
	if st.line != nil {
		lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
		for i := range lines {
			lines[i] = st.line(i+1, lines[i])
		}
		text = strings.Join(lines, "\n") + "\n"
	}
	return text
}

// score is how many of the turns came out with the right speaker and the right words, and how many there are on the longer side.
func score(turns []said, res *Result) (right, of int) {
	if res == nil {
		return 0, len(turns)
	}
	who := map[int]string{}
	back := map[string]int{}
	i := 0
	for _, t := range turns {
		want := loosely(strings.Join(t.paras, " "))
		for j := i; j < len(res.Turns) && j < i+4; j++ {
			g := res.Turns[j]
			if loosely(g.Text) != want {
				continue
			}
			i = j + 1
			if old, ok := who[t.who]; ok && old != g.Speaker {
				break
			}
			if old, ok := back[g.Speaker]; ok && old != t.who {
				break
			}
			who[t.who], back[g.Speaker] = g.Speaker, t.who
			right++
			break
		}
	}
	return right, max(len(turns), len(res.Turns))
}

// firstWrong shows the first turn that differs.
func firstWrong(turns []said, res *Result) string {
	if res == nil {
		return ""
	}
	for i, t := range turns {
		want := loosely(strings.Join(t.paras, " "))
		if i >= len(res.Turns) || loosely(res.Turns[i].Text) != want {
			have := "nothing"
			if i < len(res.Turns) {
				have = loosely(res.Turns[i].Text)
			}
			return fmt.Sprintf("turn %d: have %q, want %q", i, have, want)
		}
	}
	return ""
}

func loosely(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestFamily(t *testing.T) {
	total, exact, below := 0, 0, 0
	few := 2
	if testing.Short() {
		few = 1
	}
	for _, st := range labelStyles {
		t.Run(st.name, func(t *testing.T) {
			lang := st.lang
			if lang == "" {
				lang = "en"
			}
			s := speeches[lang]
			r := rand.New(rand.NewPCG(1, uint64(len(st.name))))
			bad := 0
			for _, turnSep := range []string{"\n\n", "\n"} {
				for _, paraSep := range []string{"\n\n", "\n"} {
					for _, column := range []int{0, 72, 56} {
						for _, n := range []int{6, 14, 30} {
							if column > 0 && space(s) == "" || st.only != nil && !st.only(turnSep, paraSep, column) {
								continue
							}
							for _, noise := range []bool{total%2 == 0, total%2 == 1}[:few] {
								turns := script(r, s, len(st.who), n)
								text := st.printed(r, s, turns, turnSep, paraSep, column, noise)
								name := "talk.txt"
								if st.md {
									name = "talk.md"
								}
								res, ds := Read(name, []byte(text), Options{})
								right, of := score(turns, res)
								total++
								if right == of {
									exact++
								}
								if right*100 >= of*95 {
									continue
								}
								below++
								if bad++; bad <= 2 {
									t.Logf("%d of %d turns (turns parted by %q, paragraphs by %q, column %d, noise %v) %v\n%s\n%s\n--- made:\n%s", right, of, turnSep, paraSep, column, noise, ds, firstWrong(turns, res), clip(text, 900), clip(made(res), 900))
								}
							}
						}
					}
				}
			}
			if bad > 2 {
				t.Errorf("%d files are below 95 of 100", bad)
			}
		})
	}
	t.Logf("%d of %d files exact, %d below 95 of 100", exact, total, below)
	if below*500 > total { // one wrong turn of six is below
		t.Errorf("%d of %d files are below 95 of 100", below, total)
	}
}

func clip(s string, n int) string {
	if len(s) > n {
		return s[:n] + "…"
	}
	return s
}

func made(res *Result) string {
	if res == nil {
		return ""
	}
	return fmt.Sprint(res.Problems) + "\n" + res.Front + "\n" + res.Body
}
