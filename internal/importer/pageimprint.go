package importer

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/webpage"
	"github.com/lateral-reader/lateral/internal/words"
)

// afterName matches what stands behind the names in a byline: a date, a handle, a button.
var afterName = pattern.New(`(?i)\s*(?:\d|@|\||·|•|\b(?:last|first|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|follow|updated|published|posted|on|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b)`)

// pageImprint reads author and date where lines beside the headline say them in words. The lines themselves are in the report or in the text.
func (r *reading) pageImprint(all []webpage.Imprint) {
	done := false
	var months []string
	for i, l := range all {
		r.authorOfImprint(l)
		if i+1 < len(all) && opensByline(l.Text) { // the name in a line of its own
			next := all[i+1]
			next.Text = l.Text + " " + next.Text
			r.authorOfImprint(next)
		}
		d := r.dateOfImprint(l)
		switch {
		case d == "" || done:
			continue
		case len(d) < len("2006-01-02") && l.Why == webpage.BesideTitle:
			if !slices.Contains(months, d) {
				months = append(months, d)
			}
			continue
		case r.res.Published == "", otherSide(r.res.Published, d):
			r.res.Published = d
			r.drop(line{l.Line, l.Text}, l.Why+": the date, now in the front matter")
		}
		done = true
	}
	if r.res.Published == "" && len(months) == 1 {
		r.res.Published = months[0]
	}
	if len(r.res.Byline) == 0 {
		r.calledAuthors(all)
	}
}

// Words before a name in an element of authors: notWriters say that somebody did something else, ofWriters what the name is.
var (
	notWriters = pattern.New(`(?i)^(?:photos?|photograph\w*|pictures?|images?|illustrat\w*|foto\w*|bild\w*|grafik\w*|übersetz\w*|translat\w*|tradu\w*|edited|editors?|redaktion|lektorat|about|über|à propos|follow|folge\w*)\b`)
	ofWriters  = pattern.New(`^(?i:(?:an? |ein |une? )?(?:authors?|autor(?:in|en|a|es)?|auteur(?:e|s)?|autrice|autore|text|texte|texto|testo|interview|reportage|story|words|article|artikel|beitrag|posts|erstellt))(?i: by| von| de| di)?\s*:?\s+|^(?i:posted by|published by|gepostet von|publié par|publicado por)\s+`)
)

// calledAuthors takes names that stand alone in elements that the page calls those of its authors: full names, or one word where the word of a byline
// stands before it.
func (r *reading) calledAuthors(all []webpage.Imprint) {
	for _, l := range all {
		called := strings.Trim(ofWriters.ReplaceAllString(l.Author, ""), " :")
		if called == "" || len(r.res.Byline) > 6 || notWriters.MatchString(l.Author) {
			continue
		}
		names := bareNames(called)
		for i := 0; names == nil && i < len(l.Pieces); i++ {
			if strings.Contains(called, l.Pieces[i]) {
				names = bareNames(strings.Trim(l.Pieces[i], " :"))
			}
		}
		if names == nil && (uncasedName(called) || namedAlone(l, called)) {
			names = []string{called}
		}
		for _, name := range names {
			if !slices.Contains(r.res.Byline, name) {
				r.res.Byline = append(r.res.Byline, name)
			}
		}
		if names != nil {
			r.drop(line{l.Line, l.Text}, l.Why+": the byline, now in the front matter")
		}
	}
}

// namedAlone reports whether one word is somebody's name: in an element of its own behind that of a byline: von · Ramona.
func namedAlone(l webpage.Imprint, name string) bool {
	if count(name) != 1 || newsroom.MatchString(name) || isOutlet(name) || withDate(name) || len(name) < 2 {
		return false
	}
	i := slices.Index(l.Pieces, name)
	return i > 0 && endsByWord.MatchString(l.Pieces[i-1])
}

// endsByWord matches words that end with the one before a name.
var endsByWord = pattern.New(`(?i)(?:^|\s)(?:by|von|par|por|di|door|av|af|authors?:?|autor(?:in)?:?|auteure?\s?:|autore:)$`)

// besideOutlet takes a name that stands right above the outlet's, in one line or paragraph beside the headline: so pages for printing have it.
func (r *reading) besideOutlet(all []webpage.Imprint) {
	for _, l := range all {
		for i := 1; i < len(l.Pieces) && l.Why == webpage.BesideTitle && len(r.res.Byline) == 0; i++ {
			if names := bareNames(l.Pieces[i-1]); names != nil && words.Same(l.Pieces[i]) == words.Same(r.res.OutletName) {
				r.res.Byline = names
				r.drop(line{l.Line, l.Text}, l.Why+": the byline, now in the front matter")
			}
		}
	}
}

