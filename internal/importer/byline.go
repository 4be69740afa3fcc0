package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// byline is what a byline says.
type byline struct {
	names        []string
	outlet, date string
}

var (
	byWord    = pattern.New(`^(?i:(?:(?:ein|eine|une?|una?) )?(?:(?:gast)?kommentar|gastbeitrag|kolumne|leitartikel|glosse|analyse|reportage|porträt|rezension|bericht|tribune|chronique|enquête|análisis|opinión|analisi|commento|artikel|beitrag|meldung|nachricht|interview|gespräch|artículo|artigo|articolo|entrevista|intervista|entretien)\s+|(?:written|posted|published|submitted|contributed|reported|reporting|words|story|text|article|report|analysis|opinion|interview|review|commentary|essay|gastartikel|veröffentlicht|geschrieben|verfasst|publicado|escrito|publié|rédigé|écrit|scritto|pubblicato)\s+)?(?:[Bb][Yy]|[Vv]on|VON|[Pp]ar|[Pp]or|Di|di|[Dd]oor|Av|Af|[Aa]uthors?:|[Aa]ut(?:or(?:[*/:_]?in(?:nen)?|en|a|es|ka|ki|zy|i)?|eure?s?|rice|ore) ?:|(?:[Aa]rticol|[Ss]tire) de|(?:Te(?:xt|xto|sto|kst)|Yazan|Reportage|Protokoll):|Автор(?:и|ы|ка)?:?|Текст:|Беседовал[аи]?|Розмовля(?:в|ла|ли)|[Pp]ropos recueillis par|[Ee]ntretien (?:réalisé|mené|conduit|recueilli) par|[Ii]nterview von|[Dd]as (?:Interview|Gespräch) führten?|[Ii]ntervista (?:di|a cura di)|[Aa] cura di|[Ee]ntrevista realizada por|[Rr]ozmawia(?:ł[aiy]?|li)|[Tt]exte? (?:de|von):?)\s*:?\s+(.+)$`)
	bySplit   = pattern.New(`(?i)\s*[|•·/]\s*|\s+[-–—]\s+`)
	nameSplit = pattern.New(`\s+(?i:and|with(?:\s+(?:the\s+)?contributions?\s+(?:of|from|by))?|und|et|y|e|en)\s+|\s*[,;&]\s*`)
	forOutlet = pattern.New(`^(.*\S)\s+(?:for|at|of|in|on|für|pour|para|am|le|el)\s+(.+)$`)
)

// readByline reads a line such as "By A. Name and B. Name, News Agency | 3 March 2016". A line that names nobody is none.
func readByline(s string) (byline, bool) {
	if name, rest, ok := strings.Cut(strings.Replace(s, " by ", " By ", 1), " By "); ok && strings.HasPrefix(rest, name) && personName(name) {
		s = "By " + rest // a picture's name, and the byline
	}
	if newsroom.MatchString(s) {
		return byline{}, false
	}
	if gluedBy.MatchString(s) {
		s = s[:2] + " " + s[2:]
	}
	m := byWord.FindStringSubmatch(s)
	if m == nil {
		names := bySigned(s)
		return byline{names: names}, names != nil
	}
	if count(s) > 24 || examinedBy.MatchString(s) {
		return byline{}, false
	}
	var b byline
	rest := withAgency.ReplaceAllString(asides.ReplaceAllString(account.ReplaceAllString(m[1], " "), ""), "")
	if d, more := dateIn(rest); d != "" {
		if !laterDate.MatchString(rest) {
			b.date = d
		}
		rest = withoutEnd(strings.TrimSpace(clockTime.ReplaceAllString(more, " ")))
	}
	rest = dayAlone.ReplaceAllString(specialTo.ReplaceAllString(rest, ""), "")
	for k, part := range bySplit.Split(rest, -1) {
		for _, name := range nameSplit.Split(withoutJobs(part), -1) {
			if name = strings.Trim(strings.TrimSpace(name), ".,:"); junior.MatchString(name) {
				name += "."
			}
			if len(b.names) > 0 {
				name = forWhom.ReplaceAllString(name, "")
			}
			at := forOutlet.FindStringSubmatch(name)
			switch {
			case name == "" || office.MatchString(name) && strings.ToUpper(m[1]) != m[1]:
			case isJob(name) && len(b.names) > 0:
			case k > 0 && len(b.names) > 0 && ofBody.MatchString(name):
			case personName(name):
				b.names = append(b.names, name)
			case at != nil && personName(at[1]) && !(isJob(at[1]) && len(b.names) > 0):
				b.names = append(b.names, at[1])
				if isOutlet(at[2]) && b.outlet == "" {
					b.outlet = at[2]
				}
			case len(b.names) == 0:
				var ok bool
				if name, b.outlet, ok = nameAndOutlet(name); !ok {
					return byline{}, false // begins with something else than a name
				}
				b.names = append(b.names, name)
			case isOutlet(name) && b.outlet == "":
				b.outlet = name
			}
		}
	}
	return b, len(b.names) > 0
}

