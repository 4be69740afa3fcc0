package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// oddSigns are signs that hardly anything but a text with speakers has between the first word or two of most paragraphs and the rest. The groups are: name, rest.
var oddSigns = []*pattern.Pattern{
	pattern.New(`^([^;:.,!?=<>/|]{2,40}?) ?; +(\S.*)$`),
	pattern.New(`^([^;:.,!?=<>/|]{2,40}?) ?= +(\S.*)$`),
	pattern.New(`^([^;:.,!?=<>/|]{2,40}?) ?(?:>{1,2}|→|»|›) +(\S.*)$`),
	pattern.New(`^([^;:.,!?=<>/|]{2,40}?) ?/ +(\S.*)$`),
	pattern.New(`^([^;:.,!?=<>/|]{2,40}?)(?: {2,}|\t)(\S.*)$`),
	fullStop,
	pattern.New(`^([^;:.,!?=<>/|—–]{2,40}?)[—–](\S.*)$`),
	pattern.New(`^(?:<(?:b|strong|i|em|u)>) ?([^;:.,!?=<>/|]{2,40}?):? ?</(?:b|strong|i|em|u)> ?:? ?(\S.*)$`),
	boldLead,
	pattern.New(`^(?i:\[[bi]\]) ?([^\[\]:]{2,40}?):? ?(?i:\[/[bi]\]) ?:? ?(\S.*)$`),
	pattern.New(`^:{0,2}''' ?([^':]{2,40}?):? ?''' ?:? ?(\S.*)$`),
	pattern.New(`^((?:\p{Lu}\. ?){2,3}) ?[–—-] ?(\S.*)$`),
	pattern.New(`^\[([^\[\]]{2,40})\]()$`),
	pattern.New(`^[（【〔［]([^（）【】〔〕［］]{1,16})[）】〕］]()$`),
	pattern.New(`^([\p{Han}\p{Katakana}ー・]{1,8})）(\S.*)$`),
	pattern.New(`^[○◯] ?([\p{Hangul}][\p{Hangul} ]{1,20}?) {2,}(\S.*)$`),
}

// boldLead matches a name in bold, with a colon or a full stop or without: **Stern.** words.
var boldLead = pattern.New(`^(?:\*\*|__) ?((?:\p{Lu}\. ?)*[^;:.,!?=<>/|*_]{2,40}?)[:.]? ?(?:\*\*|__) ?:? ?(\S.*)$`)

// fullStop matches a name with a full stop: Stern. words.
var fullStop = pattern.New(`^((?:\p{Lu}\.[ -]?)*\p{Lu}\pL[^;:.,!?=<>/|]{0,38}?)\. +(\S.*)$`)

// oddly finds labels that are set off by a sign that means something else in other texts: Maya; words, or Stern. words. As nothing but how they come
// again tells them, much is asked: two names at least take turns through the text, begin most of its paragraphs, and what they say is speech.
func (r *reading) oddly() ([]found, []*person) {
	if r.way.format.Kind == "captions" || r.o.Kind == "article" || r.o.Kind == "qa" {
		return nil, nil
	}
	lower := r.lowerCase()
	for _, sign := range oddSigns {
		var all []found
		for i, p := range r.paras {
			if p.kind != plain || p.label != nil || len(p.lines) == 0 {
				continue
			}
			s := p.lines[0].s
			if len(s) > 240 {
				s = s[:240]
			}
			m := sign.FindStringSubmatchIndex(s)
			if m == nil {
				continue
			}
			name := strings.TrimSpace(s[m[2]:m[3]])
			f := found{para: i, label: label{printed: name}, base: name, rest: strings.TrimSpace(p.lines[0].s[m[4]:])}
			f.beside = strings.TrimSpace(s[:m[2]] + s[m[3]:m[4]]) // a tag
			if f.rest == "" {
				if f.style = alone; staged(name) || len(p.lines) == 1 && i+1 == len(r.paras) {
					continue
				}
			}
			if c, _ := utf8.DecodeRuneInString(strings.TrimLeft(f.rest, `"'“‘«„(¿¡[`)); unicode.IsLower(c) && !lower || !nameLike(name) || loose(name) || notName(name) || leadIn(name) || count(name) > 3 && !isInitials(name) {
				continue
			}
			all = append(all, f)
		}
		if all, people := r.taking(all, sign, lower); all != nil {
			return all, people
		}
	}
	return nil, nil
}

// taking gives those labels whose names come again, where they take turns through the text; lower is what lowerCase says of it.
func (r *reading) taking(all []found, sign *pattern.Pattern, lower bool) ([]found, []*person) {
	n := map[string]int{}
	for _, f := range all {
		n[key(f.base)]++
	}
	every := slices.Clone(all)
	all = slices.DeleteFunc(all, func(f found) bool { return n[key(f.base)] < 2 })
	if len(all) < 4 {
		return nil, nil
	}
	people := group(all)
	names, changes, speech, ends, again, asking := map[int]bool{}, 0, 0, 0, 0, 0
	for k, f := range all {
		names[f.person] = true
		if k > 0 && f.person != all[k-1].person {
			changes++
		}
		opening := r.opening(f, r.spoken(all, k))
		if r.addressing(opening) {
			speech++
		}
		if sentenceEnd.MatchString(opening) {
			ends++
		}
		if asks.MatchString(opening) {
			asking++
		}
		if sign.MatchString(f.rest) {
			again++ // columns of a table
		}
	}
	units := len(r.paras) - all[0].para
	for _, f := range all {
		if f.style == alone && len(r.paras[f.para].lines) == 1 {
			units--
		}
	}
	switch {
	case len(names) < 2 || len(names) > 8 || changes*10 < (len(all)-1)*8 || speech*3 < len(all) || len(all)*10 < units*6 || all[0].para*4 > len(r.paras):
		return nil, nil
	case ends*10 < len(all)*7 && !lower || again*3 > len(all):
		return nil, nil
	case sign == fullStop && (speech*2 < len(all) || asking*6 < len(all)): // places before news
		return nil, nil
	case len(all) < 6 && (len(all) < units || speech*2 < len(all) || changes < len(all)-1 || sign == fullStop):
		return nil, nil
	}
	if sign == boldLead { // one who speaks once
		every = slices.DeleteFunc(every, func(f found) bool { return f.para < all[0].para })
		return every, group(every)
	}
	return all, people
}

// lowerCase reports whether hardly a word but the first of a line begins with a capital, as in what a program heard.
func (r *reading) lowerCase() bool {
	n, up := 0, 0
	for _, p := range r.paras {
		for _, l := range p.lines {
			first := true
			for w := range strings.FieldsSeq(l.s) {
				if c, _ := utf8.DecodeRuneInString(w); !first && unicode.IsLetter(c) {
					if n++; unicode.IsUpper(c) {
						up++
					}
				}
				first = false
			}
		}
	}
	return up*20 < n
}
