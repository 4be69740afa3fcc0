package anchor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/lateral-reader/lateral/internal/worddiff"
	"github.com/lateral-reader/lateral/internal/words"
)

// token is a word of a folded text: where it stands, and how it is written in small letters.
type token struct {
	from, to  int
	text, low string
}

func tokens(folded string, from, to int) []token {
	var out []token
	words.Each(folded[from:to], func(a, b int) {
		t := token{from: from + a, to: from + b, text: folded[from+a : from+b]}
		t.low = strings.ToLower(t.text)
		if !reference(folded, t) {
			out = append(out, t)
		}
	})
	return out
}

// reference reports whether a word is the number of a footnote, [3], which says nothing.
func reference(folded string, t token) bool {
	return t.from > 0 && t.to < len(folded) && folded[t.from-1] == '[' && folded[t.to] == ']' && strings.Trim(t.text, "0123456789") == ""
}

// mend joins the two parts of a word that a line's end broke ("govern- ment"), or a machine that read it ("gov ernment"), where the other side has it
// whole. Two words stay two: a part, apart.
func (r *resolver) mend(ts []token, folded string, whole func(low string) bool) []token {
	out := ts[:0:0]
	for _, t := range ts {
		if n := len(out); n > 0 {
			last := &out[n-1]
			between := folded[last.to:t.from]
			if (between == "- " || between == " " && r.english() && !(r.known(*last) && r.known(t))) && whole(last.low+t.low) {
				last.to, last.low = t.to, last.low+t.low
				last.text += t.text
				continue
			}
		}
		out = append(out, t)
	}
	return out
}

// step is one step of an alignment: a word of the quote and one of the text, or one alone (-1).
type step struct{ a, b int }

// The costs of a step. A slip is cheaper than another word, and that is cheaper than one too many and one too few.
const (
	costCase  = 1
	costSlip  = 3
	costOther = 10
	costAlone = 6
)

// align finds where in the text's words those of the quote stand, and which stands for which; what stands before and after is free.
func align(a, b []token) (steps []step, first, last int) {
	n, m := len(a), len(b)
	if n*m > 1<<20 {
		return alignLong(a, b)
	}
	cost := make([]int, (n+1)*(m+1))
	at := func(i, j int) *int { return &cost[i*(m+1)+j] }
	pair := func(i, j int) int {
		switch {
		case a[i].text == b[j].text:
			return 0
		case a[i].low == b[j].low || norm.NFKC.String(a[i].low) == norm.NFKC.String(b[j].low):
			return costCase
		case near(a[i].low, b[j].low):
			return costSlip
		}
		return costOther
	}
	for i := 1; i <= n; i++ {
		*at(i, 0) = i * costAlone
		for j := 1; j <= m; j++ {
			*at(i, j) = min(*at(i-1, j-1)+pair(i-1, j-1), *at(i-1, j)+costAlone, *at(i, j-1)+costAlone)
		}
	}
	end := 0
	for j := range m + 1 {
		if *at(n, j) < *at(n, end) {
			end = j
		}
	}
	i, j := n, end
	for i > 0 {
		switch {
		case j > 0 && *at(i, j) == *at(i-1, j-1)+pair(i-1, j-1):
			i, j = i-1, j-1
			steps = append(steps, step{i, j})
		case *at(i, j) == *at(i-1, j)+costAlone:
			i--
			steps = append(steps, step{i, -1})
		default:
			j--
			steps = append(steps, step{-1, j})
		}
	}
	for l, r := 0, len(steps)-1; l < r; l, r = l+1, r-1 {
		steps[l], steps[r] = steps[r], steps[l]
	}
	return steps, j, end
}

// alignLong does the same for long passages, where what differs stands between long stretches that do not.
func alignLong(a, b []token) (steps []step, first, last int) {
	lows := func(ts []token) []string {
		out := make([]string, len(ts))
		for i, t := range ts {
			out[i] = t.low
		}
		return out
	}
	i, j := 0, 0
	for _, h := range append(worddiff.Lists(lows(a), lows(b)), worddiff.Hunk{A0: len(a), A1: len(a), B0: len(b), B1: len(b)}) {
		for ; i < h.A0; i, j = i+1, j+1 {
			steps = append(steps, step{i, j})
		}
		for i < h.A1 || j < h.B1 {
			switch {
			case i < h.A1 && j < h.B1:
				steps = append(steps, step{i, j})
				i, j = i+1, j+1
			case i < h.A1:
				steps = append(steps, step{i, -1})
				i++
			default:
				steps = append(steps, step{-1, j})
				j++
			}
		}
	}
	for len(steps) > 0 && steps[0].a < 0 {
		steps = steps[1:]
	}
	for len(steps) > 0 && steps[len(steps)-1].a < 0 {
		steps = steps[:len(steps)-1]
	}
	first, last = len(b), 0
	for _, s := range steps {
		if s.b >= 0 {
			first, last = min(first, s.b), max(last, s.b+1)
		}
	}
	return steps, first, last
}