// account matches the name of an account behind a name.
var account = pattern.New(`\s*@\w+\s*`)

// dayAlone matches a day without a year behind names; specialTo for whom they wrote.
var (
	dayAlone  = pattern.New(`\s+(?i:on )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\pL{0,6}\.? \d{1,2}(?: at .{1,14})?$`)
	forWhom   = pattern.New(`^[Ff]or\s+`)
	specialTo = pattern.New(`,?\s+(?i:special|exclusive) (?i:to|for) (?i:the )?\p{Lu}.*$`)
)

// gluedBy matches a byline that lost the space behind its word.
var gluedBy = pattern.New(`^B[yY]\p{Lu}(?:\p{Ll}+|\.(?:\p{Lu}\.)*) \p{Lu}`)

// office matches what is no name of a person: letters of a body and a part of it, ARD-Studio Paris.
var office = pattern.New(`^\p{Lu}{2,5}-\p{Lu}\p{Ll}`)

// withoutJobs takes the jobs behind commas off a byline: Jane Doe, Home Affairs and Defence Editor.
func withoutJobs(s string) string {
	parts := strings.Split(s, ",")
	kept := parts[:1:1]
	for _, part := range parts[1:] {
		if !isJob(part) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, ",")
}

// junior matches what stands behind a name with a full stop.
var junior = pattern.New(` (?:Jr|Sr)$`)

// ofThings matches what stands inside the names of things and bodies, and inside nobody's.
var ofThings = pattern.New(`(?i) (?:of|the|for|des|für|zum|zur|im|am) |(?:^| )(?:\pL{4,}) der `)

// newsroom matches who stands for nobody in the place of a byline.
var newsroom = pattern.New(`(?i)^(?:by |por |par |von |di |da )?(?:la )?(?:the )?(?:editorial (?:board|staff)|editors?|redacci[oó]n(?: digital| web)?|redazione(?: online)?|redaktion|rédaction|redação|redactie|redakcja|redakce|(?:our )?staff(?: (?:writer|reporter|correspondent)s?)?|(?:online|news|web|digital) (?:desk|staff|team)|news ?room|our (?:correspondent|reporter|own correspondent)|agenc(?:ies|ias|ie|ias y redacción)|agences?|agenturen)$`)

// namesNobody reports whether a line is a byline of one or two words that are no person's name: Por Redacción, By Our Staff.
func namesNobody(s string) bool {
	m := byWord.FindStringSubmatch(s)
	if newsroom.MatchString(s) {
		return true
	}
	if m == nil || count(s) > 5 || sentenceEnd.MatchString(s) {
		return false
	}
	ws := strings.Fields(bySplit.Split(withAgency.ReplaceAllString(m[1], ""), -1)[0])
	if len(ws) == 0 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(ws[0])
	return len(ws) <= 2 && unicode.IsUpper(first) && !personName(m[1])
}

