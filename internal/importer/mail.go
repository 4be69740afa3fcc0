package importer

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

var (
	mailKey     = pattern.New(`^(?i:(from|von|de|da|van|från|fra|od|sent|gesendet|envoyé|enviado|inviato|verzonden|date|datum|fecha|data|to|an|à|a|para|aan|till|til|do|cc|bcc|kopie|reply-to|antwort an|subject|betreff|objet|asunto|oggetto|onderwerp|ämne|emne|temat|assunto))\s?:\s*\S`)
	mailSubject = pattern.New(`(?i)^(?:subject|betreff|objet|asunto|oggetto|onderwerp|ämne|emne|temat|assunto)\s?:`)
	mailForward = pattern.New(`(?i)^[-–—_*\s]*(?:begin forwarded message|(?:forwarded|original|weitergeleitete|ursprüngliche) (?:message|nachricht)|message (?:transféré|d'origine)|mensaje (?:reenviado|original)|messaggio (?:inoltrato|originale))\s*:?[-–—_*\s]*$`)
)

// mailHead leaves out the head of a mail message above a text: who sent it to whom, when, and its subject. The day is that of the message. One of
// the lines has an address and one is the subject; a talk between people called From and To has neither.
func (r *reading) mailHead() {
	if r.way.format.Name != "text" && r.way.format.Name != "markdown" {
		return
	}
	type place struct{ para, line int }
	var found []place
	keys, address, subject := 0, false, false
scan:
	for i, p := range r.paras[:min(len(r.paras), 6)] {
		if p.kind != plain || p.label != nil {
			break
		}
		for j, l := range p.lines {
			s := bare(l.s)
			switch {
			case mailForward.MatchString(s):
			case mailKey.MatchString(s):
				keys++
				address = address || strings.Contains(s, "@")
				subject = subject || mailSubject.MatchString(s)
			default:
				break scan
			}
			found = append(found, place{i, j})
		}
	}
	if keys < 3 || !address || !subject {
		return
	}
	gone := map[int]map[int]bool{}
	for _, f := range found {
		r.drop(r.paras[f.para].lines[f.line], "head of a mail message")
		if gone[f.para] == nil {
			gone[f.para] = map[int]bool{}
		}
		gone[f.para][f.line] = true
	}
	for i := range r.paras[:min(len(r.paras), 6)] {
		r.paras[i] = r.paras[i].without(gone[i])
	}
	r.paras = compact(r.paras)
}
