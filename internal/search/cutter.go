package search

// How a term stands in a unit, in rising order; the best place counts. Where it stands in a note, it may stand in the text too.
const (
	once = iota
	often
	inNote
	inTitle
)

// classes is the number of those, as entries of the index count with it.
const classes = 4

// cutter cuts units into terms and gives each term a number. It is used by one goroutine at a time.
type cutter struct {
	u       Unit
	term    []byte
	hash    uint32   // of the term
	folded  []string // what characters come to, as far as known
	known   []bool
	forgets bool // it is used once, and remembers no character

	words vocabulary
	units uint32
	class entry // of the terms that are being entered
	found []entry
}

// entry is a term of a unit: number and class.
type entry uint32

// unit finds the terms of a unit. What it returns is valid until the next call.
func (c *cutter) unit(u *Unit) []entry {
	c.units++
	c.found = c.found[:0]
	enter := c.enter
	if len(u.Blocks) == 0 || !u.Blocks[0].Title {
		c.class = inTitle
		c.each(u.Title, enter)
	}
	for i := range u.Blocks {
		b := &u.Blocks[i]
		if c.class = once; b.Title {
			c.class = inTitle
		}
		c.each(b.Text, enter)
	}
	c.class = inNote
	for i := range u.Notes {
		for _, l := range u.Notes[i].Lines {
			c.each(l, enter)
		}
	}
	c.class = once
	for _, t := range u.Tags {
		c.term = append(append(c.term[:0], t.sign), t.id...)
		c.hash = hashOf(c.term)
		c.enter(c.term, 0, 0)
	}
	return c.found
}

// enter counts a term of the unit at hand, in the class of where it stands.
func (c *cutter) enter(term []byte, _, _ int) {
	n := c.words.number(term, c.hash)
	t := &c.words.terms[n]
	if t.unit != c.units {
		t.unit, t.at = c.units, uint32(len(c.found))
		c.found = append(c.found, entry(n)*classes+c.class)
		return
	}
	e := &c.found[t.at]
	if was := *e % classes; c.class > was || was == once {
		*e += max(c.class, often) - was
	}
}

// postings are the terms of some units, by the numbers of the cutter that found them.
type postings struct {
	from    *cutter
	entries []entry
	ends    []int
}

func (p *postings) add(es []entry) {
	p.entries = append(p.entries, es...)
	p.ends = append(p.ends, len(p.entries))
}
