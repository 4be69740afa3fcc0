package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// captionLine matches the caption of a picture by the credit at its end.
var captionLine = pattern.New(`^(?:Media|Image) caption,?\s?\p{Lu}|[\[(][^\])]{0,40}[/:][^\])]{2,40}[\])]$|©|\b(?:Image|Photo|Pic|Picture|Foto|Bild)s?: ?\p{Lu}|\p{Lu}\S+ ?/ ?\p{Lu}\S*(?: \p{Lu}\S*){0,3}$`)

// pictured matches other captions and credits: FILE - The pier. The pier (AFP). Ann Lee, AFP | The pier. Foto de EFE.
var pictured = pattern.New(`^(?:FILE|File photo|FOTO|DATEI|ARCHIVO)\s?[-–—:]|\((?:AP|AFP|EPA|EFE|DPA|ANSA|Reuters|REUTERS|Getty|Getty Images|AAP|PA)(?: Photo)?\)$|^\p{Lu}[\pL.'’-]+(?: \p{Lu}[\pL.'’-]+){1,3},? ?[,/] ?(?:AP|AFP|EPA|EFE|Reuters|REUTERS|DPA)(?: Photo)? \| \p{Lu}|\b(?:Foto|Photo|Imagen)(?: de| by)? (?:AP|AFP|Afp|EPA|EFE|Efe|Reuters|Getty)$|^[/[] ?[^\]]{0,30}[:/] ?[\p{Lu} /]{3,50}\]?$|Zur Großansicht$`)

// creditLine matches who took a picture and for whom, with slashes: APA/AFP/Jane DOE.
var creditLine = pattern.New(`^\p{Lu}{2,6}(?:/\p{Lu}{2,6})*/\p{Lu}\pL+(?: \p{Lu}\pL+){0,2}$`)

// isCaption reports whether a line is the caption of a picture or its credit, by marks that no sentence has.
func isCaption(s string) bool {
	return count(s) <= 45 && (captionLine.MatchString(s) || pictured.MatchString(s)) || isCredit(s) || pictureFile.MatchString(s)
}

// subtitle takes what stands alone between the headline and the byline or date, or sums up the text right above it.
func (r *reading) subtitle(spots []spot, t int) {
	if r.res.Subtitle != "" || r.invent || len(spots) == 0 || r.res.Kind == "transcript" && len(r.res.Byline) == 0 && r.res.Published == "" {
		return
	}
	at := r.betweenImprint(spots, t)
	if at < 0 && r.res.Kind != "transcript" {
		at = r.deck(spots, t)
	}
	if at < 0 {
		return
	}
	sp := &spots[at]
	if m := metaLine.FindStringSubmatch(sp.s); m != nil && metaKey(m[1]) {
		return
	}
	if n := count(sp.s); n < 4 || n > 45 || len(r.paras[sp.para].lines) > 1 && r.wrapped {
		return
	}
	sp.gone = true
	r.res.Subtitle = strings.Join(strings.Fields(sp.line0.s), " ")
	if r.way.format.Markup {
		r.res.Subtitle = plainOf(sp.line0.s)
	}
}

// betweenImprint is the one line between the headline and a byline or date, but for a caption below it; -1 where there are none or more.
func (r *reading) betweenImprint(spots []spot, t int) int {
	between := -1
	for i := t + 1; i < len(spots); i++ {
		_, ok := readByline(spots[i].s)
		if ok = ok || spots[i].gone && len(r.res.Byline) > 0 && slices.Equal(bareNames(spots[i].s), r.res.Byline); ok || (spots[i].gone || unclearDay.MatchString(spots[i].s)) && isDate(spots, i) {
			if between >= 0 && isCaption(spots[between].s) {
				return -1
			}
			return between
		}
		if spots[i].gone {
			continue
		}
		if between >= 0 && i+1 < len(spots) && count(spots[i].s) <= 2 && isDate(spots, near(spots, i, 1)) {
			continue // a place
		}
		if between >= 0 && !(i == between+1 && isCaption(spots[i].s) && !isCaption(spots[between].s)) {
			return -1
		}
		if between < 0 {
			between = i
		}
	}
	return -1
}

