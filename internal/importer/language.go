package importer

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// A text's language is told from so many words; fewer are not enough where several languages share the script.
const (
	fewestWords = 30
	mostWords   = 20000
)

// sharedScripts are those of several languages that are told apart by how letters follow each other.
var sharedScripts = map[*unicode.RangeTable]bool{
	unicode.Latin: true, unicode.Cyrillic: true, unicode.Arabic: true, unicode.Hebrew: true, unicode.Devanagari: true, unicode.Ethiopic: true,
}

// language tells the text's language, which its page is read aloud in: by the letters in it and how they follow each other, or, where that is not sure,
// by the commonest words. "" where that is not clear either.
func (r *reading) language() {
	if r.res.Lang != "" {
		return
	}
	var text strings.Builder
	var all []string
	for _, p := range r.paras {
		for _, l := range p.lines {
			text.WriteString(l.s)
			text.WriteByte('\n')
			all = append(all, strings.Fields(strings.ToLower(l.s))...)
		}
		if len(all) > mostWords {
			break
		}
	}
	told := whatlanggo.Detect(text.String())
	code := ""
	if told.Confidence > 0 { // without any it is one of several, by chance
		code = told.Lang.Iso6391()
	}
	sure := code != "" && told.IsReliable() && (len(all) >= fewestWords || !sharedScripts[told.Script])
	lang, share, likely := byCommonest(all, code)
	switch {
	case lang != "" && len(all) >= fewestWords && (lang == code || share >= 0.1):
		r.res.Lang = lang
	case sure && (len(all) < fewestWords || lang == "" && likely):
		r.res.Lang = code
	}
}

// byCommonest tells a language by its commonest words, and which share of the words they are; "" where few are, or another has half as many. likely
// reports whether the text has those of a language that was told in another way, or nobody knows which they are.
func byCommonest(all []string, told string) (lang string, share float64, likely bool) {
	counts := map[string]int{}
	danes, norwegians := 0, 0
	for _, w := range all {
		w = strings.TrimFunc(w, unicode.IsPunct)
		for _, st := range stops {
			if st.words[w] {
				counts[st.lang]++
			}
		}
		if danishAlone[w] {
			danes++
		}
		if norwegianAlone[w] {
			norwegians++
		}
	}
	family := told
	if told == "nb" || told == "nn" {
		family = danish
	}
	known, second := false, ""
	for _, st := range stops {
		known = known || st.lang == family
		switch n := counts[st.lang]; {
		case lang == "" || n > counts[lang]:
			second, lang = lang, st.lang
		case second == "" || n > counts[second]:
			second = st.lang
		}
	}
	likely = !known || counts[family]*40 >= len(all)
	n := counts[lang]
	if n*20 < len(all) || n < 2*counts[second] {
		return "", 0, likely
	}
	if lang == danish {
		switch {
		case danes > 2*norwegians:
		case norwegians > 2*danes:
			lang = "nb"
		default:
			return "", 0, likely
		}
	}
	return lang, float64(n) / float64(len(all)), likely
}
