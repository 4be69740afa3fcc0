package importer

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// Lines that pages print in the same words everywhere: buttons, headings of boxes, forms. They are compared whole, in lower case and without the
// marks around them, so that no sentence of a text is one of them.

// phrases gives the reason to leave such a line out, by its words.
var phrases = func() map[string]string {
	m := map[string]string{}
	for why, list := range map[string]string{
		"page furniture": `accessibility links|about us|contact us|breaking news|home page|site map|sitemap|skip to navigation|experimental feature|click to follow|follow live
			we're sorry, this feature is currently unavailable. we're working to restore it. please try again later
			close panel|jump to comments|skip to content|skip past newsletter promotion|after newsletter promotion|photograph|view image in fullscreen|zur startseite|find a new job
			get all your news in one place|start reading|schließen|© riproduzione riservata|riproduzione riservata|follow this author|search for this author in
			watch live|live tv|image|imagen|imagem|immagine|afbeelding|obraz|foto autor|photo by|source link|fecha actualización|fecha de actualización|video recomendado|minuto a minuto|dernières infos|dernières nouvelles|dernière minute|publié modifié|copié
			boletín de noticias|boletim|newsletters|bulletin|download pdf|view pdf|pdf|font size|text size|a a a|a+ a-|print article|print this article|go back|torna su
			voltar|terug|wróć|powrót|geri|вернуться назад|назад|главная|strona główna|página inicial|home page|ana sayfa|anasayfa|الرئيسية|en direct|a suivre|à suivre|sitene ekle|güncelleme
			listen to article|listen to this page|loading…|load more|see more|show more|show less|read full story|más información|leggi anche|search for
			advertisement - scroll to continue reading|scroll to continue with content|scroll to continue|story continues below this advertisement|story continues below|skip ad|remove ads
			czyta się kilka minut|czytaj dalej|weiter zum artikel|zur großansicht|bild vergrößern|vollbild|tt|all rights reserved|alle rechte vorbehalten|todos los derechos reservados|tous droits réservés`,
		"advertisement": `anuncio|anuncios|anzeigen|ads by google|annuncio|annonce|annonces|advertorial|paid content|promoted|- anuncio -|реклама 18+|ilan|reklamlar|sponsored links`,
		"comment button": `no comments|comments are closed|comentarios|comentários|commentaires|commenti|reacties|komentarze|yorumlar|yorum yaz|комментарии|коментарі|التعليقات|كومنت|leave a reply
			leave a comment|post a comment|add a comment|write a comment|view comments|please enter your comment!|please enter your name here|please enter your comment|cancel reply|post comment
			you must be logged in to post a comment|your email address will not be published|your email address will not be published. required fields are marked *|required fields are marked *
			save my name, email, and website in this browser for the next time i comment|this site uses akismet to reduce spam. learn how your comment data is processed
			bir yanıt yazın|e-posta adresiniz yayınlanmayacak. gerekli alanlar * ile işaretlenmişlerdir|deine e-mail-adresse wird nicht veröffentlicht. erforderliche felder sind mit * markiert
			deja una respuesta|deja un comentario|tu dirección de correo electrónico no será publicada. los campos obligatorios están marcados con *|laisser un commentaire|laisser une réponse
			votre adresse e-mail ne sera pas publiée. les champs obligatoires sont indiqués avec *|lascia un commento|i commenti a questo articolo sono attualmente chiusi|deixe um comentário
			deixe uma resposta|o seu endereço de e-mail não será publicado. campos obrigatórios são marcados com *|geef een reactie|plaats een reactie|je e-mailadres wordt niet gepubliceerd. vereiste velden zijn gemarkeerd met *
			dodaj komentarz|twój adres e-mail nie zostanie opublikowany. wymagane pola są oznaczone *|добавить комментарий|оставить комментарий|ваш адрес email не будет опубликован. обязательные поля помечены *
			اترك تعليقا|اترك تعليقاً|أضف تعليق|أرسل تعليقك|لن يتم نشر عنوان بريدك الإلكتروني|التعليقات مغلقة لهذا المقال|sort by|most recent|oldest first|newest first|join the conversation|join the discussion`,
		"share button": `share article|share this post|share this page|share this via|share story|share link|spread the word|share on|share via|share this|tweet this|like this|condividi l'articolo|compartir en|comparte
			comparte esta noticia|partager l'article|partager sur|artikel teilen|beitrag teilen|teilen auf|udostępnij na|podziel się|paylaş|haberi paylaş|поделиться в соцсетях|شارك المقال|شارك الخبر
			copy link|copy url|link copied|copiar enlace|copiar link|copia link|lien copié|link kopieren|kopiuj link`,
		"invitation to subscribe": `are you already a subscriber?|already a subscriber?|already a subscriber? log in|already a member? log in|click to log in!|to read the full story|subscribe now|subscribe today|become a member
			this article is for subscribers only|this content is for subscribers only|subscriber only|réservé aux abonnés|article réservé aux abonnés|cet article est réservé aux abonnés
			per continuare a leggere questo articolo|contenido exclusivo para suscriptores|solo para suscriptores|sólo para suscriptores|sie haben bereits ein abo?|sie sind bereits abonnent?|jetzt abonnieren
			weiterlesen mit abo|exclusivo para assinantes|al abonnee?|alleen voor abonnees|tylko dla prenumeratorów|لديك حساب ؟ تسجيل الدخول|لديك حساب؟ تسجيل الدخول|support our journalism|support independent journalism`,
	} {
		for phrase := range strings.FieldsFuncSeq(list, func(c rune) bool { return c == '|' || c == '\n' }) {
			phrase = strings.TrimSpace(phrase)
			if other := m[phrase]; other != "" && other != why {
				panic("two reasons for " + phrase) // which one it got would be chance
			}
			m[phrase] = why
		}
	}
	return m
}()