// joins are the pieces between the names of a byline.
var joins = set("and und et y e en & , och og i")

// opensByline reports whether words are those before a name alone: By, Words by.
func opensByline(s string) bool {
	for _, colon := range []string{"", ":"} { // Author, or Author:
		if m := byWord.FindStringSubmatch(s + colon + " \x00"); m != nil && m[1] == "\x00" {
			return true
		}
	}
	return false
}

func (r *reading) authorOfImprint(l webpage.Imprint) {
	tries := slices.Clone(l.Pieces)
	for i, s := range l.Pieces { // the word before the names in an element of its own
		if s = strings.TrimLeft(s, "|·•/– -"); i < 8 && opensByline(s) {
			end := i + 1
			for end < len(l.Pieces) && end < i+12 && (bareNames(l.Pieces[end]) != nil || joins[strings.ToLower(l.Pieces[end])]) {
				end++
			}
			if end > i+1 {
				tries = append(tries, strings.Join(l.Pieces[i:end], " "))
			} else if i+1 < len(l.Pieces) {
				tries = append(tries, s+" "+l.Pieces[i+1])
			}
		}
	}
	tries = append(tries, l.Text)
	for _, s := range tries {
		b, ok := readByline(s)
		if m := afterName.FindStringIndex(s); !ok && m != nil {
			b, ok = readByline(strings.TrimSpace(s[:m[0]]))
		}
		if !ok && l.Why == webpage.BesideTitle && isDated(s) {
			b, _, ok = readImprint(s)
			ok = ok && len(b.names) == 1 && r.saysBy(s, b.names[0])
		}
		if ok && len(r.res.Byline) == 0 {
			r.res.Byline = b.names
			r.drop(line{l.Line, l.Text}, l.Why+": the byline, now in the front matter")
		}
	}
}

// saysBy reports whether the word of a byline stands right before a name that is not the outlet's.
func (r *reading) saysBy(s, name string) bool {
	before, _, ok := strings.Cut(s, name)
	return ok && endsByWord.MatchString(strings.TrimSpace(before)) && !strings.EqualFold(strings.ReplaceAll(name, " ", ""), strings.ReplaceAll(r.res.OutletName, " ", ""))
}

// isDated reports whether a line holds a whole day.
func isDated(s string) bool {
	d, _ := dateIn(s)
	return len(d) == len("2006-01-02")
}

// otherSide reports whether a time is given as that of Greenwich, and the page says a day that some other clock had then.
func otherSide(at, day string) bool {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil || !strings.HasSuffix(at, "Z") && !strings.HasSuffix(at, "+00:00") {
		return false
	}
	before, after := t.Add(-11*time.Hour).Format(time.DateOnly), t.Add(14*time.Hour).Format(time.DateOnly)
	return day != at[:10] && (day == before || day == after)
}

// dateOfImprint is the day that a line beside the headline states, alone or among other things; "" where it states none.
func (r *reading) dateOfImprint(l webpage.Imprint) string {
	whole := l.Text
	if l.Pieces != nil {
		whole = strings.Join(l.Pieces, " ")
	}
	d, _, to := dateSpan(whole)
	if more, at, _ := dateSpan(whole[to:]); noImprint.MatchString(whole) || d != "" && more != "" && at < 8 && d != more && !strings.Contains(whole[to:to+at], "(") && !otherDay.MatchString(whole[to:]) {
		return "" // or from one day to another
	}
	if date, later, ok := dateLine(whole); ok {
		if later {
			return ""
		}
		return date
	}
	if d := r.dateAmong(l.Why == webpage.BesideTitle, "", whole); d != "" {
		return d
	}
	before := ""
	for _, s := range l.Pieces {
		if d := r.dateAmong(true, before, s); d != "" {
			return d
		}
		before += " " + s
	}
	return ""
}