// withAgency matches the agencies that a byline thanks: they are no outlet's.
var withAgency = pattern.New(`\s+(?i:with|avec|mit|con|und|and|et|y)\s+(?:(?i:the )?(?i:(?:news )?agenc(?:y|ies)|agenturen|agences|agencias|ap|afp|reuters|dpa|efe|ansa|epd|kna|tass|xinhua)(?:,?\s+)?)+$`)

// ofBody matches words inside a name of an organization that no person's name has.
var ofBody = pattern.New(` (?:of|for|the|für|pour|para) `)

// asides matches what a byline says in brackets: Jane Doe (Harborough).
var asides = pattern.New(`\s*\([^()]*\)`)

// nameAndOutlet parts a name from the outlet behind it: Jane Doe Harbour News.
func nameAndOutlet(s string) (name, outlet string, ok bool) {
	ws := strings.Fields(s)
	for i := 2; i < len(ws); i++ {
		name, outlet = strings.Join(ws[:i], " "), strings.Join(ws[i:], " ")
		if personName(name) && isOutlet(outlet) {
			return name, outlet, true
		}
	}
	return "", "", false
}

// personName reports whether words have the form of a full name: two to five with capitals, particles between them.
func personName(s string) bool {
	ws := strings.Fields(s)
	if len(ws) < 2 || len(ws) > 5 || isOutlet(s) {
		return false
	}
	for i, w := range ws {
		r, _ := utf8.DecodeRuneInString(w)
		if strings.ContainsAny(w, "0123456789@#:/\"“”()?!,") || !unicode.IsLetter(r) {
			return false
		}
		if !unicode.IsUpper(r) && (i == 0 || i == len(ws)-1 || !particles[w]) {
			return false
		}
	}
	return !notFirst[strings.ToLower(ws[0])] && !clause[strings.ToLower(ws[0])]
}

// germanJob matches a word that ends as the names of jobs do in German.
var germanJob = pattern.New(`(?i)^\pL*(?:leiter|redakteur|sprecher|referent|direktor|korrespondent|wissenschaftler|berater|vorsitzender?|expert)(?:in|e)?$`)

// isJob reports whether words name a job beside a byline: Senior Reporter, Projektleiterin der Stiftung.
func isJob(s string) bool {
	ws := strings.Fields(strings.ToLower(s))
	return len(ws) > 0 && len(ws) <= 8 && germanJob.MatchString(ws[0]) || len(ws) > 0 && len(ws) <= 6 && jobs[strings.Trim(ws[len(ws)-1], ".,")]
}

// withJob reports whether a line names a job behind a name: Jane Doe, Senior Reporter.
func withJob(s string) bool {
	_, job, ok := strings.Cut(s, ",")
	return ok && isJob(strings.TrimSpace(job))
}

// inPlace matches where those of a byline were: Jane Doe in Harborough.
var inPlace = pattern.New(`^(.+?),? (?:in|at|aus|à|en) \p{Lu}[\pL.’' -]{2,40}$`)

// countries are initials that name no outlet.
var countries = set("uk us usa eu un uae nz uk. u.s. u.k. gmt utc bst cet")

// kinds are words of what a page calls its text, which stand beside a date as names do.
var kinds = set("press release summary statement report bulletin notice briefing update judgment ruling opinion editorial review interview feature brief paper article pressemitteilung comunicado communiqué")

// bareNames gives the names of a byline without a word before it, none where a line is no such.
func bareNames(s string) []string {
	if byWord.MatchString(s) {
		return nil // the word is no name: Di Redazione
	}
	if names := namesOf(s); names != nil {
		return names
	}
	if place := inPlace.FindStringSubmatch(s); place != nil {
		return namesOf(place[1])
	}
	return nil
}

