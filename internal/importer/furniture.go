package importer

import (
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// whyRelease is the reason for a line that states the genre.
const whyRelease = "says that this is a press release"

// furniture is the table of lines that belong to a page and not to its text. A line must match wholly.
var furniture = []struct {
	form *pattern.Pattern
	why  string
}{
	{pattern.New(`(?i)^(?:please )?(?:share|tweet|e-?mail|print|save|pin|bookmark)(?: (?:this|on|via|to|with|it)\b.{0,60})?(?:comments?|close button)?$`), "share button"},
	{pattern.New(`(?i)^copy/paste .{0,60}(?:embed|link).{0,60}$|^cop(?:y|ied)(?: link)?(?: to clipboard)?(?:copied)?[.!]?$`), "share button"},
	{pattern.New(`(?i)^(?:find|follow|like|join|contact) us(?: (?:on|at)\b.{0,60})?$`), "page furniture"},
	{pattern.New(`(?i)^follow\b.{0,60}@\w+.{0,40}$|^@\w{2,30}$|^follow .{2,40} on (?:twitter|facebook|instagram|x|telegram)\b.{0,40}$`), "a handle to follow"},
	{pattern.New(`(?i)^(?:\d+ )?comments?(?: ?\(\d+\))?$|^(?:leave|post|add|view|show) (?:a |all |your )?comments?$|^no comments(?: yet)?$`), "comment button"},
	{pattern.New(`(?i)^(?:- ?)?advertise?ments?(?: ?-)?$|^(?:story|article) continues (?:below|after) (?:the )?(?:advertisement|ad)$|^sponsored(?: content)?$|^anzeige$|^werbung$|^publicité$|^publicidad$`), "advertisement"},
	{pattern.New(`(?i)^(?:sign up|subscribe|register|log ?in|sign in)\b.{0,80}$`), "invitation to subscribe"},
	{pattern.New(`(?i)^(?:we|this (?:site|website)|our (?:site|website)) uses? cookies\b.{0,160}$|^(?:accept|reject|allow|manage) (?:all )?(?:cookies|preferences|settings)$|^accept all$|^cookie (?:policy|settings|notice)$|^i agree$`), "cookie notice"},
	{pattern.New(`(?i)^(?:for immediate release|(?:press|news|media) release|embargoed (?:until|for)\b.{0,60})[.:]?$`), whyRelease},
	{pattern.New(`(?i)^click (?:on|here|to)\b.{0,140}$`), "tells the reader to click"},
	{pattern.New(`(?i)^(?:read|see|watch|listen)(?: (?:more|also|next|now|here))\s*[:>»].{0,140}$|^(?:read|see|watch) more$|^continue reading.{0,20}$|^(?:also read|related)\s*:.{0,140}$|^opens in (?:a )?new (?:window|tab) ?\]?$`), "pointer to another page"},
	{pattern.New(`(?i)^(?:categor(?:y|ies)|tags?|filed under|topics?|keywords|schlagwörter|mots[- ]clés|etiquetas)\s*:.{0,160}$|^(?:tags|sujets|schlagwörter|etiquetas|temas relacionados)$`), "list of categories"},
	{pattern.New(`(?i)^(?:(?:return|back|go back) to .{2,50}(?:page|index|menu|list|home|top|archives?|transcripts)|from the section\b.{0,40}|back to top|skip to (?:main )?content|toggle navigation|main menu|menu|close|next (?:article|story|post)|previous (?:article|story|post)|home ?[>»].{0,80}|hide caption|toggle caption|enlarge this image|enlarge|media playback is .{0,60}|play video|play audio|listen to this article.{0,30}|\d{1,2} min(?:ute)?s? (?:read|listen))$`), "page furniture"},
	{pattern.New(`(?i)^\d{1,2}:\d{2}(?::\d{2})?\s*[-–—|]\s*source\s*:.{0,40}$|^\d{1,2}:\d{2}\s*/\s*\d{1,2}:\d{2}$`), "length and source of a video"},
	{pattern.New(`(?i)^(?:photo|image|picture|photograph|foto|bild)(?:graph)?(?: (?:credit|by|courtesy)\b|\s*(?:copyright|source|caption)\b|\s*:).{0,90}$|^(?:image|picture) (?:source|copyright|caption)$|^(?:getty images|reuters|ap photo|afp)\s*/?.{0,40}/.{0,40}$`), "credit of a picture"},
	{pattern.New(`(?i)^.{3,40}['’]s (?:profile (?:picture|photo|image)|avatar|headshot)$|^this was published \d+ (?:days?|weeks?|months?|years?) ago$|^(?:reading|read) time:? \d+ min\pL*$|^\d{1,2} min\.$|^this article is more than \d+ (?:days?|weeks?|months?|years?) old$|^(?:updated |published )?(?:\d+|an?) (?:minutes?|mins?|hours?|days?|weeks?|months?|years?) ago$|^vor \d+ (?:minuten|stunden?|tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?)$|^(?:il y a|hace) \d+ \pL+$|^temps de lecture.{0,20}$|^lesezeit.{0,20}$|^tiempo de lectura.{0,20}$|^\d{1,3}[- ]min(?:ute)?s? listen$|^heard on .{3,50}$|^(?:play|listen|watch) live\b.{0,30}$|^reporting from.{2,40}$`), "page furniture"},
	{pattern.New(`(?i)^(?:skip to .{3,40}|(?:zum|springe zum|direkt zum) inhalt(?: springen)?|aller au contenu|saltar al contenido|such(?:e|en)|search|recherche(?:r)?|buscar|menü|menu|startseite|accueil|inicio|impressum|datenschutz(?:erklärung)?|kontakt|privacy policy|zurück(?: zur übersicht)?|version imprimable|envoyer par mail|drucken|print(?: this)?(?: page| article)?|anmelden|registrieren|donate|jetzt spenden|post (?:author|date|navigation))$`), "page furniture"},
	{pattern.New(`(?i)^(?:\d+|ein(?:en)?|keine|noch keine|no|one) (?:kommentare?|commentaires?|comentarios?|comments?|reactions?|réactions?|shares?)(?: on .{3,120})?$|^(?:hinterlasse|schreibe?|schreib) (?:einen|ein) kommentar$|^laisser un commentaire$|^deja un comentario$|^kommentieren$|^kommentare? \(?\d+\)?$`), "comment button"},
	{pattern.New(`^(?i:you are here:?\s*|sie sind hier:?\s*|vous êtes ici\s*:?\s*)?(?i:home|homepage|startseite|accueil|inicio|start)\s*[»>›/|].{1,200}$|^[«←‹] ?[^»›]{3,140}$|^[^«‹]{3,140} [»→›]$`), "pointer to another page"},
	{pattern.New(`(?i)^share (?:page|full article|article|options)$|^about sharing$|^reuse this content$|^follow(?:ing)?$|^gift (?:this )?article$|^teilen$|^partager$|^compartir$|^condividi$|^[·•|]$`), "share button"},
	{pattern.New(`^.{0,160}[ (](?:Photo|Photograph|Image|Picture|Credit|Foto)s?(?:: ?| by | courtesy of )\p{Lu}[^.?!:]{2,60}\)?$`), "caption of a picture with its credit"},
	{pattern.New(`(?i)^(?:skip advertisement|advertentie|pubblicità|reklam[ae]?|publicidade|annons|mainos|реклама|إعلان|اعلان|פרסומת|広告|广告|廣告)$`), "advertisement"},
	{pattern.New(`(?i)^(?:udostępnij|partilhar|compartilhar|paylaş|поділитися|поделиться|شارك|مشاركة|שתפו?|シェア(?:する)?|ツイート(?:する)?|分享(?:到)?[:：]?|delen|dela|sdílet|guardar|listen|expand|(?:copy article )?link(?: copied!?)?|copier le lien|suivre|artikel hören|deel artikel:?|dela artikeln?|udostępnij artykuł|get short url|article bookmarked|(?:kommentare|drucken|teilen|merken|share|tweet|print){2,})$`), "share button"},
	{pattern.New(`(?i)^(?:\d{1,2} (?:minuti di lettura|min(?:uten)? lezen|min\. czytania|min de leitura|dk okuma|хв читання)|(?:leestijd|lästid|czas czytania|tempo de leitura|tempo di lettura|okuma süresi)\b.{0,20}|\d{1,2}(?:[–-]\d{1,2})? minutes?)$`), "page furniture"},
	{pattern.New(`(?i)^(?:lesen sie (?:auch|mehr)|auch interessant|čtěte (?:také|i)|siehe auch|mehr zum thema|lire aussi|à lire(?: aussi)?|voir aussi|le[ea] también|te puede interesar|leggi anche|lees ook|leia (?:também|mais)|czytaj (?:też|także|również|więcej)|zobacz (?:też|także)|läs (?:också|mer|även)|l[eæ]s også|читайте (?:також|также)|[iİ]lgili haber(?:ler)?|اقرأ (?:أيضا|أيضًا|المزيد)|קראו (?:גם|עוד)|関連記事|あわせて読みたい|相关(?:阅读|新闻)|延伸閱讀)\s*[:：»>–-]\s*\S.{0,140}[^.]$`), "pointer to another page"},
	{pattern.New(`(?i)^(?:want to change how you receive (?:these|our|this)\b|(?:you(?:’|'| a)re receiving|you (?:have )?received) this (?:e-?mail|message|newsletter|because you)\b|our mailing address is:?\s*$|(?:to )?unsubscribe(?: here| from this list| from these| at any time|\s*[|(:]|[.!]?$)|view (?:this|it)(?: e-?mail| message| newsletter)? (?:in (?:your|a)(?: web)? browser|online)\b|was this e?-?mail forwarded|you can (?:update your preferences|unsubscribe)\b|update your preferences\b|thanks for reading .{2,60}[!.] subscribe\b).{0,180}$|^thank you for subscribing[.!]?(?: .{0,40}[^.])?$|^get our (?:\pL+ ){0,4}(?:e-?mail|newsletter)s?[.!]?$|^get\b.{0,60}\b(?:in|into|to) your inbox(?: every \pL+(?: \pL+)?| daily| weekly| each \pL+)?[.!]*$`), "invitation to subscribe"},
	{pattern.New(`(?i)^(?:a version of this (?:article|story) (?:appears|appeared|first appeared) in\b.{0,200}|our standards\s*:.{0,40}\b(?:principles|policy|code)\b.{0,30}|privacy\s*[·∙•|].{0,80}|purchase licensing rights.{0,40}|people are also reading.{0,3}|you can share this story on social media:?|(?:don[’']t show me this message again|find your bookmarks in|why you can trust|newyou can now listen).{0,80}|click here to get the .{2,40} app|\d{1,2} mn|(?:aggiornat[oa]|updated|aktualisiert|mis à jour|actualizado)(?: alle| at| um| à| a las)?\s\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\.?)?|the following links open in a new tab|(?:like )?loading\.{3}|discussion about this post|the \w+ is not responsible for the content of external sites.{0,90})$`), "page furniture"},
	{pattern.New(`(?i)^credits?\s?(?:\.\.\.|…)\s?(?-i:\p{Lu})[^.?!]{2,90}$|^.{10,180}\((?:[\pL&. ]{1,20} )?(?:photo|foto|image)s?\s?[/:]\s?[^()]{2,40}\)$`), "credit of a picture"},
	{pattern.New(`^[（(\[【]?\s?(?:责编|責編|责任编辑|責任編輯|编辑|編輯|校对|実習生|责编辑)[:：].{1,40}$|^(?:저작권자|ⓒ|©)?.{0,30}무단\s?전재.{0,30}$`), "who edited it"},
	{pattern.New(`(?i)^(?:media |press )?contacts?\s*:.{0,100}(?:@|\d{3}).{0,60}$`), "contact line"},
	{pattern.New(`(?i)^(?:to )?contact\b.{0,90}\b(?:visit|at|here)\s*:?$`), "contact line"},
}

var (
	pictureName    = pattern.New(`^[\pL\d.,]*\d[\pL\d.,]*(?:[-_][\pL\d.,]+){2,}$|^\pL+(?:\.\pL+)*\.[0-9a-f]{12,}[.\da-z]*$`)
	pictureFile    = pattern.New(`(?i)^.{0,100}\.(?:jpe?g|png|gif|webp|svg|tiff?)$`)
	credit         = pattern.New(`(?i)^(?:©|\(c\))\s*\D{2,80}$`)
	endLine        = pattern.New(`^(?:[-–—#* ]*(?:END|ENDS|\(END\)|###)\b?.{0,40}|(?i)[-–—(\[ ]*end (?:of )?(?:the )?(?:transcript|interview|recording|audio|briefing|tape)\b.{0,40})$`)
	copyLine       = pattern.New(`(?i)^(?:©|\(c\)|copyright\b)`)
	transcriptNote = pattern.New(`(?i)^to order (?:an? |your |this )?(?:\w+ )?(?:videos?|tapes?|copy|copies|transcripts?|cassettes?|dvds?|cds?|recordings?)\b.{0,90}$|^(?:the )?(?:curtain|blackout)(?: falls| down)?\.?$|^(?:slow )?(?:fade|cut|dissolve)s? (?:out|in|to (?:black|white|credits|titles?|end titles?))\.?$|^content and programming copyright\b|\btranscripts?\b.*\b(?:rush|deadline|accuracy|final form|contractor|provided by|otter\.ai|verb8tm|created by|authoritative record)\b|\b(?:this|the) (?:interview|conversation|transcript|discussion) (?:was|has been) (?:\pL+ly )?(?:edited|condensed|shortened|abridged)\b|^(?:auto(?:matically)?[- ])?transcri(?:bed|ption|pt) (?:by|with|provided|courtesy)\b.{0,80}$|^(?:this|the) (?:interview|conversation|transcript|discussion|q ?& ?a)\b.*\b(?:edited|condensed|lightly|shortened|abridged)\b` +
		`|\btranscript\b.*\bcomputer[- ]generated\b|^(?:meeting|call|recording|transcription) (?:ended|stopped)\b.{0,40}$|\bstopped (?:the )?(?:transcription|recording)$` +
		`|^(?:das (?:gespräch|interview) führten?|(?:die )?(?:fragen|interview|das interview) (?:stellten?|führten?)|(?:propos|entretien) recueillis? par|entretien réalisé par|entrevista realizada por|intervista (?:di|a cura di))\b.{0,120}$` +
		`|^(?:interview(?:ed)?|interview conducted|questions) (?:by|:) .{3,80}$|^interview: \p{Lu}.{2,60}$|^äußerungen unserer gesprächspartner\b|^the views expressed\b|^note: the .{0,60}\b(?:began|spoke|was (?:recorded|taped|released))\b`)
)

// isFurniture gives the reason why a line is no part of the text, "" where it is one.
func isFurniture(s string) string {
	if len(s) > 220 {
		return ""
	}
	s = strings.TrimSpace(s)
	if why := phrase(s); why != "" {
		return why
	}
	if many, _ := serviceLine(s); many {
		return "share button"
	}
	if len(s) >= 20 && !strings.Contains(s, " ") && pictureName.MatchString(s) {
		return "name of a picture file"
	}
	for _, f := range furniture {
		if f.form.MatchString(s) {
			return f.why
		}
	}
	return ""
}

// isCredit reports whether a line is a picture's credit: a copyright sign and names, but no year.
func isCredit(s string) bool { return credit.MatchString(s) && count(s) <= 10 }

// furniture leaves out the page's own lines below the head, and what stands at the end of the page.
func (r *reading) furniture() {
	r.posts()
	r.tail()
	r.again()
	r.pictures()
	r.also()
	turn, paged := false, 0 // paged is the paragraph below the foot of a page
	above := ""
	for i := range r.paras {
		p := &r.paras[i]
		turn = turn || p.label != nil
		if p.kind != plain || r.wrapped && len(p.lines) > 2 || p.label != nil && len(p.lines) == 1 {
			continue
		}
		gone := map[int]bool{}
		for j, l := range p.lines {
			s := bare(l.s)
			why := isFurniture(s)
			if why == "" && captionWord.MatchString(above) && count(s) < 40 {
				why = "caption of a picture"
			}
			if why == "" && (i < 6 || i > len(r.paras)-8) && isNotice(s) && count(s) < 90 && r.res.Kind != "transcript" {
				why = "notice of the site"
			}
			above = s
			if why == "" && isCredit(s) {
				why = "credit of a picture"
			}
			if why == "" && copyLine.MatchString(s) && i >= len(r.paras)-4 && copyright.MatchString(s) && count(s) < 60 && rightsName(s) != noName {
				why = "copyright line"
			}
			if foot := addressAlone.MatchString(s) || i == paged && allDigits.ReplaceAllString(s, "") == ""; why == "" && turn && foot && len(p.lines) == 1 {
				why, paged = "foot of a page", i+1
			}
			if why == "" && turn && len(p.lines) == 1 && i+1 < len(r.paras) && r.paras[i+1].label != nil && alsoHeading.MatchString(s) {
				why = "heading of a list of other articles"
			}
			if _, _, date := dateLine(s); why == "" && date && i >= len(r.paras)-2 && i > 3 && (dayWord.MatchString(s) || r.res.Published != "" && strings.HasPrefix(r.res.Published, date0(s))) {
				why = "a line of dates"
			}
			if why == "" || j == 0 && p.label != nil {
				continue
			}
			gone[j] = true
			r.drop(l, why)
			if p.label == nil {
				r.withNeighbour(p, j, why, gone)
			}
			if why == "contact line" && j+1 == len(p.lines) {
				r.linkAfter(i)
			}
		}
		*p = p.without(gone)
	}
	r.paras = compact(r.paras)
	r.repeats()
	r.afterTurns(turn)
}

// captionWord matches the word above a caption.
var captionWord = pattern.New(`(?i)^image caption,?$`)

// notice matches what a site says of browsers and cookies, in more words than a button.
var notice = pattern.New(`(?i)\b(?:you are using (?:a|an) [^.]{0,30}browser|(?:upgrade|update) your browser|your browser (?:is too old|is (?:not|no longer) supported|isn[’']t supported|does not (?:support|allow)|doesn[’']t (?:support|allow))|(?:please |you need to )enable javascript|javascript (?:is|must be) (?:disabled|enabled)(?: in your browser|\.|$)|(?:we|this (?:web)?site|our (?:web)?site) uses? cookies (?:to|and|for)|(?:wir|diese (?:web)?seite) verwende[nt] cookies|(?:nous utilisons|ce site utilise) des cookies|(?:utilizamos|este sitio (?:web )?utiliza|este site utiliza) cookies|(?:questo sito|utilizziamo)[^.]{0,12} cookie|(?:deze (?:web)?site gebruikt|wij gebruiken) cookies)\b|هذا الموقع يستخدم ملف`)

// isNotice reports whether a line is such a notice.
func isNotice(s string) bool {
	return noticeWord.MatchString(s) && notice.MatchString(s)
}

var noticeWord = pattern.New(`rowser|ookie|avaScript|avascript|ملف`)

// date0 is the day that a line says first.
func date0(s string) string {
	d, _ := dateIn(s)
	return d
}

// addressAlone matches a line that is nothing but a page's address.
var addressAlone = pattern.New(`^(?:https?://|www\.)[^\s]+$`)

// dayWord matches what a line says that has the day of publication or of a change.
var dayWord = pattern.New(`(?i)^(?:first |last |originally )?(?:published|posted|updated|modified|publié|publicado|pubblicato|veröffentlicht|aktualisiert|stand)\b`)

// moreLine matches a line that leads on from the one above.
var moreLine = pattern.New(`(?i)^(?:read more|lire la suite|weiterlesen|leer más|leggi tutto|lees verder|czytaj więcej|opens in (?:a )?new (?:window|tab) ?\]?)$`)

// withNeighbour leaves out the other line of two that make one thing: the headline above "Read more", what the newsletter is below "Sign up to".
func (r *reading) withNeighbour(p *para, j int, why string, gone map[int]bool) {
	if len(p.lines) != 2 || r.wrapped || gone[1-j] {
		return
	}
	s, other := bare(p.lines[j].s), bare(p.lines[1-j].s)
	switch {
	case j == 1 && moreLine.MatchString(s) && count(other) <= 20 && !strings.HasSuffix(other, "."):
		r.drop(p.lines[0], "pointer to another page")
	case j == 1 && strings.EqualFold(other, "like this:") && why == "page furniture":
		r.drop(p.lines[0], why)
	case j == 0 && why == "list of categories" && count(other) <= 12 && !strings.HasSuffix(other, "."):
		r.drop(p.lines[1], why)
	case j == 0 && why == "invitation to subscribe" && count(other) <= 30:
		r.drop(p.lines[1], why)
	default:
		return
	}
	gone[1-j] = true
}

// linkAfter leaves out the address that a contact line announces.
func (r *reading) linkAfter(i int) {
	if i+1 < len(r.paras) && len(r.paras[i+1].lines) == 1 && count(bare(r.paras[i+1].text())) <= 4 && strings.Contains(r.paras[i+1].text(), ".") {
		r.drop(r.paras[i+1].lines[0], "contact line")
		r.paras[i+1].lines = nil
	}
}

// repeats leaves out a paragraph that the next one begins with: a page's teaser, cut or whole.
func (r *reading) repeats() {
	for i := 0; i+1 < len(r.paras) && i < 12; i++ {
		p, q := &r.paras[i], r.paras[i+1]
		if p.label != nil {
			break
		}
		if p.kind != plain || q.kind != plain || q.label != nil || len(p.lines) != 1 {
			continue
		}
		a, b := words.Same(p.lines[0].s), words.Same(q.text())
		a = strings.TrimRight(a, ".… ")
		if count(a) >= 8 && strings.HasPrefix(b, a) {
			r.drop(p.lines[0], "a cut repeat of the next paragraph")
			p.lines = nil
		}
	}
	r.paras = compact(r.paras)
}

// about reports whether a paragraph says who one of the speakers is, as pages do below an interview.
func (r *reading) about(s string) bool {
	for _, v := range r.voices {
		for _, n := range v.names {
			if more, ok := strings.CutPrefix(s, n); ok && personName(n) && isWho.MatchString(more) {
				return true
			}
		}
	}
	return false
}

var isWho = pattern.New(`^(?:,[^,]{2,60},)? (?:is|was|ist|war|est|es|è) (?:an?|the|one|author|professor|director|co-|ein|eine|der|die|une?|le|la|el|una?|il)\b`)

// afterTurns marks notes about the transcript behind the last turn, which nobody speaks.
func (r *reading) afterTurns(transcript bool) {
	if !transcript {
		return
	}
	if n := len(r.paras) - 1; n >= 0 && r.paras[n].label != nil && r.paras[n].kind == plain && !r.wrapped {
		p := &r.paras[n]
		if j := slices.IndexFunc(p.lines, func(l line) bool { return transcriptNote.MatchString(bare(l.s)) }); j > 0 { // below the last words without a blank line
			note := para{lines: p.lines[j:]}
			p.lines = p.lines[:j:j]
			r.paras = append(r.paras, note)
		}
	}
	for i := len(r.paras) - 1; i >= 0 && i >= len(r.paras)-5; i-- {
		p := &r.paras[i]
		if p.label != nil {
			break
		}
		if p.kind == plain && (r.about(p.text()) || transcriptNote.MatchString(bare(p.text())) || endLine.MatchString(p.text())) {
			for j := i; j < len(r.paras); j++ {
				r.paras[j].after = true
			}
		}
	}
}
