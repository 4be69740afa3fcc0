package importer

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// pageNumber matches a line that holds nothing but the number of a page: Page 12, - 12 -, 12 of 40, 12.
var pageNumber = pattern.New(`^[-–—\[(]*\s*((?i:page|seite|página|pagina|p\.)\s*)?(\d{1,4})(?:\s*(?i:of|/|von|de|sur|di)\s*\d{1,4})?\s*[-–—\])]*$`)

// pageLines finds the lines that stand at the breaks of pages: their numbers, each one more than that before, and what is the same on most of
// them. It gives the reason to leave each out, by index. Numbers without a word beside them are those of pages only where some cut a sentence; else
// they may be those of chapters. outside holds the lines without a number in a text whose lines are numbered.
func pageLines(lines []string, outside map[int]bool) map[int]string {
	why := numberedPages(lines, true)
	if why == nil {
		why = numberedPages(lines, false)
	}
	if why == nil {
		why = map[int]string{}
	}
	runningLines(lines, outside, why)
	return why
}

// runningLines finds lines that are the same again and again but for the number of the page in them, and in a text whose lines are numbered those
// that stand outside.
func runningLines(lines []string, outside map[int]bool, why map[int]string) {
	same := map[string][]int{}
	for i, l := range lines {
		if len(l) < 160 && why[i] == "" && (outside[i] || strings.ContainsAny(l, "0123456789")) && words.Has(l) {
			k := key(allDigits.ReplaceAllString(l, "0"))
			same[k] = append(same[k], i)
		}
	}
	for k, at := range same {
		if len(at) < 2 || count(k) < 2 {
			continue
		}
		running := outside[at[0]] && len(at) > 2
		if !running && strings.Contains(k, "0") {
			running = counting(lines, at)
		}
		if !running {
			continue
		}
		for _, i := range at {
			why[i] = "stands on every page"
		}
	}
}

var (
	allDigits = pattern.New(`\d+`)
	pageWord  = pattern.New(`(?i)\b(?:page|seite|página|pagina|p\.) ?\d`)
)

// runsOn reports whether the line after another goes on in small letters, as a sentence does that a page cut.
func runsOn(lines []string, i int) bool {
	next := nextLine(lines, i, 1)
	if next < 0 || next >= len(lines) {
		return false
	}
	c, _ := utf8.DecodeRuneInString(strings.TrimSpace(lines[next]))
	return unicode.IsLower(c)
}

// counting reports whether one number in the lines is one more in each, as that of a page, and either they say so or some cut a sentence.
func counting(lines []string, at []int) bool {
	cuts := 0
	var last []string
	steps := make([]int, len(allDigits.FindAllString(lines[at[0]], -1)))
	for _, i := range at {
		if before := nextLine(lines, i, -1); before >= 0 && !sentenceEnd.MatchString(lines[before]) && count(lines[before]) > 5 {
			cuts++
		}
		all := allDigits.FindAllString(lines[i], -1)
		for k := range last {
			a, _ := strconv.Atoi(last[k])
			if b, _ := strconv.Atoi(all[k]); b == a+1 {
				steps[k]++
			}
		}
		last = all
	}
	if len(at) == 2 && (cuts < 2 || slices.ContainsFunc(at, func(i int) bool { return !runsOn(lines, i) })) {
		return false
	}
	return slices.Contains(steps, len(at)-1) && (pageWord.MatchString(lines[at[0]]) || cuts*3 >= len(at))
}

// numberedPages looks at numbers with a word beside them, or at those without.
func numberedPages(lines []string, worded bool) map[int]string {
	var at []int
	last, cuts := -1, 0
	for i, l := range lines {
		l = strings.TrimSpace(l)
		if len(l) > 24 {
			continue
		}
		m := pageNumber.FindStringSubmatch(l)
		if m == nil || worded != (m[1] != "") {
			continue
		}
		n, _ := strconv.Atoi(m[2])
		if last >= 0 && n != last+1 {
			if n == last {
				continue
			}
			return nil
		}
		last = n
		at = append(at, i)
		if before := nextLine(lines, i, -1); before >= 0 && !sentenceEnd.MatchString(lines[before]) && count(lines[before]) > 5 {
			cuts++
		}
	}
	if len(at) < 2 || !worded && (len(at) < 3 || cuts*3 < len(at)) {
		return nil
	}
	why := map[int]string{}
	for _, i := range at {
		why[i] = "number of a page"
	}
	near := map[string][]int{} // lines beside the numbers, by their words
	for _, i := range at {
		for _, step := range []int{-1, 1} {
			j := i
			for range 2 {
				if j = nextLine(lines, j, step); j < 0 || why[j] != "" {
					break
				}
				s := key(lines[j])
				if all := near[s]; len(all) == 0 || all[len(all)-1] < j {
					near[s] = append(all, j)
				}
			}
		}
	}
	for s, all := range near {
		if len(all) >= 3 && len(all)*2 >= len(at) && count(s) > 1 {
			for _, i := range all {
				why[i] = "stands on every page"
			}
		}
	}
	return why
}

// nextLine is the next line with words before or after line i, -1 where there is none.
func nextLine(lines []string, i, step int) int {
	for i += step; i >= 0 && i < len(lines); i += step {
		if strings.TrimSpace(lines[i]) != "" {
			return i
		}
	}
	return -1
}
