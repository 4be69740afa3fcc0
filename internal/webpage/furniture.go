package webpage

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// Reasons why words of the page are not the article's.
const (
	whyNav      = "navigation"
	whyComments = "readers' comments"
	whyRelated  = "related links"
	whyShare    = "share buttons"
	whyLetter   = "invitation to subscribe"
	whyCookie   = "cookie notice"
	whyAd       = "advertisement"
	whyForm     = "form"
	whyHeader   = "page header"
	whyFooter   = "page footer"
	whyAside    = "beside the article"
	whyHidden   = "hidden on the page"
	whyAuthor   = "about the author"
	whyByline   = "line of author and date"
	whyTags     = "list of topics"
	whyCredit   = "credit of a picture"
	whyPlayer   = "player"
	whyTitle    = "the headline again"
	whyGallery  = "gallery of pictures"
	whyOutside  = "outside the article"
	whyBefore   = "before the article"
	whyEnd      = "after the article"
	whyNoPrint  = "not to be printed, as the page says"
)

// elementWhy gives the reasons that an element's name or role states.
func (p *page) elementWhy(b *box) string {
	n := b.node
	switch n.DataAtom {
	case atom.Nav:
		return whyNav
	case atom.Form, atom.Select, atom.Button, atom.Textarea, atom.Fieldset, atom.Datalist, atom.Label:
		if n.DataAtom == atom.Form && b.words > 300 {
			return "" // pages of old servers are one form
		}
		return whyForm
	case atom.Video, atom.Audio, atom.Canvas, atom.Object, atom.Applet:
		if b.words > 100 {
			return ""
		}
		return whyPlayer
	case atom.Dialog:
		if !has(n, "open") {
			return whyHidden
		}
	case atom.Aside:
		return whyAside
	case atom.Footer:
		if b.inside(atom.Blockquote) || b.inside(atom.Figure) {
			return ""
		}
		return whyFooter
	}
	switch strings.ToLower(attr(n, "role")) {
	case "navigation", "menu", "menubar", "tablist", "toolbar", "search":
		return whyNav
	case "complementary":
		return whyAside
	case "contentinfo":
		return whyFooter
	case "dialog", "alertdialog", "alert", "tooltip":
		return whyHidden
	case "banner":
		return whyHeader
	}
	if n.DataAtom != atom.Body && (has(n, "hidden") || attr(n, "aria-hidden") == "true" && b.words > 0 && !b.main()) {
		return whyHidden
	}
	return ""
}

// inside reports whether an element of that name is around the box.
func (b *box) inside(tag atom.Atom) bool {
	for q := b.parent; q != nil; q = q.parent {
		if q.node.DataAtom == tag {
			return true
		}
	}
	return false
}

// main reports whether an element is of those that hold whole articles.
func (b *box) main() bool {
	switch b.node.DataAtom {
	case atom.Body, atom.Main, atom.Article, atom.Html:
		return true
	}
	return attr(b.node, "role") == "main" || attr(b.node, "role") == "article" || strings.Contains(strings.ToLower(attr(b.node, "itemprop")), "articlebody")
}

