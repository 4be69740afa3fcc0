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
	why := "another word: "
	switch {
	case strings.ContainsFunc(x.low+y.low, unicode.IsDigit):
		return "a number differs: " + x.text + ", " + y.text
	case numbers[x.low] || numbers[y.low]:
		why = "a number differs: "
	case negations[x.low] || negations[y.low]:
		why = "a negation differs: "
	case capital(x.text) || capital(y.text):
		why = "a name differs: "
	}
	if !r.english() && (numbers[x.low] || numbers[y.low] || negations[x.low] || negations[y.low]) {
		return why + x.text + ", " + y.text // kein, klein: no list tells which of two is a word
	}
	if capital(x.text) == capital(y.text) && near(x.low, y.low) && cased(x.low) && cased(y.low) && r.mere(x, y) {
		return ""
	}
	return why + x.text + ", " + y.text
}

// plain reports whether all that differs are accents, which a keyboard may not have.
func (r *resolver) plain(x, y token) bool {
	return r.english() && bare(x.text) == bare(y.text) && !accented[bare(x.low)]
}

// written reports whether two words are one in other letters: small ones, those that a printer joins, those without accents.
func (r *resolver) written(x, y token) bool {
	return x.low == y.low || norm.NFKC.String(x.low) == norm.NFKC.String(y.low) || r.plain(x, y)
}

// mere reports whether one of two words that are near each other can only be the other with a slip: one of them is known and the other is not, or
// nobody knows either and what differs is what hands do and languages do not.
func (r *resolver) mere(x, y token) bool {
	d := difference([]rune(x.low), []rune(y.low))
	one, other := r.known(x), r.known(y)
	switch {
	case shouted(x.text) || shouted(y.text): // BBC and BCC, ISIL and ISIS
		return d.how == doubled && d.shorter > 3 || intruder(x.text, y.text) || intruder(y.text, x.text)
	case one && other, !one && turnedRound(x.low, y.low), !other && turnedRound(y.low, x.low):
		return false
	case !one && r.count(x.low) > 0 && (r.count(y.low) > 1 || !d.typed()):
		return false // the text has the quote's word elsewhere
	case one && !other && r.count(y.low) > 1:
		return false // the text has its own more than once
	case !one && !other:
		return r.mereUnknown(d) && !(capital(x.text) && d.how == doubled) // Okafor, Okaffor: names of two people
	case capital(x.text):
		return r.mereName(d, r.ordinary(x) || r.ordinary(y))
	}
	return d.how != several || scanned(x.low) == scanned(y.low)
}

// scanned is a word as a machine may have read it: one letter stands for two that look like it.
func scanned(low string) string { return lookalikes.Replace(low) }

var lookalikes = strings.NewReplacer("rn", "m", "cl", "d", "vv", "w", "ii", "u", "li", "h", "nn", "m", "tl", "d")

// mereName judges two words with capitals of which one is known; ordinary where that is a word of the dictionary. A letter more, less or changed at an
// end makes another name, and so does one that sounds alike: Hansen, Hanson.
func (r *resolver) mereName(d diff, ordinary bool) bool {
	switch {
	case d.typed():
		return d.shorter > 3 && (r.english() || !d.ei)
	case d.how == several || d.how == alike:
		return false
	case ordinary:
		return d.inside || d.shorter > 6
	case r.english():
		return d.inside && d.shorter > 3
	}
	return d.inside && d.shorter > 6 // Haus, Hans
}

// mereUnknown judges two words that nobody knows.
func (r *resolver) mereUnknown(d diff) bool {
	switch {
	case r.english():
		return d.typed() && (d.inside && d.shorter > 4 || d.how == turned && d.shorter > 6) || (d.how == oneMore || d.how == changed) && d.inside && d.shorter > 6
	case d.how == turned: // signe, singe; beschreiben, beschrieben
		return d.shorter > 6 && !d.ei
	}
	return d.how == oneMore && d.inside && d.shorter > 6 // a letter that changes may be an ending: trabajaba, trabajara
}

