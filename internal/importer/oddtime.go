package importer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// oddTime matches a time that is written with letters, or with the number of a frame behind it: [12m 03s], 1h02m03s, 00:12:03:14.
var oddTime = regexp.MustCompile(`(^|[\s\[(<])(?:(?:(\d{1,2}) ?h(?:ours?|rs?)? ?)?(\d{1,3}) ?m(?:in)? ?(\d{1,2}) ?s(?:ec)?|(\d{1,2}):(\d{2}):(\d{2})[:;]\d{2})([\s\])>:]|$)`)

// readOddTime reads a label beside such a time, as it reads one beside a plain time; begins is the first words of the line.
func readOddTime(s, begins string) ([]found, bool) {
	m := oddTime.FindStringSubmatchIndex(begins)
	if m == nil {
		return nil, false
	}
	part := func(i int) int {
		if m[2*i] < 0 {
			return 0
		}
		n, _ := strconv.Atoi(begins[m[2*i]:m[2*i+1]])
		return n
	}
	h, min, sec := part(2)+part(5), part(3)+part(6), part(4)+part(7)
	time := fmt.Sprintf("%02d:%02d:%02d", h+min/60, min%60, sec)
	before, after := begins[:m[3]], s[m[16]:]
	all := readLabel(before + time + after)
	if len(all) == 0 || all[0].time != time || strings.Contains(all[0].rest, time) {
		return nil, false
	}
	all[0].clock = strings.TrimSpace(s[m[3]:m[16]])
	return all[:1], true
}
