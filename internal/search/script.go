package search

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// A file calls one function, lateral(what, number, data…), for each thing that it brings:
//
//	d  directory: units by kind; units of each shard of sentences; units that go on; beginnings of the shards of terms; of those of endings; frequent terms; words
//	t  terms, and for each of them a list of the units that have it
//	e  terms by their endings, each turned round
//	s  units with their sentences
//	f  what filters offer for a collection
//	y  first and last day of each unit
//	k  beginnings of the shards of cards; words
//	c  cards by the paths of their pages

func (o *script) call(what string, n int) {
	o.WriteString("lateral(\"" + what + "\"," + strconv.Itoa(n) + ",[")
}

// text writes what stands in a string.
func (o *script) text(s string) {
	from := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c == '"' || c == '\\' || c < 0x20 && c != '\t' {
			o.WriteString(s[from:i])
			from = i + 1
			switch {
			case c == '"' || c == '\\':
				o.WriteByte('\\')
				o.WriteByte(c)
			default:
				o.WriteByte(' ')
			}
		}
	}
	o.WriteString(s[from:])
}

func (o *script) quoted(s string) {
	o.WriteByte('"')
	o.text(s)
	o.WriteByte('"')
}

// strings writes strings that hold no tab, with tabs between.
func (o *script) strings(ss []string) {
	o.WriteByte('"')
	for i, s := range ss {
		if i > 0 {
			o.WriteByte('\t')
		}
		o.text(clean.Replace(s))
	}
	o.WriteByte('"')
}

func (o *script) people(ps []Person) {
	var ss []string
	for _, p := range ps {
		ss = append(ss, p.ID, p.Name)
	}
	o.strings(ss)
}

// numbers writes numbers in digits.
func (o *script) numbers(ns []uint32) {
	var b []byte
	for _, n := range ns {
		b = appendNumber(b, n)
	}
	o.quoted(string(b))
}

// directory writes d, which a query needs before anything else.
func (x *Index) directory(o *script) {
	v := x.whole()
	o.call("d", 0)
	counts := make([]uint32, kinds)
	var goesOn []uint32
	last := 0
	for i, u := range x.units {
		counts[u.Kind]++
		if u.Continues {
			goesOn = append(goesOn, uint32(i-last))
			last = i
		}
	}
	var sizes []uint32 // runs: how many shards, of how many units each
	for _, g := range x.groups {
		if n := uint32(g.end - g.first); len(sizes) > 0 && sizes[len(sizes)-1] == n {
			sizes[len(sizes)-2]++
		} else {
			sizes = append(sizes, 1, n)
		}
	}
	o.numbers(counts)
	o.WriteByte(',')
	o.numbers(sizes)
	o.WriteByte(',')
	o.numbers(goesOn)
	o.WriteString(",\n")
	o.strings(keys(v.terms, v.cuts))
	o.WriteString(",\n")
	if len(v.back) > 0 {
		o.strings(keys(v.turns, v.back))
	} else {
		o.quoted("")
	}
	o.WriteString(",\n")
	o.quoted(strings.Join(v.often, " "))
	o.WriteString(",\n")
	o.people(x.words.Kinds)
	o.WriteByte(',')
	o.people(x.words.Stances)
	o.WriteString("]);\n")
}

// shard writes terms and their lists.
func (v *inverted) shard(o *script, n int) {
	from, to := v.cuts[n], v.cuts[n+1]
	o.call("t", n)
	o.WriteByte('"')
	front(o, v.terms[from:to])
	o.WriteString("\",\n\"")
	for i := from; i < to; i++ {
		if i > from {
			o.WriteByte(' ')
		}
		begin := 0
		if i > 0 {
			begin = v.ends[i-1]
		}
		o.Write(v.lists[begin:v.ends[i]])
	}
	o.WriteString("\"]);\n")
}

// ending writes terms by their endings.
func (v *inverted) ending(o *script, n int) {
	o.call("e", n)
	o.WriteByte('"')
	front(o, v.turns[v.back[n]:v.back[n+1]])
	o.WriteString("\"]);\n")
}

func (o *script) list(n int, l List) {
	o.call("f", n)
	o.quoted(l.ID)
	o.WriteByte(',')
	o.quoted(l.Title)
	for _, ps := range [][]Person{l.Sources, l.Claims, l.Speakers} {
		o.WriteString(",\n")
		o.people(ps)
	}
	o.WriteString("]);\n")
}

