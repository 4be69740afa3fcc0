package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/captions"
)

// eachCue gives voices to captions of which nearly each one begins with who speaks, as programs for meetings write them: before a colon, whatever stands in
// the name, or in brackets on a line of its own. Another one who speaks in the same caption stands below a dash. Two names at least must come again. It
// reports whether it did so.
func (r *reading) eachCue(cues []captions.Cue) ([]captions.Cue, bool) {
	cued, heads := 0, [2]map[string]int{{}, {}} // by form, the names that captions begin with
	inside := map[string]int{}
	for _, c := range cues {
		lines := c.Lines()
		if len(lines) == 0 || len(lines) == 1 && isStage(lines[0].Text) {
			continue
		}
		cued++
		for form := range heads {
			name, _ := cueHead(lines[0].Text, form)
			if name == "" || form == 1 && len(lines) == 1 {
				continue
			}
			heads[form][name]++
			for k := 1; k+2 < len(lines) && form == 1; k++ {
				if another, _ := cueHead(lines[k+1].Text, form); another != "" && onlyDash(lines[k].Text) {
					inside[another]++
				}
			}
		}
	}
	for form, names := range heads {
		n, again := 0, 0
		for _, k := range names {
			n += k
		}
		if form == 1 {
			for name, k := range inside {
				names[name] += k
			}
		}
		for _, k := range names {
			if k > 1 {
				again++
			}
		}
		if n >= 4 && n*10 >= cued*9 && again > 1 && len(names)*2 <= n {
			return r.withHeads(cues, names, form), true
		}
	}
	return cues, false
}

// cueHead is the name before a colon (form 0), or in brackets (form 1), that a line begins with, and the words behind it.
func cueHead(s string, form int) (name, rest string) {
	if form == 1 {
		if !closed(s, '(', ')') && !closed(s, '[', ']') {
			return "", ""
		}
		name = strings.TrimSpace(s[1 : len(s)-1])
	} else {
		i := strings.IndexAny(s, ":：")
		if i < 1 || i > 80 {
			return "", ""
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		name, rest = strings.TrimSpace(s[:i]), s[i+n:]
		if rest != "" && s[i] == ':' && rest[0] != ' ' {
			return "", ""
		}
		rest = strings.TrimSpace(rest)
	}
	c, _ := utf8.DecodeRuneInString(name)
	if !unicode.IsLetter(c) && !unicode.IsDigit(c) || count(name) > 8 || staged(name) || notName(name) || strings.ContainsAny(name, "?!…“”\"") || leadIn(name) && !strings.ContainsAny(name, "()|@") {
		return "", ""
	}
	return name, rest
}

func onlyDash(s string) bool { return strings.Trim(s, "-–— ") == "" }

// withHeads makes voices of the names that captions begin with.
func (r *reading) withHeads(cues []captions.Cue, names map[string]int, form int) []captions.Cue {
	signs := gathering{r: r}
	out := make([]captions.Cue, len(cues))
	for i, c := range cues {
		out[i] = c
		out[i].Runs = nil
		lines := c.Lines()
		voice := ""
		for k, l := range lines {
			name, rest := "", l.Text
			if k == 0 || form == 1 {
				if head, more := cueHead(l.Text, form); names[head] > 0 && !(len(lines) == 1 && isStage(l.Text)) {
					name, rest = head, more
				}
			}
			switch {
			case name != "":
				if voice = name; rest == "" {
					if k+1 == len(lines) || form == 0 {
						signs.add(line{l.N, name}, saidAgain)
					}
					continue
				}
			case form == 1 && onlyDash(l.Text) && k+1 < len(lines):
				signs.add(line{l.N, l.Text}, "a sign that another one speaks")
				continue
			}
			out[i].Runs = append(out[i].Runs, captions.Run{Voice: voice, Text: rest, Line: l.N})
		}
	}
	signs.report()
	return out
}