// near reports whether two words may be one with a slip, whatever they mean.
func near(a, b string) bool {
	x, y := []rune(a), []rune(b)
	n := min(len(x), len(y))
	switch {
	case n < 3:
		return false
	case n < 8:
		return slips(x, y, 1) == 1
	}
	return slips(x, y, 2) <= 2
}

// slight tells what is different in meaning between a quote and the words of the text, "" where nothing is: only slips of the pen, marks between
// words, a word said twice. What it cannot judge is not slight.
func (r *resolver) slight(quote, text string, a, b []token, steps []step) (why string, slipped int) {
	if signs(quote) != signs(text) {
		return "a sign differs", 0
	}
	for i, s := range steps {
		switch {
		case (i == 0 || i == len(steps)-1) && (s.a < 0 || s.b < 0):
			return "it begins or ends with another word", slipped
		case s.a < 0:
			if why := r.alone(b[s.b], b, s.b, "the text has", "more"); why != "" {
				return why, slipped
			}
			slipped++
		case s.b < 0:
			if why := r.alone(a[s.a], a, s.a, "the text lacks", ""); why != "" {
				return why, slipped
			}
			slipped++
		default:
			x, y := a[s.a], b[s.b]
			switch {
			case x.text == y.text || norm.NFKC.String(x.text) == norm.NFKC.String(y.text): // letters that a printer joins
			case x.low == y.low:
				return "a capital differs: " + x.text + ", " + y.text, slipped
			case r.plain(x, y):
			default:
				if why := r.slip(x, y); why != "" {
					return why, slipped
				}
				slipped++
			}
		}
	}
	return "", slipped
}

// alone judges a word that only one side has.
func (r *resolver) alone(t token, all []token, at int, verb, more string) string {
	twice := at > 0 && all[at-1].low == t.low || at+1 < len(all) && all[at+1].low == t.low
	if (twice || fillers[t.low]) && !negations[t.low] && !numbers[t.low] && !strings.ContainsFunc(t.low, unicode.IsDigit) {
		return ""
	}
	return strings.TrimSpace(verb + " the word “" + t.text + "” " + more)
}

// fillers are words whose coming and going changes nothing.
var fillers = set("um uh er erm äh euh the that")

// signs are the marks that say something by themselves: question marks, signs of currency, of percent and of counting, and a dash that makes a number
// negative or two numbers a range.
func signs(s string) string {
	var b strings.Builder
	for i, c := range s {
		if unicode.IsSymbol(c) && c != '`' && c != '^' || strings.ContainsRune("?؟？%‰§#&@*/¿", c) || c == '-' && ofNumber(s[:i], s[i+1:]) {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// ofNumber reports whether a dash between two stretches of text belongs to a number.
func ofNumber(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, " "))
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, " "))
	if !unicode.IsDigit(first) {
		return false
	}
	beside, _ := utf8.DecodeLastRuneInString(before)
	return unicode.IsDigit(last) || !unicode.IsLetter(beside) && after[0] != ' '
}

func set(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

// Words that a slip must not touch: it would change what was said, or hide that it did.
var (
	negations = set(`no not non never none nobody nothing nowhere neither nor cannot without hardly barely scarcely unless except ain't aren't can't
		couldn't daren't didn't doesn't don't hadn't hasn't haven't isn't mayn't mightn't mustn't needn't oughtn't shan't shouldn't wasn't weren't won't
		wouldn't arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt shouldnt wasnt werent wont wouldnt
		nicht kein keine keinen keinem keiner keines nie niemals niemand nichts ohne weder pas ne ni jamais aucun aucune rien personne sans nulle
		nunca jamás nada nadie ningún ninguno ninguna sin tampoco non mai nessuno nessuna niente senza não nem nenhum nenhuma sem ninguém
		niet geen nooit niemand zonder нет не ни никогда никто ничто ничего без`)
	numbers = set(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
		twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions trillion trillions
		dozen dozens half halves third thirds quarter quarters fourth fifth sixth seventh eighth ninth tenth first second once twice double doubled
		triple tripled single both percent
		null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend
		million millionen milliarde milliarden halb hälfte doppelt prozent
		zéro un deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent mille
		millions milliard milliards demi moitié
		uno dos tres cuatro cinco seis siete ocho nueve diez veinte treinta cuarenta cincuenta cien ciento mil millón millones mitad
		due tre quattro cinque sei sette otto nove dieci venti trenta quaranta cinquanta cento mila milione milioni miliardo miliardi`)
)
