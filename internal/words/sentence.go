package words

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
	"golang.org/x/text/language"

	"github.com/lateral-reader/lateral/internal/byteset"
)

// abbreviations that a full stop follows without ending the sentence, by base language, in lower case.
var abbreviations = map[string]map[string]bool{
	"en": set("mr mrs ms mx dr prof sr jr st rev hon fr gen col maj lt sgt capt cmdr adm cpl pte gov sen rep pres supt insp messrs mt ft fig figs inc ltd co corp vs e.g i.e cf approx jan feb mar apr jun jul aug sep sept oct nov dec vol pp"),
	"de": set("hr fr dr prof st nr bzw ca z.b d.h u.a vgl str abs art bd jan feb mär apr jun jul aug sep sept okt nov dez inkl evtl ggf usw mio mrd tsd abb tel geb gest sog max min bes bzgl d h i n o u v z"),
	"fr": set("m mm mme mlle mgr dr pr st ste cf p.ex av apr env vol art janv févr avr juil sept oct nov déc éd chap"),
	"es": set("sr sra sres srta dr dra prof st sta ud uds gral av pág págs núm art cf p.ej ee.uu"),
	"it": set("sig sigg dott prof avv ing on s.r.l art pag cf ecc es"),
	"nl": set("dhr mevr mr dr prof ir st nr bijv ca jl vgl blz art"),
	"pt": set("sr sra dr dra prof st sta av pág núm art cf ex"),
}

// ordinalDot lists the languages that write ordinal numbers with a full stop: "11. November".
var ordinalDot = set("de da nb nn no fi et cs sk sl hr sr hu is")