// phrase gives the reason to leave out a line that pages print in the same words everywhere, "" where it is none.
func phrase(s string) string {
	if len(s) > 160 {
		return ""
	}
	s = strings.ReplaceAll(strings.ToLower(s), "’", "'")
	if freeSource.MatchString(s) {
		return "page furniture"
	}
	if why := phrases[strings.Trim(s, " \t•·|»›«‹>→:.…-–—")]; why != "" {
		return why
	}
	return phrases[s]
}

// freeSource matches what wikis say of themselves on top.
var freeSource = pattern.New(`^from [^ ]+, the free [^.]{3,50}$`)

// services are the names of networks on the buttons of pages.
var services = set(`facebook twitter whatsapp whats-app telegram linkedin pinterest reddit messenger viber flipboard tumblr vk vkontakte odnoklassniki pocket threads bluesky mastodon xing
	skype wechat weibo instagram youtube tiktok e-mail email mail print drucken imprimer imprimir stampa x share tweet pin copy link teilen partager compartir condividi paylaş sms line rss
	facebookfacebook twittertwitter gmail evernote`)

// serviceLine reports whether a line holds nothing but names of networks, glued or apart: many says that there are two at least.
func serviceLine(s string) (many, ok bool) {
	n := 0
	if len(s) > 160 {
		return false, false
	}
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(c rune) bool { return strings.ContainsRune(" ,|/•·+()&", c) }) {
		if !services[w] && !gluedServices.MatchString(w) {
			return false, false
		}
		if n++; !services[w] {
			n++
		}
	}
	return n > 1, n > 0
}

var gluedServices = pattern.New(`^(?:facebook|twitter|whatsapp|telegram|linkedin|pinterest|reddit|e-?mail|print|share|tweet|messenger|copy ?link|link|line|viber|instagram|youtube|pocket|flipboard|x){2,}$`)

// buttons leaves out lines of names of networks that stand together, one a line.
func (r *reading) buttons() {
	if r.res.Kind == "transcript" || r.keeps() {
		return
	}
	type place struct{ para, line int }
	var run []place
	gone := map[int]map[int]bool{}
	flush := func() {
		names := map[string]bool{}
		for _, at := range run {
			names[strings.ToLower(r.paras[at.para].lines[at.line].s)] = true
		}
		for _, at := range run {
			if len(names) < 2 {
				break
			}
			if gone[at.para] == nil {
				gone[at.para] = map[int]bool{}
			}
			gone[at.para][at.line] = true
			r.drop(r.paras[at.para].lines[at.line], "share button")
		}
		run = nil
	}
	for i, p := range r.paras {
		for j, l := range p.lines {
			if _, ok := serviceLine(bare(l.s)); ok && p.kind == plain && p.label == nil {
				run = append(run, place{i, j})
			} else {
				flush()
			}
		}
	}
	flush()
	for i := range gone {
		r.paras[i] = r.paras[i].without(gone[i])
	}
	r.paras = compact(r.paras)
}