// boxNames tells boxes by the words of their class and id: a box belongs to a row if one of its phrases stands there. Phrases are words in
// their order.
var boxNames = []struct {
	why     string
	phrases [][]string
}{
	{whyHidden, phrases("visually hidden, visuallyhidden, sr only, screen reader, screenreader, d none, offscreen, assistive text, noscript, print only, a11y hidden")},
	{whyComments, phrases("comments, comment list, commentlist, comment thread, disqus, livefyre, fb comments, respond, coral talk, viafoura, spotim, hyvor, comment form, comment section, reader comments, discussion, kommentare, commentaires, comentarios, reacties")},
	{whyCookie, phrases("cookie, cookies, consent, gdpr, onetrust, didomi, ccpa, cookiebar, cookiebanner, qc cmp, sp message, usercentrics, eu cookie")},
	{whyLetter, phrases("newsletter, newsletters, subscribe, subscription, signup, sign up, mailing list, mailinglist, mc embed, mailchimp, paywall, regwall, subscriber, register wall, email capture, membership, donate, donation, epic, donation message, support us, app promo, meter, piano")},
	{whyShare, phrases("share, sharing, shares, social, sharedaddy, addthis, addtoany, sharethis, social media, socials, follow us, share bar, sharebar, share tools, sharetools, toolbar, article tools, story tools, article actions, print link, print email, reactions, likes, like button, clap, tools")},
	{whyRelated, phrases("related, recommended, recommendations, recommend, recirc, recirculation, read next, readnext, more stories, more from, more on, more news, morefrom, most read, mostread, most popular, mostpopular, popular, trending, teaser, teasers, promo, promos, outbrain, taboola, zergnet, revcontent, up next, upnext, you may, may like, also like, read more, readmore, see also, onward, onwards, further reading, latest news, latest posts, latest stories, rail, next post, prev post, post navigation, navigation, article list, articlelist, story list, headlines list, top stories, linkbox, link box, infobox links, editors picks, editor picks, jp relatedposts, relatedposts, nrelate, yarpp, crp related, similar, suggested, in other news, dontmiss")},
	{whyAd, phrases("ad, ads, advert, adverts, advertisement, advertising, advertisment, adsbygoogle, ad slot, adslot, adunit, ad unit, adbox, dfp, gpt, sponsor, sponsored, sponsorship, anzeige, werbung, publicite, publicidad, banner ad, mpu, leaderboard, native ad, affiliate disclosure, partner content")},
	{whyNav, phrases("wm ipp, google cache, nav, navbar, navigation, menu, menus, submenu, breadcrumb, breadcrumbs, crumb, crumbs, pagination, pager, paging, skip link, skiplink, skip to, masthead, topbar, top bar, sitenav, site nav, site header, siteheader, global header, toc, table of contents, tableofcontents, mw jump, jump to, editsection, mw editsection, catlinks, printfooter, navbox, language switcher, lang list, site search, searchform, search form, ticker, weather widget, vector menu, drawer, hamburger, offcanvas")},
	{whyFooter, phrases("bottom of article, site footer, sitefooter, footer, page footer, colophon, global footer, copyright, legal, disclaimer footer, post footer, entry footer, article footer")},
	{whyAside, phrases("sidebar, side bar, rightcol, right rail, right col, right column, rightcolumn, leftcol, left rail, left column, widget, widgets, widget area, secondary, aside, factbox related")},
	{whyAuthor, phrases("author bio, author box, authorbox, author info, about author, about the author, author card, author profile, authorprofile, author description, bio, biography, contributor bio, writer bio, vcard, article author bio")},
	{whyByline, phrases("byline, bylines, post meta, entry meta, postmeta, article meta, article metadata, dateline, timestamp, pubdate, publish date, published date, published dates, post date, entry date, article date, date posted, posted on, post info, postinfo, article info, submitted, author name, authors, author, story meta, meta info, reading time, read time, readtime, c byline, metadata, content info, article header meta")},
	{whyTags, phrases("tags, tag list, taglist, tag cloud, tagcloud, post tags, article tags, topics, topic list, keywords, cat links, tag links, post categories, categories, category, filed under, kicker, eyebrow, section label, rubric")},
	{whyCredit, phrases("credit, credits, photo credit, image credit, photocredit, imagecredit, copyright holder, photographer, caption credit, image source, img credit, media credit")},
	{whyNoPrint, phrases("noprint, no print, d print none, hidden print, print hidden, print hide, do not print, dontprint, nur bildschirm")},
	{whyGallery, phrases("gallery, slideshow, carousel, image gallery, photo gallery, slides, swiper, slick slider")},
	{whyPlayer, phrases("video player, videoplayer, jwplayer, player, audio player, audioplayer, listen, podcast player, video js, media player, gallery controls, carousel controls, lightbox, slideshow controls")},
}

func phrases(list string) [][]string {
	var out [][]string
	for p := range strings.SplitSeq(list, ",") {
		out = append(out, strings.Fields(p))
	}
	return out
}

