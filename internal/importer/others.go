package importer

import (
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// What stands around the text that is other texts': lists of them at a page's end, and what a page shows twice.

// alsoHeading lists the headings of lists of other articles at a page's end.
var alsoHeading = pattern.New(`(?i)^(?:you (?:might|may)(?: also)?(?: like| be interested in)?|you might also like|related (?:articles|stories|posts|news|content|topics|links|reading)|more (?:from|on|about)\b.{0,40}|more stories|recommended(?: for you| stories| articles| reading)?|most (?:read|popular|viewed|shared|commented)|trending(?: now)?|read next|editor['’]?s['’]? (?:picks?|choice)|latest (?:news|stories|headlines|posts)|top stories|see also|related(?: topics)?|explore more on these topics|in this section|more on this story|don['’]t miss|you may have missed|(?:other|recent|popular) (?:stories|articles|news|posts)` +
	`|das könnte (?:sie|dich) auch interessieren|auch interessant|meistgelesen|mehr zum thema|weitere (?:artikel|meldungen|nachrichten)|verwandte (?:artikel|themen)` +
	`|à lire aussi|lire aussi|à lire également|sur le même (?:sujet|thème)|à suivre aussi|ailleurs sur le web|dernières actualités|articles (?:liés|similaires|connexes)|les plus lus|vous aimerez aussi|dans la même rubrique` +
	`|lea también|lee también|te puede interesar|le puede interesar|también te puede interesar|lo m[aá]s (?:visto|le[ií]do)|m[aá]s noticias|[uú]ltimas noticias|noticias relacionadas|art[ií]culos relacionados|notas relacionadas|temas relacionados` +
	`|leggi anche|(?:ti )?potrebbe(?:ro)? interessar(?:e|ti)(?: anche)?|articoli correlati|ultime notizie|notizie correlate|i più letti` +
	`|leia também|veja também|leia mais|notícias relacionadas|últimas notícias|mais lidas|mais notícias` +
	`|lees ook|lees meer|ook interessant|meer nieuws|gerelateerd(?:e artikelen)?|meest gelezen` +
	`|zobacz (?:także|też|również)|czytaj (?:także|też|również)|polecane|najczęściej czytane|powiązane artykuły` +
	`|ilgili haberler|benzer haberler|diğer haberler|çok okunanlar` +
	`|читайте (?:также|ещ[её])|похожие (?:новости|статьи)|новости по теме|другие новости|материалы по теме|самое читаемое|последние новости|читайте також` +
	`|اقرأ (?:أيضا|أيضًا|المزيد)|مواضيع ذات صلة|أخبار ذات صلة|قد يهمك(?: أيضا| أيضًا)?|الأكثر قراءة|آخر الأخبار)\s*:?$`)

// readOn matches words that stand above a link in the middle of a text, and above a list of them at its end.
var readOn = pattern.New(`(?i)^(?:read more|read also|also read|read on|continue reading|mehr lesen|lire la suite|leer más|leggi tutto|devamı|подробнее)\s*:?$`)

// also leaves out a list of other articles, from its heading to the first line that is more than a headline, or to the end of the page.
func (r *reading) also() {
	for i := len(r.paras) / 3; i < len(r.paras); i++ {
		p := r.paras[i]
		if p.label != nil || len(p.lines) == 0 || p.kind == raw {
			continue
		}
		s := bare(p.lines[0].s)
		if len(s) > 90 {
			continue
		}
		heads, on := alsoHeading.MatchString(s), readOn.MatchString(s)
		if !heads && !on || r.wrapped && len(p.lines) > 1 {
			continue
		}
		end := len(r.paras)
		if !r.teasers(i) {
			if on {
				continue
			}
			end = r.headlines(i)
		}
		if end == i+1 && len(p.lines) == 1 && end < len(r.paras) {
			continue // a heading of the text itself
		}
		for j := i; j < end; j++ {
			for k, l := range r.paras[j].lines {
				if j == i && k == 0 {
					r.drop(l, "heading of a list of other articles")
				} else {
					r.drop(l, "headline of another article")
				}
			}
			r.paras[j].lines = nil
		}
	}
	r.paras = compact(r.paras)
}

// headlines is the index behind the headlines that follow a paragraph.
func (r *reading) headlines(i int) int {
	end := i
	for end < len(r.paras) {
		q := r.paras[end]
		s := bare(q.text())
		if q.label != nil || end > i && len(q.lines) == 1 && (count(s) > 24 || strings.HasSuffix(s, ".")) {
			break
		}
		end++
	}
	return end
}

// teasers reports whether from a paragraph to the end headlines stand, some with a sentence or two below, and never two such in a row, as in a text.
func (r *reading) teasers(i int) bool {
	if r.res.Kind == "transcript" || len(r.paras)-i > 120 {
		return false
	}
	heads, below, cut := 0, 0, 0
	last := ""
	for j, p := range r.paras[i:] {
		if p.label != nil || p.kind == raw || p.kind == rule {
			return false
		}
		for k, l := range p.lines {
			s := bare(l.s)
			if j == 0 && k == 0 || s == last || isFurniture(s) != "" {
				continue
			}
			sentence := sentenceEnd.MatchString(s) && !asks.MatchString(s)
			if sentence && (last == "" || last == "." || count(s) > 45) || count(s) > 60 {
				return false
			}
			if last = s; !sentence {
				heads++
				continue
			}
			if below++; strings.HasSuffix(s, "…") || strings.HasSuffix(s, "...") {
				cut++
			}
			last = "."
		}
	}
	return heads > 1 && (below == 0 && !r.hasItems(i) || below > 1 || cut > 0) || heads == 1 && below == 0
}

// hasItems reports whether what follows a paragraph are items of a list of the text.
func (r *reading) hasItems(i int) bool {
	for _, p := range r.paras[i:] {
		if p.kind == item {
			return true
		}
	}
	return false
}

// again leaves out what a page shows twice: the headline right above the text, and a line right below the same one that is a caption or stands above the
// text. A caption goes wholly. Lines of songs and lists may be the same.
func (r *reading) again() {
	if r.res.Kind == "transcript" || r.keeps() {
		return
	}
	body := slices.IndexFunc(r.paras, func(p para) bool { return p.label == nil && p.kind == plain && count(p.text()) >= 12 && r.isBody(p) })
	gone := map[[2]int]bool{}
	var above [2]int
	last := ""
	for i, p := range r.paras {
		if p.kind != plain || p.label != nil || r.wrapped {
			last = ""
			continue
		}
		if i < 15 && r.titleAgain(i) {
			r.drop(p.lines[0], "the headline again")
			gone[[2]int{i, 0}] = true
			continue
		}
		for j, l := range p.lines {
			s := bare(l.s)
			if s != last || s == "" || body < 0 || !(i < body && body < 12 && count(s) >= 2 || count(s) >= 8) {
				last, above = s, [2]int{i, j}
				continue
			}
			r.drop(l, "the same line again")
			gone[[2]int{i, j}] = true
			if first := r.paras[above[0]].lines[above[1]]; !gone[above] && (!sentenceEnd.MatchString(first.s) || isCaption(bare(first.s))) {
				r.drop(first, "caption of a picture, which the page has twice")
				gone[above] = true
			}
		}
	}
	if len(gone) == 0 {
		return
	}
	r.leaveOut(gone)
}

// titleAgain reports whether a paragraph is the headline, and the text stands right below it.
func (r *reading) titleAgain(i int) bool {
	p := r.paras[i]
	if r.invent || len(p.lines) != 1 || count(r.res.Title) < 3 || words.Same(bare(p.lines[0].s)) != words.Same(r.res.Title) || i+1 >= len(r.paras) {
		return false
	}
	next := r.paras[i+1]
	return next.kind == plain && next.label == nil && (r.isBody(next) || isCaption(bare(next.lines[0].s)))
}

// pictures leaves out captions and credits above the first paragraph of the text, and further below those with a slash in their credit.
func (r *reading) pictures() {
	if r.res.Kind == "transcript" || r.keeps() {
		return
	}
	body := false
	for i := range r.paras {
		p := &r.paras[i]
		if p.kind != plain || p.label != nil || r.wrapped {
			continue
		}
		gone := map[int]bool{}
		for j, l := range p.lines {
			s := bare(l.s)
			if (strings.HasSuffix(s, ")") || strings.HasSuffix(s, "]") || strings.HasPrefix(s, "FILE")) && credited.MatchString(s) && count(s) <= 45 || !body && len(r.paras)-i > 3 && isCaption(s) {
				r.drop(l, "caption of a picture")
				gone[j] = true
				continue
			}
			body = body || count(s) >= 12
		}
		*p = p.without(gone)
	}
	r.paras = compact(r.paras)
}

// credited matches a caption that ends in who took the picture and for whom: (Ann Lee/Harbour News), [Ann Lee / AFP].
var credited = pattern.New(`[(\[] ?\p{Lu}[\pL.'’-]+(?: \p{Lu}[\pL.'’-]+){1,3} ?/ ?\p{Lu}[\pL\d.]+(?: \p{Lu}[\pL\d.]+){0,2}(?:,? ?[Ff]ile)? ?[)\]]$|^FILE\s?[-–—] `)