// known reports whether a word is one. Of other languages than English names alone are known, and words that say how many or that something is not.
func (r *resolver) known(t token) bool {
	if archaic[t.low] {
		return r.count(t.low) > 1 // the text speaks so
	}
	if i := strings.IndexByte(t.low, '\''); i > 0 && r.english() && contracted[t.low[i:]] && lexicon.English(t.low[:i]) {
		return true // we're, were
	}
	return numbers[t.low] || negations[t.low] || capital(t.text) && lexicon.Name(plainLetters(t.low)) || r.english() && (lexicon.English(plainLetters(t.low)) || composed(t.low))
}

// contracted are the ends of words of which two are made one.
var contracted = set("'s 're 'll 've 'd 'm 't")

// turnedRound reports whether a word that nobody knows is another one behind a syllable that turns it into its opposite, or into something else:
// vetted, unvetted.
func turnedRound(unknown, other string) bool {
	before, ok := strings.CutSuffix(unknown, other)
	return ok && (before == "a" || prefixes[before])
}

// prefixes make other words of words.
var prefixes = set(`an ante anti auto bi bio co counter cyber de dis eco ex extra fore geo hyper hypo il im in infra inter intra ir macro mega micro mid mini mis
	mono multi nano neo non out over para peri poly post pre pseudo re semi sub super tele trans tri ultra un under up`)

// composed reports whether a word is made of an English one as new words are, which no list has all of: kettled, remigration, cyberattack.
func composed(low string) bool {
	for _, end := range []string{"ed", "d", "ing", "ly", "ness", "less", "able"} {
		stem, ok := strings.CutSuffix(low, end)
		if n := len(stem); ok && n > 4 {
			vowel := strings.IndexByte("aeio", end[0]) >= 0
			if (!vowel || stem[n-1] != 'e') && (end != "d" || stem[n-1] == 'e') && lexicon.English(stem) || vowel && lexicon.English(stem+"e") ||
				vowel && stem[n-1] == stem[n-2] && lexicon.English(stem[:n-1]) {
				return true
			}
		}
	}
	for i := 2; i <= 7 && i+4 <= len(low); i++ {
		if (i > 2 || len(low) > 6) && prefixes[low[:i]] && lexicon.English(low[i:]) {
			return true
		}
	}
	return false
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

// diff is what makes one word of another.
type diff struct {
	how     kind
	shorter int  // runes of the shorter word
	inside  bool // both begin and end with the same letter
	ei      bool // it is ei for ie
}

// typed reports whether a hand did it that knew the word.
func (d diff) typed() bool { return d.how == turned || d.how == doubled }

// difference tells what makes one word of the other, of three letters or more.
func difference(a, b []rune) diff {
	if len(a) > len(b) {
		a, b = b, a
	}
	d := diff{shorter: len(a), inside: a[0] == b[0] && a[len(a)-1] == b[len(b)-1]}
	if slips(a, b, 1) != 1 {
		return d
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case len(a) < len(b) && (i > 0 && b[i] == b[i-1] || i+1 < len(b) && b[i] == b[i+1]):
		d.how = doubled
	case len(a) < len(b):
		d.how = oneMore
	case i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i]:
		d.how, d.ei = turned, strings.ContainsRune("ei", a[i]) && strings.ContainsRune("ei", b[i])
	case slices.ContainsFunc(sounds, func(sound string) bool { return strings.ContainsRune(sound, a[i]) && strings.ContainsRune(sound, b[i]) }):
		d.how = alike
	default:
		d.how = changed
	}
	return d
}

// sounds are letters that names exchange.
var sounds = []string{"aeiouyäöüáéíóúàèòâêîôûåæø", "ckqg", "szcxß", "dt", "bpv", "fvwu", "mn", "lr", "ij", "gj"}

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