// phraseIndex finds rows by the first word of a phrase.
var phraseIndex = func() map[string][][2]int {
	m := map[string][][2]int{}
	for i, row := range boxNames {
		for j, ph := range row.phrases {
			m[ph[0]] = append(m[ph[0]], [2]int{i, j})
		}
	}
	return m
}()

// bodyNames are words of class and id that say that a box holds the article.
var bodyNames = map[string]bool{"content": true, "body": true, "article": true, "main": true, "story": true, "text": true, "entry": true, "post": true, "transcript": true,
	"articlebody": true, "storybody": true, "postbody": true, "articletext": true, "bodytext": true, "page": true, "wrapper": true, "container": true, "layout": true, "site": true}

// nameWhy gives the reason that the names of a box state. A name says less the more words the box holds: the whole page may have the class
// "no-sidebar".
func nameWhy(names []string) string {
	best := len(boxNames)
	for i, n := range names {
		for _, at := range phraseIndex[n] {
			ph := boxNames[at[0]].phrases[at[1]]
			if len(ph) > len(names)-i || !slices.Equal(ph, names[i:i+len(ph)]) {
				continue
			}
			if i > 0 && negated[names[i-1]] || at[0] >= best {
				continue
			}
			best = at[0]
		}
	}
	if best == len(boxNames) {
		return ""
	}
	return boxNames[best].why
}

// negated stands before what a box has not, or what it only has room for.
var negated = map[string]bool{"no": true, "has": true, "with": true, "without": true, "hide": true, "is": true, "not": true, "show": true, "js": true}

// furniture gives boxes and blocks the reasons that the page itself states. Weak reasons hold only for boxes with a small share of the prose.
func (p *page) furniture() {
	prose := 0
	prosePart := make([]int, len(p.all)+1)
	for i, b := range p.all {
		prosePart[i+1] = prosePart[i]
		if b.prose() {
			prose += b.words
			prosePart[i+1] += b.words
		}
	}
	behind := map[string]bool{} // names of boxes that do not ask what they are called for
	alike := map[string]int{}   // how many boxes have the names
	for _, b := range p.boxes {
		alike[strings.Join(b.names, " ")]++
		if asks := asks[nameWhy(b.names)]; asks != nil && prosePart[b.end]-prosePart[b.first] >= 20 && !slices.ContainsFunc(p.all[b.first:b.end], func(bl *block) bool { return asks.MatchString(bl.text) }) {
			behind[strings.Join(b.names, " ")] = true
		}
	}
	for _, b := range p.boxes {
		if b.parent != nil && b.parent.why != "" {
			b.why = b.parent.why
			continue
		}
		if b.node.DataAtom == atom.Body {
			continue
		}
		share := prosePart[b.end] - prosePart[b.first]
		why := p.elementWhy(b)
		if why == "" && !b.main() {
			why = nameWhy(b.names)
			if why != "" && strong[why] == 0 && slices.ContainsFunc(b.names, func(n string) bool { return bodyNames[n] }) && share*20 > prose {
				why = ""
			}
			if why == whyRelated && share >= 12 && alike[strings.Join(b.names, " ")] == 1 && p.sumsUp(b) || why == whyByline && b.words > 150 || why == whyAd && share > 100 {
				why = "" // more than a box of that name has
			}
			if why == p.unbelieved && share >= 25 || behind[strings.Join(b.names, " ")] {
				why = ""
			}
		}
		if why == "" && b.node.DataAtom == atom.Header && !b.inside(atom.Article) && !b.inside(atom.Main) && !b.main() && !holdsHeading(b) {
			why = whyHeader
		}
		if why == "" {
			continue
		}
		most := 4 // tenths of the prose
		if s := strong[why]; s > 0 {
			most = s
		}
		if share*10 > prose*most && prose > 0 {
			continue
		}
		if small[why] && share > 60 || why == whyGallery && prose-share < 150 {
			continue
		}
		if (why == whyByline || why == whyTags || why == whyAuthor) && holdsTitle(b) || misleading[why] && p.elementWhy(b) == "" && p.headed(b) {
			continue
		}
		b.why = why
	}
	p.othersByHeading(prosePart)
	for _, b := range p.all {
		b.why = b.box.why
		if b.why == "" {
			b.why = lineWhy(b)
		}
	}
	p.commentsByHeading()
}

