package importer

import (
	"slices"
	"strings"
	"unicode"

	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

var (
	// HARBOROUGH (Reuters) - words; Harborough (HBC) words; (HBC) — words
	dateline = pattern.New(`^(?:(\p{Lu}[\pL .,'’/-]{1,45}?)\s*(?:,\s*[A-Z][a-z]{2,8}\.? \d{1,2})?\s*)?\(([^()]{2,40})\)\s*([-–—]*)`)
	// Harborough HBC — on a line of its own
	datelineAlone = pattern.New(`^\p{Lu}[\pL.,'’ -]{1,40}?\s([A-Z]{2,6})\s*[—–-]+\s*$`)
	// HARBOROUGH, November 14. /TASS/. words; МОСКВА, 14 ноя — РИА Новости. words
	datelineDay  = pattern.New(`^\p{Lu}[\p{L} .-]{1,40}, (?:\p{L}{3,9}\.? \d{1,2}|\d{1,2} \p{L}{3,9})(?:\. ?/(\p{Lu}[\p{L}. -]{1,30})/| ?[—–-] ?(\p{Lu}{2,5}(?: \p{Lu}\p{L}{2,15})?))\.|^\p{Lu}\p{Ll}{2,8}\.? \d{1,2} \((\p{Lu}{2,8})\) ?[-–—]`)
	copyright    = pattern.New(`(?i)(?:©|\(c\)|copyright)\s*(?:©|\(c\)|copyright)?\s*(?:by\s+)?(?:\d{4}(?:\s*[-–]\s*\d{2,4})?,?\s*(?:by\s+)?([^.,;|©()]{2,60})|([^.,;|©()0-9]{2,60}?),?\s*\d{4})`)
	pictureWords = pattern.New(`(?i)getty|images|photo|picture|shutterstock|illustration|foto|bild|/`)
)

// outlet finds who published the text where the text says so: in metadata, byline, dateline or copyright line.
func (r *reading) outlet() {
	if r.res.OutletName == "" {
		r.res.OutletName = r.fromDateline()
	}
	if r.res.OutletName == "" && !slices.ContainsFunc(r.res.Byline, func(n string) bool { return words.Same(n) == words.Same(r.rights) }) {
		r.res.OutletName = r.rights // of a line that names its author it is no outlet's
	}
	r.nameOutlet()
}

// nameOutlet gives the outlet its id.
func (r *reading) nameOutlet() {
	if r.res.OutletName == "" {
		return
	}
	if r.res.Outlet = r.known(r.res.OutletName, true); r.res.Outlet != "" {
		return
	}
	id := field.MakeID(r.res.OutletName)
	if !field.ValidID(id) {
		r.problem(0, "no id can be made of the outlet's name %q", r.res.OutletName)
		return
	}
	r.res.Outlet, r.res.OutletNew = r.free(id, "outlet"), true
}

func (r *reading) fromDateline() string {
	seen := 0
	for _, p := range r.paras {
		if p.kind != plain || p.label != nil {
			continue
		}
		if seen++; seen > 12 {
			break
		}
		s := bare(p.lines[0].s)
		if m := datelineAlone.FindStringSubmatch(s); m != nil && len(p.lines) == 1 {
			return m[1]
		}
		if m := datelineDay.FindStringSubmatch(s); m != nil {
			return m[1] + m[2] + m[3]
		}
		m := dateline.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		name := strings.TrimSpace(m[2])
		if isInitials(name) && strings.Contains(name, ".") {
			continue // EDNA (O.S.), of a script
		}
		place := m[1] != "" && (m[3] != "" || capitals(m[1]))
		if r.known(name, true) != "" || agencies[strings.ToLower(name)] || isInitials(name) && (place || m[1] == "") || place && isOutlet(name) {
			return name
		}
	}
	return ""
}

func (r *reading) fromCopyright() string {
	for i, p := range r.paras {
		if i > 3 && i < len(r.paras)-6 {
			continue
		}
		for _, l := range p.lines {
			s := bare(l.s)
			if name := rightsName(s); name != "" && name != noName && count(s) <= 60 && !pictureWords.MatchString(name) && count(name) <= 7 {
				return name
			}
		}
	}
	return ""
}

// noName is what rightsName gives where a line goes on as a sentence.
const noName = "\x00"

// rightsName is whom a line of rights names, "" where it names nobody. Three words in small letters are no name: Copyright 2019 was painted on the hull.
func rightsName(s string) string {
	m := copyright.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	name := strings.TrimSpace(allRights.ReplaceAllString(strings.TrimSpace(m[1]+m[2]), ""))
	if count(name) >= 3 && !strings.ContainsFunc(name, unicode.IsUpper) && strings.ContainsFunc(name, unicode.IsLower) {
		return noName
	}
	return name
}

var allRights = pattern.New(`(?i)\s*(?:[-–—]\s*)?all rights reserved.*$`)