var (
	ownEnd    = pattern.New(`(?:^|[,;:|•·/»>)(–—-]|\b(?i:by|von|am|on|um|le|el|il|den|op|vom|of|date|datum|data|fecha|published|posted))\s*$`)
	ownBegin  = pattern.New(`(?i)^\s*(?:[,|·•/–-]?\s*(?:um|at|à|alle|klo|kl\.?)?\s*\d{1,2}[:.h]\d\d(?::\d\d)?\s*(?:uhr|h|[ap]\.?m\.?|[a-z]{2,4}\b)?)?\s*(?:$|[,;|•·/«<()–—-]|(?:by|von|par|por|in|veröffentlicht|erstellt|geschrieben|published|posted)\b|(?:来源|來源|作者|记者|編輯|编辑|责任编辑|发布|字号|阅读|浏览))`)
	postWords = pattern.New(`(?i)\b(?:dieser (?:beitrag|eintrag|artikel)|this (?:entry|post)|debated|aired|broadcast|by|von|par|por|posted|published|erstellt|veröffentlicht|gepostet|gespeichert|eingestellt|submitted|geschrieben|publié|publicado|pubblicato|erschienen|eingetragen|filed|written|created|date|datum|fecha|data)\b`)
	otherDay  = pattern.New(`(?i)updat|modif|aktualis|änder|actualiz|mis à jour|mise à jour|aggiornat|bijgewerkt|corrected|retrieved|accessed|archiv|revis|review|valid|gültig|born|geboren|copyright|©|event|termin|wann|when|deadline|until|through|\bbis\b|expire|joined|registr|beitritt|dabei seit|since|\bseit\b|\bab\b|saved|\babgerufen|filed on`)
	noImprint = pattern.New(`(?i)\b(?:welcome|willkommen|bienvenue|bienvenido)\b|\d{1,2}[:.]\d\d\s*(?:uhr|h|[ap]\.?m\.?)?\s*(?:bis|to|until|[–—-])\s*\d{1,2}(?:[:.]\d\d\b[^.]|[:.]\d\d$|\s*(?:uhr|[ap]\.?m))`)
	manyDays  = pattern.New(`\d\.?\s*(?:[–—/&+-]|bis|to|and|und|et|y)\s*$`)
	dotted2   = pattern.New(`^\D{0,12}?\b(\d{1,2})\.\s?(\d{1,2})\.(\d\d)(?:[\s,|-]+\d{1,2}[:.]\d\d)?\s*(?:uhr)?$`)
)

var (
	// weekdayEnd matches the day of the week before a date.
	weekdayEnd = pattern.New(`(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*$`)
	// citedDebate matches how a debate is cited, by its day and volume: HC Deb 08 July 1931 vol 254 cc2070-2.
	citedDebate = pattern.New(`^H[CL] Deb \d{1,2} \pL+ \d{4},? vol\.? ?\d+`)
)

// dateAmong finds the day of publication in a line that says other things, too. It stands apart from them, and nothing before it says that it is
// the day of something else. What is shown to readers has its days in the order of the page's language.
func (r *reading) dateAmong(shown bool, before, s string) string {
	if count(s) > 30 {
		return ""
	}
	d, from, to := dateSpan(s)
	if len(d) < len("2006-01-02") {
		if m := slashed.FindStringSubmatchIndex(s); m != nil && shown && r.dayFirst() {
			d, from, to = day(atoi(s[m[6]:m[7]]), atoi(s[m[4]:m[5]]), atoi(s[m[2]:m[3]])), m[0], m[1]
		} else if m := dotted2.FindStringSubmatch(strings.ToLower(s)); m != nil && !otherDay.MatchString(before+s) {
			return day(2000+atoi(m[3]), atoi(m[2]), atoi(m[1]))
		}
	}
	if len(d) < len("2006-01-02") {
		return ""
	}
	lead, tail := s[:from], s[to:]
	said := before + " " + lead
	for len(said) > 60 {
		_, said, _ = strings.Cut(said[1:], " ")
	}
	if otherDay.MatchString(said) || manyDays.MatchString(lead) {
		return ""
	}
	ws := strings.FieldsFunc(strings.ToLower(lead), func(r rune) bool { return strings.ContainsRune(" ,;:|•·()[]/–—-", r) })
	for len(ws) > 0 && beside[strings.Trim(ws[len(ws)-1], ".")] {
		ws = ws[:len(ws)-1]
	}
	if weekday := weekdayEnd.FindStringIndex(lead); weekday != nil {
		lead = lead[:weekday[0]]
	}
	if citedDebate.MatchString(s) {
		return d
	}
	if lead == "" && shown && count(s) <= 8 && strings.HasPrefix(tail, " ") && !otherDay.MatchString(tail) && !manyDays.MatchString(s) {
		return d // and the name of a section
	}
	if (len(ws) == 0 || ownEnd.MatchString(lead) && (count(lead) < 4 || postWords.MatchString(lead)) || strings.HasSuffix(strings.TrimSpace(lead), "|")) && ownBegin.MatchString(tail) {
		return d
	}
	return ""
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// slashed matches a date whose order only the language tells.
var slashed = pattern.New(`\b(\d{1,2})/(\d{1,2})/(\d{4})\b`)

// dayFirst reports whether the page's language writes the day before the month.
func (r *reading) dayFirst() bool {
	lang, region, _ := strings.Cut(r.res.Lang, "-")
	return lang != "" && lang != "en" || region == "GB" || region == "IE" || region == "AU" || region == "NZ" || region == "IN"
}
