package corpusgen

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// vocabulary is made-up words by what they do in a sentence. Only the small words of the grammar are English ones.
type vocabulary struct {
	nouns, verbs, adjectives, adverbs, firsts, surnames, places []string

	sums []float64 // of the frequencies up to each rank
}

var (
	onsets = strings.Fields("b br c cl d dr f fl g gr h j k l m n p pl pr r s sl st str t tr th v w")
	inner  = strings.Fields("b c d f g l l m n n p r r s t t v st nd")
	vowels = strings.Fields("a a a e e e i i o o u ai ea ee oa ou")
	codas  = []string{"", "", "", "", "n", "r", "l", "m", "s"}
)

func newVocabulary(r *rand.Rand) *vocabulary {
	taken := map[string]bool{}
	pick := func(from []string) string { return from[r.IntN(len(from))] }
	coin := func(n int, endings []string) (out []string) {
		for len(out) < n {
			word := pick(onsets) + pick(vowels) + pick(codas)
			for range 1 + r.IntN(6)/4 {
				word += pick(inner) + pick(vowels)
			}
			if word += pick(endings); !taken[word] && len(word) > 3 && len(word) < 12 {
				taken[word] = true
				out = append(out, word)
			}
		}
		slices.SortStableFunc(out, func(a, b string) int { return len(a)/2 - len(b)/2 }) // frequent words are short
		return out
	}
	v := &vocabulary{
		nouns: coin(1600, []string{"", "n", "l", "t", "rd", "er", "ment", "tion", "ness", "ge"}), verbs: coin(600, []string{"t", "n", "ll", "ck", "sh", "rk"}),
		adjectives: coin(600, []string{"l", "rous", "ful", "tive", "y", "nic", "sh"}), firsts: coin(150, []string{"a", "o", "en", "is", ""}),
		surnames: coin(900, []string{"", "er", "son", "ley", "ard", "ova"}), places: coin(300, []string{"ton", "ford", "ham", "wick", "by", "mouth"}),
	}
	for _, a := range v.adjectives[:200] {
		v.adverbs = append(v.adverbs, a+"ly")
	}
	sum := 0.0
	for rank := range v.nouns {
		sum += 1 / math.Pow(float64(rank)+2.7, 1.05)
		v.sums = append(v.sums, sum)
	}
	return v
}

// writer writes sentences; its random numbers decide all.
type writer struct {
	*rand.Rand
	v      *vocabulary
	people []string // who may be named beside strangers
}

func (w *writer) chance(p float64) bool { return w.Float64() < p }

// zipf picks a word; the k-th is about 1/k as frequent as the first, as in a language.
func (w *writer) zipf(words []string) string {
	sums := w.v.sums[:len(words)]
	return words[sort.SearchFloat64s(sums[:len(sums)-1], w.Float64()*sums[len(sums)-1])]
}

func (w *writer) of(words ...string) string { return words[w.IntN(len(words))] }
func (w *writer) noun() string              { return w.zipf(w.v.nouns) }
func (w *writer) verb() string              { return w.zipf(w.v.verbs) }
func (w *writer) adjective() string         { return w.zipf(w.v.adjectives) }
func (w *writer) first() string             { return capital(w.v.firsts[w.IntN(len(w.v.firsts))]) }
func (w *writer) surname() string           { return capital(w.v.surnames[w.IntN(len(w.v.surnames))]) }
func (w *writer) place() string             { return capital(w.zipf(w.v.places)) }

// person is a name, half of the times one of the people.
func (w *writer) person() string {
	if len(w.people) > 0 && w.chance(0.5) {
		return w.people[w.IntN(len(w.people))]
	}
	return w.first() + " " + w.surname()
}

// number is a number as it is printed.
func (w *writer) number() string {
	if w.chance(0.5) {
		return strconv.Itoa(3 + w.IntN(900))
	}
	return strconv.Itoa(1+w.IntN(90)) + "," + strconv.Itoa(100+w.IntN(900))
}

func (w *writer) date(from, to int) string {
	two := func(n int) string { return strconv.Itoa(100 + n)[1:] }
	return strconv.Itoa(from+w.IntN(to-from+1)) + "-" + two(1+w.IntN(12)) + "-" + two(1+w.IntN(28))
}

// thing is a noun with what stands before it.
func (w *writer) thing() string {
	det := w.of("the", "the", "the", "a", "this", "their", "its", "no", "every", "our")
	switch w.IntN(12) {
	case 0:
		if w.chance(0.4) {
			return w.person()
		}
		return w.place()
	case 1:
		return "the " + w.noun() + " of " + w.of("the "+w.noun(), w.place())
	case 2:
		if w.chance(0.6) {
			return det + " " + w.noun() + " and the " + w.noun()
		}
		return w.of("about ", "some ", "more than ", "") + w.number() + " " + w.noun() + "s"
	case 3, 4, 5:
		return det + " " + w.adjective() + " " + w.noun()
	case 6:
		return w.of("we", "they", "it", "nobody", "she", "he", "people")
	}
	return det + " " + w.noun()
}

func (w *writer) does() string {
	v := w.verb()
	switch w.IntN(9) {
	case 0:
		return "has " + v + "ed"
	case 1:
		return "will " + v
	case 2:
		return "did not " + v
	case 3:
		return "could have " + v + "ed"
	case 4:
		return w.zipf(w.v.adverbs) + " " + v + "ed"
	}
	return v + "ed"
}

func (w *writer) where() string {
	return w.of("in", "of", "to", "for", "with", "on", "from", "at", "by", "before", "after", "without", "against", "under") + " " + w.thing()
}

// clause is a sentence without capital and full stop.
func (w *writer) clause() string {
	var s string
	switch w.IntN(6) {
	case 0:
		s = w.thing() + " " + w.of("was", "is", "seems", "was not", "had been") + " " + w.adjective()
	case 1:
		s = w.thing() + " " + w.of("said", "says", "believes", "denied", "knew") + " that " + w.thing() + " " + w.does() + " " + w.thing()
	default:
		s = w.thing() + " " + w.does() + " " + w.thing()
	}
	for w.chance(0.45) {
		s += " " + w.where()
	}
	return s
}

// statement is a plain sentence, such as a claim.
func (w *writer) statement() string {
	return capital(w.thing() + " " + w.does() + " " + w.thing() + " " + w.where() + ".")
}

func (w *writer) question() string {
	return capital(w.of("why did", "did", "when did", "how could", "who says that", "does it matter that") + " " + w.thing() + " " + w.verb() + " " + w.thing() + " " + w.where() + "?")
}

func (w *writer) sentence() string {
	switch w.IntN(12) {
	case 0, 1:
		return capital(w.clause() + w.of(", and ", ", but ", ", while ", "; ") + w.clause() + ".")
	case 2:
		return capital(w.of("when ", "because ", "although ", "if ") + w.clause() + ", " + w.clause() + ".")
	case 3:
		return "“" + capital(w.clause()) + ",” said " + w.person() + "."
	case 4:
		return w.question()
	case 5:
		return capital(w.clause() + ", " + w.thing() + " – " + w.clause() + ".")
	}
	return capital(w.clause() + ".")
}

func (w *writer) paragraph(sentences int) string {
	s := make([]string, sentences)
	for i := range s {
		s[i] = w.sentence()
	}
	return strings.Join(s, " ")
}

// title is a headline: no full stop.
func (w *writer) title() string {
	switch w.IntN(3) {
	case 0:
		return strings.TrimSuffix(w.statement(), ".")
	case 1:
		return capital(w.adjective() + " " + w.noun() + " " + w.where())
	}
	return w.question()
}

func capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}
