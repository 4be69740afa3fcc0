package importer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/source"
	"github.com/lateral-reader/lateral/internal/words"
)

// splice changes front matter without touching what it does not change: comments, order and form of the other keys stay as they are.
type splice struct {
	lines []string // each with its line feed
}

var topKey = pattern.New(`^(?:"([^"]+)"|'([^']+)'|([A-Za-z-]+))[ \t]*:(?:[ \t]|\r?\n|$)`)

// find gives the lines of a key, comments and blank lines after its value not included; from is -1 where there is none.
func (f *splice) find(key string) (from, to int) {
	from = -1
	for i, l := range f.lines {
		m := topKey.FindStringSubmatch(l)
		if m == nil {
			continue
		}
		if from >= 0 {
			return from, f.trim(from, i)
		}
		if m[1]+m[2]+m[3] == key {
			from = i
		}
	}
	if from < 0 {
		return -1, -1
	}
	return from, f.trim(from, len(f.lines))
}

// trim leaves the comments and blank lines before the next key to that key.
func (f *splice) trim(from, to int) int {
	for to > from+1 {
		if l := strings.TrimSpace(f.lines[to-1]); l != "" && !strings.HasPrefix(f.lines[to-1], "#") {
			break
		}
		to--
	}
	return to
}

// block puts the lines of a key in the place of its old ones, or at the end.
func (f *splice) block(key, text string) {
	from, to := f.find(key)
	if from < 0 {
		from, to = len(f.lines), len(f.lines)
	}
	f.lines = append(f.lines[:from:from], append(strings.SplitAfter(strings.TrimSuffix(text, "\n"), "\n"), f.lines[to:]...)...)
	for i, l := range f.lines {
		if !strings.HasSuffix(l, "\n") {
			f.lines[i] = l + "\n"
		}
	}
}

// plainComment matches a comment behind a value without quotation marks or brackets.
var plainComment = pattern.New(`^[^"'\[{]*?([ \t]+#.*)\n?$`)

// value writes a key with a value on one line, with the comment that stood there. An empty value takes the key out; a new key stands after the title.
func (f *splice) value(key, v string) {
	from, to := f.find(key)
	if from < 0 {
		if _, at := f.find("title"); v != "" && at >= 0 {
			f.lines = append(f.lines[:at:at], append([]string{key + ": " + v + "\n"}, f.lines[at:]...)...)
		}
		return
	}
	if v == "" {
		f.lines = append(f.lines[:from:from], f.lines[to:]...)
		return
	}
	comment := ""
	if m := plainComment.FindStringSubmatch(f.lines[from]); m != nil && to == from+1 {
		comment = m[1]
	}
	f.block(key, key+": "+v+comment+"\n")
}

// speakers declares the labels that only the corrected file has.
func (f *splice) speakers(old *source.Source, now *Result) error {
	known := map[string]bool{}
	for _, l := range old.Speakers {
		known[words.Same(l.Name)] = true
	}
	var flow, block []string
	for _, s := range now.Speakers {
		for _, l := range s.Labels {
			if !known[words.Same(l)] {
				flow = append(flow, field.QuoteFlow(l)+": "+s.ID)
				block = append(block, field.Quote(l)+": "+s.ID+"\n")
			}
		}
	}
	if len(flow) == 0 {
		return nil
	}
	from, to := f.find("speakers")
	if from < 0 {
		f.block("speakers", "speakers:\n  "+strings.Join(block, "  "))
		return nil
	}
	if i := strings.LastIndexByte(f.lines[from], '}'); i >= 0 && to == from+1 && strings.Contains(f.lines[from], ": {") {
		sep := ", "
		if strings.TrimSpace(f.lines[from][strings.IndexByte(f.lines[from], '{')+1:i]) == "" {
			sep = ""
		}
		f.lines[from] = f.lines[from][:i] + sep + strings.Join(flow, ", ") + f.lines[from][i:]
		return nil
	}
	if to == from+1 {
		return fmt.Errorf("the labels %s cannot be added to speakers, which is not written as a list of lines; add them by hand", strings.Join(flow, ", "))
	}
	indent := f.lines[from+1][:len(f.lines[from+1])-len(strings.TrimLeft(f.lines[from+1], " "))]
	for i := range block {
		block[i] = indent + block[i]
	}
	f.lines = append(f.lines[:to:to], append(block, f.lines[to:]...)...)
	return nil
}

// stretches puts what the corrected file has under turns, and takes out what only the old one had. What a person wrote there stays.
func (f *splice) stretches(old *source.Source, base, now *Result) {
	from, to := f.find("turns")
	if from < 0 {
		from, to = len(f.lines), len(f.lines)
	} else if to-from-1 != len(old.Stretches) {
		return // not written as a list of lines
	}
	entries := func(r *Result) (all []string) {
		for _, s := range r.stretches {
			all = append(all, s.write(old.OwnVoice(), old.Voice.S))
		}
		return all
	}
	was, next := []string(nil), entries(now)
	if base != nil {
		was = entries(base)
	}
	text := words.Fold(now.Body)
	var kept []string
	begins := map[string]bool{}
	for i, st := range old.Stretches {
		l := f.lines[from+1+i]
		if slices.Contains(next, l) || !slices.Contains(was, l) && len(text.Find(st.From)) == 1 {
			kept = append(kept, l)
			begins[words.Same(st.From)] = true
		}
	}
	for i, l := range next {
		if !begins[words.Same(now.stretches[i].from)] && !slices.Contains(was, l) {
			kept = append(kept, l)
		}
	}
	if len(kept) > 0 {
		kept = append([]string{"turns:\n"}, kept...)
	}
	f.lines = append(f.lines[:from:from], append(kept, f.lines[to:]...)...)
}

// original is the block of front matter that says which file a text came from.
func original(o Original) string {
	s := fmt.Sprintf("original:\n  name: %s\n  size: %d\n  sha256: %s\n  format: %s\n", field.Quote(o.Name), o.Size, o.SHA256, o.Format)
	if o.Time != "" {
		s += "  time: " + field.Quote(o.Time) + "\n"
	}
	return s
}