// deck is the line that sums up the text right below the headline and says so by its form: it is no sentence with a full stop, as those of the text
// are, or a picture stands between it and the text. It is -1 where there is none.
func (r *reading) deck(spots []spot, t int) int {
	at := -1
	for i := t + 1; i < len(spots); i++ {
		switch {
		case spots[i].gone || at >= 0 && captionAt(spots, i):
		case at >= 0:
			return -1
		default:
			at = i
		}
	}
	if at < 0 || t < 0 || !spots[t].gone {
		return -1
	}
	s, p := spots[at].s, r.paras[spots[at].para]
	n := count(s)
	if p.kind != plain || n > 45 || isCaption(s) || dateline.MatchString(s) || strings.HasSuffix(s, ":") || strings.HasSuffix(s, ",") {
		return -1
	}
	if c, _ := utf8.DecodeRuneInString(s); unicode.IsLower(c) {
		return -1
	}
	for _, sp := range spots[t+1 : at] {
		if !sp.gone {
			return -1
		}
	}
	next := spots[len(spots)-1].para + 1
	if next >= len(r.paras) || r.paras[next].label != nil || r.paras[next].kind != plain || !r.isBody(r.paras[next]) {
		return -1
	}
	if strings.HasPrefix(words.Same(bare(r.paras[next].text())), strings.TrimRight(words.Same(s), ".… ")) {
		return -1 // a teaser cut short
	}
	if c, _ := utf8.DecodeRuneInString(bare(r.paras[next].text())); unicode.IsLower(c) {
		return -1 // the text goes on there
	}
	if sentenceEnd.MatchString(s) {
		if n >= 8 && at+1 < len(spots) && captionAt(spots, at+1) {
			return at
		}
		return -1
	}
	if n < 9 || r.subheads(next) || len(p.lines) > 1 && spots[at].line+1 < len(p.lines) {
		return -1
	}
	return at
}

// subheads reports whether the text below the head has headings of some length, so that one right below the headline may be the first.
func (r *reading) subheads(from int) bool {
	for i := from + 1; i+1 < len(r.paras) && i < from+(len(r.paras)-from)*2/3; i++ {
		p := r.paras[i]
		if n := count(p.text()); p.kind == plain && p.label == nil && len(p.lines) == 1 && n >= 4 && n <= 20 && headline(bare(p.text())) && !sentenceEnd.MatchString(p.text()) &&
			r.isBody(r.paras[i-1]) && r.isBody(r.paras[i+1]) && !isCaption(bare(p.text())) {
			return true
		}
	}
	return false
}

// twice reports whether a paragraph is a caption that the page shows twice, once with a word before or behind it: another one above the text has
// its words, but is not the same, as a teaser would be.
func (r *reading) twice(i int) bool {
	s := words.Same(bare(r.paras[i].text()))
	for _, k := range []int{i - 1, i + 1} {
		if k < 0 || k+2 >= len(r.paras) || r.paras[k].kind != plain || r.paras[k].label != nil {
			continue
		}
		if t := words.Same(bare(r.paras[k].text())); t != s && (strings.HasSuffix(t, s) && count(t) < count(s)+4 || strings.HasSuffix(s, t) && count(s) < count(t)+4 && count(t) >= 8) {
			return true
		}
	}
	return false
}

// captionAt reports whether a line is a caption or credit, or stands beside one that begins with the same words.
func captionAt(spots []spot, i int) bool {
	for _, k := range []int{i, i - 1, i - 2, i + 1} {
		if k < 0 || k >= len(spots) || !isCaption(spots[k].s) {
			continue
		}
		if k == i || strings.HasPrefix(spots[k].s, spots[i].s) {
			return true
		}
	}
	return agencies[strings.ToLower(spots[i].s)] && i > 0 && isCaption(spots[i-1].s)
}

// abovePicture reports whether a paragraph stands right above the caption or credit of a picture, and the text below.
func (r *reading) abovePicture(i int) bool {
	if n := count(r.paras[i].text()); n < 8 || n > 45 || dateline.MatchString(bare(r.paras[i].text())) {
		return false
	}
	above := ""
	for k := i + 1; k < len(r.paras) && k <= i+3; k++ {
		p := r.paras[k]
		if p.kind != plain || p.label != nil {
			return false
		}
		picture := above != "" && strings.HasPrefix(above, bare(p.text()))
		for _, l := range p.lines {
			s := bare(l.s)
			if picture = picture || isFurniture(s) == "credit of a picture" || isCaption(s); picture && above == "" {
				above = s
			}
		}
		if !picture {
			return k > i+1 && r.isBody(p)
		}
	}
	return false
}
