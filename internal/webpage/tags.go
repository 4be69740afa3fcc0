package webpage

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	voids       = atoms("area base br col embed hr img input link meta param source track wbr frame")
	emphasis    = atoms("b big code em font i nobr s small strike strong tt u")
	endsP       = atoms("address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section summary ul table li dd dt")
	scopes      = atoms("table td th caption button html object marquee applet template")
	cells       = atoms("td th tr tbody thead tfoot caption colgroup")
	flatKept    = atoms("html head body title p h1 h2 h3 h4 h5 h6 br meta link li td div")
	listItems   = atoms("li dd dt")
	endsListing = atoms("ul ol dl menu table div section article td blockquote")
)

// start writes a start tag, or leaves it out where too many are open.
func (sc *scan) start(tag atom.Atom, name string, attrs map[string]string) {
	if tag == atom.Frameset {
		sc.frames = true
	}
	if tag == atom.Frameset || tag == atom.Plaintext || tag == 0 && strings.ContainsAny(name, "<\"'=/") {
		return
	}
	if tag == atom.Image {
		tag, name = atom.Img, "img"
	}
	if tag == atom.Xmp || tag == atom.Listing {
		tag, name = atom.Pre, "pre"
	}
	if sc.flat && !flatKept[tag] {
		return
	}
	if endsP[tag] {
		if n := len(sc.stack); n > 0 && sc.stack[n-1].paragraph >= 0 {
			sc.pop(sc.stack[n-1].paragraph)
		}
	}
	sc.endSame(tag)
	o := open{tag: tag, name: name, paragraph: -1}
	if n := len(sc.stack); n > 0 && !scopes[tag] {
		o.paragraph = sc.stack[n-1].paragraph
	}
	if tag == atom.P {
		o.paragraph = len(sc.stack)
	}
	o.left = emphasis[tag] && sc.marks >= maxMarks || !emphasis[tag] && len(sc.stack)-sc.marks > maxDepth && tag != atom.Br || sc.flat && len(sc.stack) > 8 && tag != atom.Br
	if !o.left {
		sc.tag(tag, name, attrs)
	}
	if !voids[tag] {
		sc.stack = append(sc.stack, o)
		sc.count[tag]++
		if emphasis[tag] {
			sc.marks++
		}
	}
}

func (sc *scan) tag(tag atom.Atom, name string, attrs map[string]string) {
	sc.out.WriteByte('<')
	sc.out.WriteString(name)
	if !emphasis[tag] {
		for _, k := range attrOrder {
			if v, ok := attrs[k]; ok {
				sc.out.WriteString(" " + k + `="` + html.EscapeString(v) + `"`)
			}
		}
		sc.out.WriteString(" " + placeAttr + `="` + strconv.Itoa(sc.line) + `"`)
	} else if _, ok := attrs["hidden"]; ok {
		sc.out.WriteString(" hidden")
	}
	if v := strings.TrimSpace(attrs["size"]); tag == atom.Font && largeSize[v] {
		sc.out.WriteString(` size="` + v + `"`)
	}
	sc.out.WriteByte('>')
}

var attrOrder = strings.Fields(`class id href rel itemprop itemtype itemscope datetime content name property http-equiv lang xml:lang dir role hidden aria-hidden
	aria-modal alt src type start colspan rowspan open pubdate title ` + strings.Join(namingAttrs, " "))

// endSame ends the item or the cell that another one follows.
func (sc *scan) endSame(tag atom.Atom) {
	if !listItems[tag] && !cells[tag] {
		return
	}
	for i := len(sc.stack) - 1; i >= 0 && i >= len(sc.stack)-maxMarks-8; i-- {
		switch t := sc.stack[i].tag; {
		case listItems[tag] && (t == tag || tag != atom.Li && listItems[t] && t != atom.Li):
			sc.pop(i)
			return
		case listItems[tag] && endsListing[t]:
			return
		case cells[tag] && t == atom.Table:
			return
		case cells[tag] && t == tag, (tag == atom.Td || tag == atom.Th) && (t == atom.Td || t == atom.Th):
			sc.pop(i)
			return
		}
	}
}

// end ends the nearest open element of that name, and all within it. An end without a beginning is nothing.
func (sc *scan) end(tag atom.Atom, name string) {
	switch tag {
	case atom.Image:
		return
	case atom.Xmp, atom.Listing:
		tag, name = atom.Pre, "pre"
	case atom.Br:
		sc.out.WriteString("<br>")
		return
	}
	if tag != 0 && sc.count[tag] == 0 {
		return
	}
	for i := len(sc.stack) - 1; i >= 0; i-- {
		if o := sc.stack[i]; o.tag == tag && o.name == name {
			if emphasis[tag] && i < len(sc.stack)-1 { // <b><i></b></i>: only itself
				if !o.left {
					sc.out.WriteString("</" + o.name + ">")
				}
				sc.count[tag]--
				sc.marks--
				sc.stack = append(sc.stack[:i], sc.stack[i+1:]...)
				for k := i; k < len(sc.stack); k++ {
					if sc.stack[k].paragraph > i {
						sc.stack[k].paragraph--
					}
				}
				return
			}
			if !o.left {
				sc.out.WriteString("</" + o.name + ">")
			}
			sc.pop(i)
			return
		}
		if tag == 0 && i < len(sc.stack)-200 {
			return
		}
	}
}

// pop forgets the elements from i on; the parser ends them by the same rules.
func (sc *scan) pop(i int) {
	for _, o := range sc.stack[i:] {
		sc.count[o.tag]--
		if emphasis[o.tag] {
			sc.marks--
		}
	}
	sc.stack = sc.stack[:i]
}

// clean makes every run of white space one space and takes out what no reader sees.
func clean(s string) string {
	return strings.Join(strings.Fields(s), " ")
}

func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}
