package webpage

import (
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// Rights is why a line of rights beside the article is no part of it.
const Rights = "copyright line"

var (
	furnitureLine = pattern.New(`(?i)^(?:advertise?ment|anzeige|publicité|publicidad|sponsored(?: content)?|share(?: (?:this|full))?(?: (?:article|story|post|page))?:?|tweet|print|e-?mail|comments?(?: ?\(?\d+\)?)?|\d+ comments?|leave a (?:comment|reply)|reply|read more(?: at .{0,40})?|read next|continue reading(?: (?:below|the main story))?|skip (?:advertisement|to .{0,40})|story continues below.{0,40}|article continues (?:below|after).{0,40}|sign up.{0,100}|subscribe(?: (?:now|today|to .{0,60}))?|follow us.{0,60}|loading\W*|close|menu|search|log ?in|sign in|related(?: (?:articles?|stories|topics|content|links))?:?|more (?:on this story|stories|news)|back to top|copy link|video|watch|photo|image|photos|now playing|play|facebook|twitter|whatsapp|linkedin|pinterest|reddit|save|listen|view comments|show comments|teilen|drucken|merken|partager|imprimer|compartir|top|auch interessant|weiterlesen|schon gelesen\?|zur übersicht|reklama|werbung|publicidade|drukuj|externer inhalt|bild (?:anzeigen|schließen|vergrößern)(?: bild schließen)?|\(?(?:noch )?keine bewertungen\)?|(?:sie sind|du bist) (?:aktuell|derzeit|zurzeit)? ?nicht eingeloggt\.?|zurück zur (?:übersicht|liste(?:nansicht)?|startseite)|war (?:der|dieser) (?:artikel|beitrag) (?:nützlich|hilfreich)\?|(?:möchten sie|willst du) (?:den|diesen) (?:artikel|beitrag) teilen\?|was this (?:article|page) helpful\?|s[ií]guenos(?: en)?|nos siga(?: no)?|zobacz także|czytaj także|vorschau auf den nächsten (?:artikel|beitrag))\s*:?$`)
	creditLine    = pattern.New(`(?i)^(?:©.{2,80}|\(?(?:photo(?:graph)?s?|images?|pictures?|illustration|credits?|fotos?|bild(?:er)?|titelbild|beitragsbild|symbolbild|crédits?(?: photos?)?|créditos?|fotografías?|fot\.|zdjęcie)(?: ?(?:credit|source|by|copyright|courtesy of|courtesy|nachweis|quelle))?(?:\s*:\s*|/).{2,90}|(?:photograph|photo|image|illustration) by .{2,80}|.{2,60}/(?:getty images?|afp|ap|reuters|epa|pa|shutterstock|the guardian|the new york times|dpa|picture alliance).{0,30}|(?:getty images|reuters|shutterstock|afp/getty images|ap photo.{0,40}|istock.{0,20}))$`)
)

// seeAlso matches a line in the middle of an article that leads to another.
var seeAlso = pattern.New(`(?i)^(?:read (?:also|more|next)|see also|also read|related(?: story)?|lesen sie (?:auch|mehr)|siehe auch|mehr zum thema|auch interessant|lire aussi|à lire(?: aussi)?|voir aussi|le[ea] también|puedes? ver|te puede interesar|leggi anche|lees ook|leia (?:também|mais)|czytaj (?:też|także|również|więcej)|zobacz (?:też|także)|läs (?:också|mer|även)|l[eæ]s også|читайте также|читайте також)\s*[:：»>–-]\s*\S`)

// followLine matches a line that asks readers to follow the outlet; it has links, or names two places to do so.
var (
	followLine = pattern.New(`(?i)^(?:follow|join|(?:like|find) us|folgen sie|suivez|síguenos|seguici|siga-nos|volg ons)\b.{0,60}\b(?:on|auf|sur|en|su|no|op)\s+(?:our )?(?:` + networks + `)`)
	twoOfThem  = pattern.New(`(?i)\b(?:` + networks + `)\b.{1,40}\b(?:` + networks + `)\b`)
)

const networks = `facebook|twitter|x\b|instagram|youtube|telegram|whatsapp|linkedin|tiktok|threads|bluesky|mastodon|google news`

// publishedLine matches a line that says when the article was published, and begins with that.
var publishedLine = pattern.New(`(?i)^(?:first |last |originally )?(?:published|posted|updated|modified|publié|publicado|pubblicato|veröffentlicht|erschienen|gepubliceerd|opublikowano|publicerad|udgivet|publisert|yayınlan\pL+|опубліковано|опубликовано)(?: on| at| le| el| il| am| op| em| den|:)*\s.{0,20}(?:\d{1,2}(?:st|nd|rd|th|er)?[./]?\s?(?:(?:de )?\pL{3,11}\.?,?|\d{1,2}[./])\s?(?:de )?(?:19|20)\d\d|\pL{3,10}\.? \d{1,2},? (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|\d[:.h]\d\d).{0,90}(?:[^.]|min\.)$`)

// letterLine matches what newsletters and pages say of how to get more of them.
var letterLine = pattern.New(`(?i)^(?:please |click here to |enjoyed this\? |want more\? )?(?:suscríbe\pL+|abonnez-vous|inscrivez-vous|iscrivi\pL+|abonniere\pL*|abonneer|sign up|subscribe|assine|inscreva-se|zapisz się|prenumerera)\b.{0,60}\bnews-?letters?\b|^(?:get|receive|sign up|subscribe|join)\b.{0,80}\b(?:in|into|to) your inbox(?: every \pL+(?: \pL+)?| daily| weekly| each \pL+)?[.!]*$|^update your (?:e-?mail )?preferences\b|^(?:want to change how you receive (?:these|our|this)\b|(?:you(?:’|'| a)re receiving|you (?:have )?received) this (?:e-?mail|message|newsletter|because you)\b|our mailing address is:?\s*$|(?:to )?unsubscribe(?: here| from this list| from these| at any time|\s*[|(:]|[.!]?$)|view (?:this|it)(?: e-?mail| message| newsletter)? (?:in (?:your|a)(?: web)? browser|online)\b|was this e?-?mail forwarded|this (?:e-?mail|message) was sent (?:to|by))`)

// offeredLine matches a line of what a page counts and offers around its text.
var offeredLine = pattern.New(`(?i)^(?:(?:log|sign) ?in(?: or .{3,30})? to (?:post|leave|add|comment|reply|view|read).{0,40}|\d[\d.,]*[km]? (?:likes?|shares?|views?|replies|reactions?|claps?|followers?|retweets?)|(?:\[|\[ )(?:edit|edit source|bearbeiten|modifier|editar|modifica|bewerken)(?: ?\|.{0,40})?\s?\]|your browser does not support.{0,60}|printed from:?\s.{4,}|[\w.+-]+@[\w-]+\.[\w.-]+|published in(?:\s(?-i:\p{Lu}).{0,50}[^.])?|(?:(?:share|tweet|forward|print|e-?mail|pin|like|save|comment|copy|facebook|twitter|whatsapp|linkedin|reddit|pinterest|telegram|teilen|partager|compartir)(?:[\s|·•,/]+|$)){2,})$`)

// rightsLine matches a line of rights that begins with its word.
var rightsLine = pattern.New(`(?i)^copyright\s+(?:©.{2,120}|\(c\).{2,120}|\d{4}(?:\s?[-–]\s?\d{2,4})?,?\s+(?:by )?(?-i:\p{Lu}).{1,110})$`)

// printedLine matches what a paper's page says below an article about its print.
var printedLine = pattern.New(`(?i)^(?:a version of this (?:article|story) (?:appears|appeared|first appeared|was (?:first )?published) in\b|this (?:article|story) (?:appeared|was (?:first|originally) published) (?:in|on) (?:the )?(?:print|\w+ \d).{0,60}edition)`)

// reporterLine matches a Korean reporter's name with an address, as it stands below an article.
var reporterLine = pattern.New(`^[가-힣]{2,4}\s?(?:\pL{0,2}기자|특파원|통신원)\s*[(<]?[\w.+-]+@[\w.-]+[)>]?$`)

// entryLine matches how a blog says when and by whom an entry was written; entryMore what it says of it in the same line.
var (
	entryLine = pattern.New(`(?i)^(?:this (?:entry|post|article) was (?:posted|published|written)|dieser (?:eintrag|beitrag|artikel) wurde|cet (?:article|billet|entrée) a été (?:publiée?|postée?)|est[ae] (?:entrada|artículo|artigo|post) (?:fue|foi|se|está)|questo (?:articolo|post) è stato)\b`)
	entryMore = pattern.New(`(?i)\b(?:filed|posted in|abgelegt|kategorien?|categor\pL+|catégorie|tagged|verschlagwortet|getaggt|permalink|rss|responses?|kommentare?|antworten|archivad\pL+|publicad\pL+ en|marcad\pL+|inserito in)\b`)
)

func isEntryLine(b *block) bool {
	return b.words <= 80 && entryLine.MatchString(b.text) && entryMore.MatchString(b.text) && dated.MatchString(b.text)
}

// lineWhy gives the reason that a short line states.
func lineWhy(b *block) string {
	if b.words <= 60 && printedLine.MatchString(b.text) {
		return whyFooter
	}
	if b.words <= 40 && followLine.MatchString(b.text) && (b.linked > 0 || twoOfThem.MatchString(b.text)) {
		return whyShare
	}
	if b.words <= 25 && b.tag != atom.Li && publishedLine.MatchString(b.text) {
		return whyByline
	}
	if b.words <= 6 && reporterLine.MatchString(b.text) || isEntryLine(b) {
		return whyByline
	}
	if b.words <= 30 && letterLine.MatchString(b.text) {
		return whyLetter
	}
	if b.words > 16 {
		return ""
	}
	switch {
	case b.linked*3 >= b.words && seeAlso.MatchString(b.text):
		return whyRelated
	case furnitureLine.MatchString(b.text), offeredLine.MatchString(b.text), b.words <= 3 && furnitureLine.MatchString(strings.Trim(b.text, " -–—*[]()")):
		return whyFurniture
	case rightsLine.MatchString(b.text):
		return Rights
	case creditLine.MatchString(b.text) && b.tag != atom.H1:
		return whyCredit
	}
	return ""
}