func set(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

// Sentences returns the byte ranges of the sentences of one block, in order, without the white space between them; together they
// hold all the words. A sentence ends at . ! ? … with closing quotes or brackets, before a space and a capital, a digit or an
// opening quote; not after a single capital, a listed abbreviation of the language (BCP 47), or inside a number. A block
// in a script without case follows UAX #29.
func Sentences(block, lang string) [][2]int { return AppendSentences(nil, block, lang) }

// AppendSentences appends what Sentences gives.
func AppendSentences(to [][2]int, block, lang string) [][2]int {
	var room [16]int
	ends, other := sentenceEnds(room[:0], block, rulesOf(lang))
	if other && caseless(block) {
		ends = ends[:0]
		it := sentences.FromString(block)
		for it.Next() {
			ends = append(ends, it.End())
		}
	}
	ends = append(ends, len(block))
	to = slices.Grow(to, len(ends))
	at := 0
	for _, e := range ends {
		s := block[at:e]
		lead := len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
		if t := strings.TrimSpace(s); t != "" {
			to = append(to, [2]int{at + lead, at + lead + len(t)})
		}
		at = e
	}
	return to
}

// rules are what a language has of its own.
type rules struct {
	abbreviations map[string]bool
	ordinalDot    bool
	english       bool
}

// languages has the rules of base languages, those of many that have none included.
var languages = func() map[string]rules {
	m := map[string]rules{}
	for base := range set("ar be bg bn bs ca cy el eo eu fa ga gl gu he hi hy id ja ka kk km kn ko la lb lo lt lv mk ml mn mr ms mt my ne pa pl ps ro ru si sq sv sw ta te th tr uk ur uz vi yi zh") {
		m[base] = rules{}
	}
	for base := range ordinalDot {
		m[base] = rules{ordinalDot: true}
	}
	for base, list := range abbreviations {
		m[base] = rules{list, ordinalDot[base], base == "en"}
	}
	return m
}()

// rulesOf are the rules of a tag's base language: those of "de" for de-CH. Nearly all languages are found without reading the whole tag, as this is
// asked for every block of every page.
func rulesOf(lang string) rules {
	base, _, _ := strings.Cut(lang, "-")
	if r, ok := languages[base]; ok {
		return r
	}
	b, _ := language.Make(lang).Base()
	return languages[b.String()]
}

// sentenceEnds appends to ends where the sentences of s end, but for the last, and reports whether s holds letters of scripts that have no case.
func sentenceEnds(ends []int, s string, of rules) (_ []int, other bool) {
	var quotes guillemets
	for i := 0; i < len(s); {
		if !mayEnd.Has(s[i]) {
			i += mayEnd.First(s[i:])
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !terminator(r) {
			other = other || without(r)
			quotes.pass(r)
			i += n
			continue
		}
		from := i
		for i < len(s) && terminator(r) {
			i += n
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		stop := s[from:i] == "."
		full := strings.HasSuffix(s[from:i], "。") || strings.HasSuffix(s[from:i], "！") || strings.HasSuffix(s[from:i], "？")
		for i < len(s) && quoteOrBracket(r) {
			quotes.pass(r)
			i += n
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		j := i
		for j < len(s) && unicode.IsSpace(r) {
			j += n
			r, n = utf8.DecodeRuneInString(s[j:])
			if r == '»' && quotes.open == '«' { // the French put a space before it
				quotes.pass(r)
				i, j = j+n, j+n
				r, n = utf8.DecodeRuneInString(s[j:])
			}
		}
		if full && j < len(s) {
			ends = append(ends, i)
			i = j
			continue
		}
		if j == i || j == len(s) || !opens(r) {
			continue
		}
		if stop && of.notAnEnd(s[:from], r) {
			continue
		}
		ends = append(ends, i)
		i = j
	}
	return ends, other
}

// mayEnd are the bytes that may end a sentence: three, and those of characters beyond ASCII.
var mayEnd = byteset.Of(func(c byte) bool { return c == '.' || c == '!' || c == '?' || c >= utf8.RuneSelf })

// inWord are the letters and digits of ASCII, and the full stop.
var inWord = func() (t [256]bool) {
	for c := range t {
		t[c] = 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '.'
	}
	return t
}()

// longest is the length of the longest abbreviation.
var longest = func() (n int) {
	for _, list := range abbreviations {
		for word := range list {
			n = max(n, len(word))
		}
	}
	return n
}()

// notAnEnd reports whether a lone full stop after before belongs to a word: an initial, an abbreviation, an ordinal.
func (of rules) notAnEnd(before string, next rune) bool {
	at := len(before)
	for at > 0 && inWord[before[at-1]] {
		at--
	}
	ascii := at == 0 || before[at-1] < utf8.RuneSelf
	if !ascii {
		at = 0
		if i := strings.LastIndexFunc(before, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && !unicode.IsMark(r)
		}); i >= 0 {
			_, n := utf8.DecodeRuneInString(before[i:])
			at = i + n
		}
	}
	word := before[at:]
	last := word[strings.LastIndexByte(word, '.')+1:]
	if r, n := utf8.DecodeRuneInString(last); n == len(last) && n > 0 && unicode.IsUpper(r) {
		return true
	}
	if ascii && len(word) > longest {
		return false
	}
	lower := strings.ToLower(word)
	if of.abbreviations[lower] {
		return true
	}
	digits := word != "" && strings.Trim(word, "0123456789") == ""
	if of.ordinalDot && digits && len(word) <= 2 {
		return true
	}
	return unicode.IsDigit(next) && (lower == "p" || of.english && (lower == "no" || lower == "nos"))
}

func terminator(r rune) bool {
	switch r {
	case '.', '!', '?', '…', '。', '！', '？':
		return true
	}
	return false
}

// quoteOrBracket reports whether r can close what was said when it stands right behind the sentence's end: which quotation marks open and
// which close is not the same in all languages.
func quoteOrBracket(r rune) bool {
	switch r {
	case '"', '\'', '”', '’', '“', '‘', '»', '›', '«', '‹', '」', '』', '）', ')', ']', '}':
		return true
	}
	return false
}

// guillemets follows which of « and » is the opening one, and whether it is open.
type guillemets struct{ open rune }

func (g *guillemets) pass(r rune) {
	switch {
	case r != '«' && r != '»':
	case g.open == 0:
		g.open = r
	case g.open != r:
		g.open = 0
	}
}

func opens(r rune) bool {
	return unicode.IsUpper(r) || unicode.IsTitle(r) || unicode.IsDigit(r) || strings.ContainsRune(`"'“”‘’„‚«»‹›¿¡`, r) ||
		unicode.IsLetter(r) && !unicode.IsLower(r)
}

// without reports whether r is a letter of a script that has no case.
func without(r rune) bool {
	switch {
	case r >= 0xc0 && r < 0x180, r >= 0x391 && r < 0x482, r >= 0x2000 && r < 0x2070: // Latin, Greek and Cyrillic letters, and marks: asked for each of a text
		return false
	}
	return r >= utf8.RuneSelf && unicode.IsLetter(r) && !unicode.IsUpper(r) && !unicode.IsLower(r)
}

// caseless reports whether most letters of s are of scripts that have no case.
func caseless(s string) bool {
	cased, other := 0, 0
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if 'a' <= r|0x20 && r|0x20 <= 'z' {
				cased++
			}
		case without(r):
			other++
		case unicode.IsUpper(r) || unicode.IsLower(r):
			cased++
		}
	}
	return other > cased
}