var (
	commentHead = pattern.New(`(?i)^(?:\(?\d+\)?\s+)?(?:readers?['’]? |user )?(?:comments?|kommentare?|leserkommentare|commentaires?|comentarios?|comentários|commenti|reacties|responses?|replies|discussion)(?:\s*\(?\d+\)?)?\s*:?$|^\d+ (?:thoughts?|responses?|replies|comments?) (?:on|to)\b`)
	replyLine   = pattern.New(`(?i)^(?:(?:reply|antworten|répondre|responder|rispondi|svara|beantwoorden|permalink)\b.{0,20}|.{0,40}\b(?:\d+ (?:minute|hour|day|week|month|year)s? ago|vor \d+ (?:minuten|stunden|tagen|wochen|monaten|jahren)))$`)
)

// commentsByHeading finds what readers wrote below an article where boxes have no names: behind a heading that says so, with buttons to reply or the
// age of each.
func (p *page) commentsByHeading() {
	before, tries := 0, 0
	for i, b := range p.all {
		if b.prose() && b.why == "" {
			before += b.words
		}
		if tries > 20 {
			return
		}
		if before < 60 || b.words == 0 || b.words > 6 || !commentHead.MatchString(b.text) {
			continue
		}
		tries++
		q := b.box
		for q.parent != nil && q.end-q.first == 1 {
			q = q.parent
		}
		replies := 0
		for _, c := range p.all[i+1 : q.end] {
			if c.words > 0 && c.words < 12 && replyLine.MatchString(c.text) {
				replies++
			}
		}
		if replies < 2 {
			continue
		}
		for _, c := range p.all[i:q.end] {
			c.why = whyComments
		}
		return
	}
}

// otherHeading matches the heading of a list of other articles.
var otherHeading = pattern.New(`(?i)^(?:top (?:stories|news)|most (?:read|viewed|popular|shared|watched|commented|recent)|trending(?: (?:now|stories|topics))?|popular(?: (?:now|posts|stories))?|recommended(?: (?:for you|from .{1,30}|stories|reading|videos))?|latest (?:news|stories|posts|headlines|videos|from .{1,40})|recent (?:posts|stories|articles)|editors?['’]?s?['’]? (?:picks?|choice|recommendations?)|you (?:may|might)(?: also)? (?:like|be interested in|enjoy)|(?:related|similar) (?:articles|stories|posts|news|content|topics|links|coverage|reading|videos)|explore more.{0,40}|more (?:from|on|in) .{1,40}|more (?:stories|news|articles|headlines|top stories|to explore|to read)|read (?:next|more|this next|also)|up next|in case you missed it|don['’]t miss|elsewhere on .{1,30}|from our partners|around the web|what (?:to read|others are reading).{0,20}|keep reading|other (?:news|stories)|also in .{1,30}|mehr (?:zum thema|themen|aus .{1,40}|von .{1,40})|meist-?(?:gelesen|diskutiert|geklickt|kommentiert)(?:e artikel)?|(?:das|diese[rs]?)(?: \pL+)? könnten? (?:sie|dich) auch interessieren|das(?: thema| könnte)? könnte dich auch interessieren|lesen sie auch(?: (?:die )?folgenden? (?:beiträge|artikel))?|(?:weitere|ähnliche|verwandte|empfohlene|passende) (?:artikel|beiträge|themen|themenbereiche|meldungen|nachrichten|inhalte)|audios? et vidéos?(?: sur le (?:sujet|thème))?|à lire aussi|lire aussi|les plus lus|sur le même (?:sujet|thème)|voir aussi|lo más (?:leído|visto)|más (?:noticias|información)|te puede interesar|noticias relacionadas|leggi anche|i più letti|meest gelezen|lees ook|leia também|mais lidas)\s*:?$`)

