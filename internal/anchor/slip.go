package anchor

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/lateral-reader/lateral/internal/lexicon"
)

// slip tells why two words that are not the same are more than a slip of the pen, "" where they are not. A slip makes no word out of a word.
func (r *resolver) slip(x, y token) string {
	capitals := capital(x.text) && capital(y.text)
	why := "another word: "
	switch {
	case strings.ContainsFunc(x.low+y.low, unicode.IsDigit):
		return "a number differs: " + x.text + ", " + y.text
	case numbers[x.low] || numbers[y.low]:
		why = "a number differs: "
	case negations[x.low] || negations[y.low]:
		why = "a negation differs: "
	case r.english() && bare(x.text) == bare(y.text) && !accented[bare(x.low)]:
		return "" // accents that a keyboard has not
	case capital(x.text) || capital(y.text):
		why = "a name differs: "
	}
	if !r.english() && (numbers[x.low] || numbers[y.low] || negations[x.low] || negations[y.low]) {
		return why + x.text + ", " + y.text // kein, klein: no list tells which of two is a word
	}
	if capital(x.text) == capital(y.text) && near(x.low, y.low) && cased(x.low) && cased(y.low) && r.mere(x, y, capitals) {
		return ""
	}
	return why + x.text + ", " + y.text
}

// mere reports whether one of two words that are near each other can only be the other with a slip: one of them is known and the other is not, or
// nobody knows either and what differs is what hands do and languages do not.
func (r *resolver) mere(x, y token, capitals bool) bool {
	a, b := []rune(x.low), []rune(y.low)
	how := slipOf(a, b)
	switch one, other := r.known(x), r.known(y); {
	case shouted(x.text) || shouted(y.text): // BBC and BCC, ISIL and ISIS
		return how == doubled && len(a)+len(b) > 8 || intruder(x.text, y.text) || intruder(y.text, x.text)
	case one && other, !one && r.count(x.low) > 0 && (r.count(y.low) > 1 || how != turned && how != doubled), one && !other && r.count(y.low) > 1:
		return false // the text has it elsewhere, too
	case one || other:
		if !capitals || how == turned || how == doubled {
			return !capitals || min(len(a), len(b)) > 3 && (r.english() || !eiTurned(a, b))
		}
		// In names a letter more, less or changed at an end makes another, and so does one that sounds alike: Hansen, Hanson.
		ordinary := r.ordinary(x) || r.ordinary(y)
		least := 4
		if !r.english() { // Haus, Hans
			least = 7
		}
		return how != several && how != alike && (inside(a, b) && (ordinary || min(len(a), len(b)) >= least) || ordinary && min(len(a), len(b)) > 6)
	case how == turned && !r.english(): // signe, singe; beschreiben, beschrieben
		return len(a) > 6 && !eiTurned(a, b)
	case how == turned || how == doubled && r.english():
		return min(len(a), len(b)) > 4 && inside(a, b) || how == turned && len(a) > 6
	case how == oneMore:
		return min(len(a), len(b)) > 6 && inside(a, b)
	case how == changed && r.english(): // where endings do not change inside a word, as in trabajaba, trabajara
		return min(len(a), len(b)) > 6 && inside(a, b)
	}
	return false
}

// known reports whether a word is one. Of other languages than English names alone are known, and words that say how many or that something is not.
func (r *resolver) known(t token) bool {
	if archaic[t.low] {
		return r.count(t.low) > 1 // the text speaks so
	}
	return numbers[t.low] || negations[t.low] || capital(t.text) && lexicon.Name(plainLetters(t.low)) || r.english() && lexicon.English(plainLetters(t.low))
}

// archaic are words of other times, which a letter left out makes of common ones.
var archaic = set("thee thy thou ye hath doth tat weer")

// ordinary reports whether a word is in the dictionary and no name.
func (r *resolver) ordinary(t token) bool {
	low := plainLetters(t.low)
	return r.english() && lexicon.English(low) && !lexicon.Name(low)
}

// kind is what a slip did.
type kind int

const (
	several kind = iota
	turned       // two neighbours changed places
	doubled      // a letter stands twice, or no longer
	oneMore      // a letter more or less
	alike        // a letter became one that is written for the same sound
	changed      // a letter became another
)

// slipOf tells what makes one word of the other.
func slipOf(a, b []rune) kind {
	if slips(a, b, 1) != 1 {
		return several
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case len(a) < len(b) && (i > 0 && b[i] == b[i-1] || i+1 < len(b) && b[i] == b[i+1]):
		return doubled
	case len(a) < len(b):
		return oneMore
	case i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i]:
		return turned
	}
	for _, sound := range sounds {
		if strings.ContainsRune(sound, a[i]) && strings.ContainsRune(sound, b[i]) {
			return alike
		}
	}
	return changed
}

// eiTurned reports whether what differs is ei for ie.
func eiTurned(a, b []rune) bool {
	i := 0
	for i < len(a)-1 && i < len(b)-1 && a[i] == b[i] {
		i++
	}
	return strings.ContainsRune("ei", a[i]) && strings.ContainsRune("ei", b[i])
}

// sounds are letters that names exchange.
var sounds = []string{"aeiouyäöüáéíóúàèòâêîôûåæø", "ckqg", "szcxß", "dt", "bpv", "fvwu", "mn", "lr", "ij", "gj"}

// inside reports whether two words begin and end with the same letter.
func inside(a, b []rune) bool { return a[0] == b[0] && a[len(a)-1] == b[len(b)-1] }

// shouted reports whether a word is all capitals, as acronyms are.
func shouted(s string) bool { return strings.ToUpper(s) == s && len([]rune(s)) > 1 }

// intruder reports whether one word is all capitals and the other is the same but for one small letter among them.
func intruder(a, b string) bool {
	l, word := []rune(b), []rune(a)
	i := slices.IndexFunc(l, unicode.IsLower)
	if !shouted(a) || i < 0 {
		return false
	}
	if len(l) > len(word) {
		return string(slices.Delete(l, i, i+1)) == a
	}
	return len(l) == len(word) && len(l) > 3 && string(slices.Replace(l, i, i+1, word[i])) == a
}

func (r *resolver) english() bool { return strings.HasPrefix(r.d.Lang, "en") || r.d.Lang == "" }

// bare is a word without accents.
func bare(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Mn, c) {
			return -1
		}
		return c
	}, norm.NFKD.String(s))
}

// accented are English words that are others with an accent.
var accented = set("resume expose rose pate lame attache mate sake")

// count tells how often the text has a word, in small letters or others.
func (r *resolver) count(low string) int { return len(r.index()[low]) }

// plainLetters takes the apostrophes off a word, which the lexicon has not.
func plainLetters(s string) string { return strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "'") }

func capital(s string) bool { return strings.ToLower(s) != s }

// cased reports whether a word is of a script whose words are made of letters that a hand may slip over: Latin, Greek, Cyrillic, Armenian, Georgian.
func cased(s string) bool {
	for _, c := range s {
		if !unicode.In(c, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Armenian, unicode.Georgian) && c != '\'' && !unicode.IsMark(c) {
			return false
		}
	}
	return true
}