// days writes when each unit may have been published: the first day, as the difference to the last one written, and how many days there are.
func (o *script) days(units []Plan) {
	o.call("y", 0)
	var ns []uint32
	last := 0
	for _, u := range units {
		if u.From == 0 || u.To == 0 {
			ns = append(ns, 0)
			continue
		}
		d := u.From - last
		if last = u.From; d < 0 {
			d = -2*d - 1
		} else {
			d *= 2
		}
		ns = append(ns, uint32(d)+1, uint32(u.To-u.From))
	}
	o.numbers(ns)
	o.WriteString("]);\n")
}

// unit writes a unit: path without .html, title where the text does not begin with it, about, date, speakers, where blocks and speakers
// are not those that one would expect, text, notes, language where it is not the page's. Sentences end with a tab, blocks and notes with two.
func (o *script) unit(u *Unit) {
	o.WriteByte('[')
	o.quoted(strings.TrimSuffix(u.Path, ".html"))
	o.WriteByte(',')
	title := u.Title
	if len(u.Blocks) > 0 && u.Blocks[0].Title && u.Blocks[0].Text == title {
		title = ""
	}
	o.quoted(clean.Replace(title))
	o.WriteByte(',')
	o.quoted(u.About)
	o.WriteByte(',')
	o.quoted(u.Date)
	o.WriteString(",\"")
	for i, p := range u.Speakers {
		if i > 0 {
			o.WriteByte('\t')
		}
		o.WriteString(hash(p.ID))
		o.text(clean.Replace(p.Name))
	}
	o.WriteString("\",\"")
	o.blocks(u.Blocks)
	o.WriteString("\",\"")
	o.sentences(u.Blocks)
	o.WriteString("\",\"")
	for i := range u.Notes {
		if i > 0 {
			o.WriteString("\t\t")
		}
		o.note(&u.Notes[i])
	}
	o.WriteString("\",")
	o.quoted(u.Lang)
	o.WriteByte(']')
}

// sentences writes the text of the blocks.
func (o *script) sentences(bs []Block) {
	for i := range bs {
		if i > 0 {
			o.WriteString("\t\t")
		}
		for k, r := range bs[i].Sentences {
			if k > 0 {
				o.WriteByte('\t')
			}
			o.flat(bs[i].Text[r[0]:r[1]])
		}
	}
}

// note writes a note: its sign, with a plus where it quotes, its id, claim and speaker, the sentences that it marks and where in them, and its lines.
// What is not there at the end of the first line is left out.
func (o *script) note(n *Note) {
	o.WriteString(n.Sign[:1] + between + n.Sign[1:])
	if n.Quotes {
		o.WriteByte('+')
	}
	o.WriteString(" " + n.ID + " ")
	if n.Claim != "" {
		o.WriteString(hash(n.Claim))
	}
	o.WriteByte(' ')
	if n.Speaker >= 0 {
		o.WriteString(strconv.Itoa(n.Speaker))
	}
	if n.First >= 0 {
		o.WriteString(" " + strconv.Itoa(n.First))
		if n.Count > 1 || n.To > 0 {
			o.WriteString(" " + strconv.Itoa(n.Count))
		}
		if n.To > 0 {
			o.WriteString(" " + strconv.Itoa(n.From) + " " + strconv.Itoa(n.To))
		}
	}
	for _, l := range n.Lines {
		o.WriteByte('\t')
		o.flat(l)
	}
}

// between makes of a note's sign a word that no text has; letters alone might be one ("e" is in Italian). The sign stands between what is shown of
// one passage and the id of the next note, which is often made of the first words of the next passage: the two must not be read as one run.
const between = "0"

// flat writes text on one line.
func (o *script) flat(s string) {
	if strings.ContainsAny(s, "\t\n\r") {
		s = clean.Replace(s)
	}
	o.text(s)
}

// blocks writes the addresses and speakers that do not follow from those of the block before: after p3 comes p4, and the speaker stays. The
// first is p0, and nobody speaks.
func (o *script) blocks(bs []Block) {
	next, speaker, some := 0, -1, false
	for i, b := range bs {
		addr := ""
		if b.Addr != "p"+strconv.Itoa(next) {
			addr = "=" + b.Addr
		}
		if n, err := strconv.Atoi(strings.TrimPrefix(b.Addr, "p")); err == nil && b.Addr[0] == 'p' {
			next = n + 1
		}
		who := ""
		if b.Speaker != speaker {
			speaker = b.Speaker
			if who = "@"; speaker >= 0 {
				who += strconv.Itoa(speaker)
			}
		}
		if addr+who == "" {
			continue
		}
		if some {
			o.WriteByte(' ')
		}
		some = true
		o.WriteString(strconv.Itoa(i) + who + addr)
	}
}

func utf16Of(s string) []uint16         { return utf16.Encode([]rune(s)) }
func utf16String(units []uint16) string { return string(utf16.Decode(units)) }
