package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const timePattern = `\[(\d{1,3}(?::\d{2}){1,2}(?:[.,]\d{1,3})?)\]`

// labelLine matches a line that begins with something like a label: [time] **label** [time] : [time].
var labelLine = regexp.MustCompile(`^(?:` + timePattern + `\s*)?(\*\*|__)?(?:` + timePattern + `\s*)?([^:：\[\]*\n]{1,100}?)(\*\*|__)?\s*(?:` +
	timePattern + `)?(\*\*|__)?\s*[:：](\*\*|__)?[ \t]*(?:` + timePattern + `[ \t]*)?`)

// longestLabel is how many characters of a label's name labelLine takes at most.
const longestLabel = 100

// Label is what stands at the beginning of a line of a transcript.
type Label struct {
	Name string // as printed
	Time string // as printed, without brackets; "" where none stands
	Len  int    // bytes of the line up to the first word
}

// labelled reports whether a line may begin with a label. Most have no colon, and nobody looks at those at length.
func labelled(line []byte) bool {
	head := line[:min(len(line), 400)]
	return bytes.IndexByte(head, ':') >= 0 || bytes.Contains(head, []byte(fullColon))
}

const fullColon = "："

// ReadLabel reads something that has the form of a label at the beginning of a line, declared or not.
func ReadLabel(line string) (Label, bool) {
	if head := line[:min(len(line), 400)]; strings.IndexByte(head, ':') < 0 && !strings.Contains(head, fullColon) { // as in labelled
		return Label{}, false
	}
	return readLabel([]byte(line))
}

// readLabel is ReadLabel for a line that is known to be labelled.
func readLabel(line []byte) (Label, bool) {
	c, ok, sure := cutLabel(line)
	switch {
	case !sure:
		return matchLabel(string(line))
	case !ok:
		return Label{}, false
	}
	return Label{Name: string(line[c.name.from:c.name.to]), Time: string(line[c.time.from:c.time.to]), Len: c.len}, true
}

// matchLabel is ReadLabel by the pattern.
func matchLabel(line string) (Label, bool) {
	m := labelLine.FindStringSubmatch(line)
	if m == nil {
		return Label{}, false
	}
	l := Label{Name: strings.TrimSpace(m[4]), Len: len(m[0])}
	for _, t := range []string{m[1], m[3], m[6], m[9]} {
		if t != "" {
			l.Time = t
		}
	}
	bold := 0
	for _, s := range []string{m[2], m[5], m[7], m[8]} {
		if s != "" {
			bold++
		}
	}
	return l, l.Name != "" && bold%2 == 0
}

// labelCut is where the parts of a label stand in its line.
type labelCut struct {
	name, time stretch
	len        int
}

// cutLabel reads what labelLine does where no marks of emphasis stand near the label, in a tenth of the time; where sure is false, the pattern is to look.
func cutLabel(line []byte) (c labelCut, ok, sure bool) {
	i := timeAt(line, 0)
	if i > 0 {
		c.time = stretch{1, i - 1}
		if i = behind(line, i, " \t\r\f"); i < len(line) && line[i] == '[' {
			return c, false, false
		}
	}
	c.name.from = i
	for ; i < len(line) && colonAt(line, i) == 0 && line[i] != '['; i++ {
		switch next := min(i+1, len(line)-1); {
		case line[i] == '\n', line[i] == '*' && line[next] == '*', line[i] == '_' && line[next] == '_':
			return c, false, false
		case line[i] == ']', line[i] == '*':
			return c, false, true
		}
	}
	c.name.to = i
	if n := timeAt(line, i); n > 0 {
		c.time = stretch{i + 1, i + n - 1}
		i = behind(line, i+n, " \t\r\f")
	}
	n := colonAt(line, i)
	if n == 0 {
		return c, false, i == len(line) || line[i] != '*' && line[i] != '_' && line[i] != '\n'
	}
	if i += n; i < len(line) && (line[i] == '*' || line[i] == '_') {
		return c, false, false
	}
	i = behind(line, i, " \t")
	if n := timeAt(line, i); n > 0 {
		c.time = stretch{i + 1, i + n - 1}
		i = behind(line, i+n, " \t")
	}
	c.len = i
	return c, c.trim(line), true
}

// trim takes the white space off a name; it returns false where nothing is left, or more than labelLine takes.
func (c *labelCut) trim(line []byte) bool {
	name := line[c.name.from:c.name.to]
	if len(name) > longestLabel && utf8.RuneCount(bytes.TrimRight(name, " \t\r\f")) > longestLabel {
		return false
	}
	c.name.from += len(name) - len(bytes.TrimLeftFunc(name, unicode.IsSpace))
	c.name.to = c.name.from + len(bytes.TrimSpace(name))
	return c.name.to > c.name.from
}

// behind is the first place from i on that holds something else than white.
func behind(line []byte, i int, white string) int {
	for i < len(line) && strings.IndexByte(white, line[i]) >= 0 {
		i++
	}
	return i
}

// colonAt is the length of a colon at i, 0 where none stands.
func colonAt(line []byte, i int) int {
	switch {
	case i < len(line) && line[i] == ':':
		return 1
	case i < len(line) && line[i] == fullColon[0] && bytes.HasPrefix(line[i:], []byte(fullColon)):
		return len(fullColon)
	}
	return 0
}

// timeAt is the length of timePattern at i, 0 where it does not match.
func timeAt(line []byte, i int) int {
	if i >= len(line) || line[i] != '[' {
		return 0
	}
	digits := func(at, most int) (n int) {
		for n < most && at+n < len(line) && '0' <= line[at+n] && line[at+n] <= '9' {
			n++
		}
		return n
	}
	at := i + 1
	n := digits(at, 3)
	if n == 0 {
		return 0
	}
	at += n
	parts := 0
	for parts < 2 && at < len(line) && line[at] == ':' && digits(at+1, 2) == 2 {
		at, parts = at+3, parts+1
	}
	if at < len(line) && (line[at] == '.' || line[at] == ',') {
		if n = digits(at+1, 3); n > 0 {
			at += 1 + n
		}
	}
	if parts == 0 || at == len(line) || line[at] != ']' {
		return 0
	}
	return at + 1 - i
}