// othersByHeading finds the boxes that begin with the heading of a list of other articles. Whole boxes alone, with little of the page's prose: an
// article may have such a heading, too.
func (p *page) othersByHeading(prosePart []int) {
	prose := prosePart[len(p.all)]
	for _, b := range p.boxes {
		if b.parent == nil || b.parent.why != "" {
			if b.parent != nil {
				b.why = b.parent.why
			}
			continue
		}
		if b.why != "" || b.main() || b.first == b.end {
			continue
		}
		first := b.first
		for first < b.end && p.all[first].words == 0 {
			first++
		}
		if first+1 >= b.end || p.all[first].words > 8 || !isHeading(p.all[first].tag) && !p.all[first].bold && !p.onlyLinks(first+1, b.end) || !otherHeading.MatchString(strings.TrimSpace(p.all[first].text)) {
			continue
		}
		if share := prosePart[b.end] - prosePart[b.first]; share*10 <= prose*4 || prose == 0 {
			b.why = whyRelated
		}
	}
}

// onlyLinks reports whether blocks hold nothing but links.
func (p *page) onlyLinks(from, to int) bool {
	n, linked := 0, 0
	for _, b := range p.all[from:to] {
		n, linked = n+b.words, linked+b.linked
		if to-from > 12 {
			return false
		}
	}
	return n > 0 && linked*10 >= n*9
}

// sumsUp reports whether a box that is called a teaser is the article's own: a sentence or two without a link, below the headline, and not
// behind the headline of something else. No other box may have that name.
func (p *page) sumsUp(b *box) bool {
	others := slices.DeleteFunc(slices.Clone(b.names), func(w string) bool { return w == "teaser" || w == "teasers" })
	if len(others) == len(b.names) || nameWhy(others) != "" || b.link || p.titleAt < 0 || b.first <= p.titleAt || b.end-b.first > 4 {
		return false
	}
	for _, bl := range p.all[b.first:b.end] {
		if bl.linked > 0 || isHeading(bl.tag) {
			return false
		}
	}
	for i := b.first - 1; i > p.titleAt; i-- {
		if p.all[i].words > 0 {
			if p.all[i].linked*2 >= p.all[i].words && p.all[i].words > 3 {
				return false
			}
			break
		}
	}
	return true
}

// asks are the words that boxes of some names have; paragraphs without any are no such box, but what stands behind it.
var asks = map[string]*pattern.Pattern{
	whyLetter: pattern.New(`(?i)subscri|sign.?up|newsletter|donat|support|member|\baccount\b|log.?in|regist|inbox|e-?mail|abonn|spende|unterstütz|mitglied|iscriv|suscri|\bfree\b|\bapp\b|already read|\bplan\b`),
	whyCookie: pattern.New(`(?i)cookie|consent|privacy|datenschutz|einwillig|vie privée|privacidad|tracking|gdpr|dsgvo|partner`),
}

// small boxes are those that hold no paragraphs; what has more is no such box.
var small = map[string]bool{whyByline: true, whyTags: true, whyCredit: true, whyPlayer: true, whyShare: true}

// strong reasons hold for boxes with a larger share of the prose, in tenths.
var strong = map[string]int{whyComments: 9, whyNav: 6, whyCookie: 6, whyHidden: 6, whyForm: 5, whyGallery: 9}

func holdsHeading(b *box) bool {
	for c := range b.node.Descendants() {
		if c.DataAtom == atom.H1 {
			return true
		}
	}
	return false
}

// headed reports whether the headline stands in a box, and is no link to the article.
func (p *page) headed(b *box) bool {
	if p.titleAt < b.first || p.titleAt >= b.end {
		return false
	}
	h := p.all[p.titleAt]
	return h.linked == 0 && (h.tag == atom.H1 || h.tag == atom.H2) && same(h.text, p.Title)
}

func holdsTitle(b *box) bool { return holdsHeading(b) }