// namesOf gives the names of such a line, each with or without the place behind it.
func namesOf(s string) []string {
	var names []string
	for i, name := range nameSplit.Split(s, -1) {
		if place := inPlace.FindStringSubmatch(name); place != nil && i+1 < len(nameSplit.Split(s, -1)) {
			name = place[1]
		}
		low := strings.ToLower(name)
		switch {
		case i > 0 && (isJob(name) || low == "agencies"):
		case !personName(name) || newsroom.MatchString(strings.Fields(name)[0]) || slices.ContainsFunc(strings.Fields(low), func(w string) bool { return kinds[w] }) || ofThings.MatchString(name) || isJob(name):
			return nil
		default:
			names = append(names, name)
		}
	}
	return names
}

// isOutlet reports whether words have the form of an outlet's name: its kind at the end, or capitals alone.
func isOutlet(s string) bool {
	ws := strings.Fields(s)
	if len(ws) == 0 || len(ws) > 6 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(ws[0])
	last := strings.ToLower(strings.Trim(ws[len(ws)-1], ".,"))
	if agencies[s] {
		return true
	}
	if !unicode.IsUpper(first) {
		return false
	}
	if countries[strings.ToLower(s)] {
		return false
	}
	return outletWords[last] || agencies[strings.ToLower(s)] || len(ws) == 1 && isInitials(s) || isInitials(ws[0]) && len(ws) == 2 && outletWords[last]
}

// bySign matches the word of a byline in scripts without capitals; a word that prose begins with needs a sign behind it.
var bySign = pattern.New(`^(?:(?:מאת|بقلم|إعداد)\s*:?\s+|(?:كتبت?|كتبها?|حوار)\s*:\s*|(?:حاوره?ا?|حاورته?ا?|أجرى الحوار|أجرت الحوار)\s*[:：]?\s+|(?:聞き手|構成)\s*[:：/／=＝・]\s*|(?:文|撰文|作者|取材・文)\s*[:：/／=＝|｜]\s*|(?:本报)?(?:记者|記者)\s*[:：/／|｜ ]\s*)(.+)$`)

// koreanSign matches a Korean byline: the name before the word for a reporter, with or without an address.
var koreanSign = pattern.New(`^(?:\[[^\[\]]{2,12}\]\s*|[^\s=]{2,8}\s?=\s?)?([가-힣]{2,4})\s?(?:(?:선임|인턴|수습|전문)?기자|특파원|통신원|논설위원)(?:\s*[(<]?[\w.+-]+@[\w.-]+[)>]?)?$`)

// bySigned gives the names of such a byline.
func bySigned(s string) []string {
	if m := koreanSign.FindStringSubmatch(strings.TrimSpace(s)); m != nil {
		return []string{m[1]}
	}
	m := bySign.FindStringSubmatch(s)
	if m == nil {
		return nil
	}
	var names []string
	for name := range strings.FieldsFuncSeq(m[1], func(r rune) bool { return strings.ContainsRune(",،、;；&", r) }) {
		if name = strings.TrimSpace(name); !uncasedName(name) {
			return nil
		}
		names = append(names, name)
	}
	return names
}

// uncasedName reports whether words have the form of a name in a script without capitals: two to four words, or two to six signs of Chinese or Japanese.
func uncasedName(s string) bool {
	ws := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '・' || r == '·' })
	letters, east := 0, false
	for _, w := range ws {
		for _, r := range w {
			switch {
			case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
				east = true
			case !unicode.In(r, unicode.Lo, unicode.Mn) && !strings.ContainsRune("־-’'״׳", r):
				return false
			}
			letters++
		}
	}
	if east {
		return letters >= 2 && letters <= 6 && len(ws) <= 2 || letters <= 16 && len(ws) > 1 && len(ws) <= 3 && strings.ContainsAny(s, "・·")
	}
	return len(ws) >= 2 && len(ws) <= 4
}
