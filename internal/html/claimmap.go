package html

import (
	"cmp"
	"slices"

	"github.com/lateral-reader/lateral/internal/corpus"
)

// claimMap says how the claims of a collection, or those of one topic, hang together: pictures, and a table that says the same.
type claimMap struct {
	Pictures               []mapPicture
	Rows                   []relationRow
	MorePictures, MoreRows *goesOn
	Across                 string // says how many relations lead from one picture to another
	Parts                  []Link // where the maps stand, in a collection whose topics have pages of their own
}

// relationRow is one relation between two claims, as it was written.
type relationRow struct {
	From  Link
	Words string
	To    Link
}

// mostNodes is how many claims one picture has. What hangs together and is more is drawn topic by topic.
const mostNodes = 30

// relation is one claim's relation to another, as it was written.
type relation struct {
	from, to *corpus.Claim
	kind     relationKind
}

type relationKind int

const (
	contradicts relationKind = iota
	narrows
	presupposes
	reasonFor
)

// relationKinds are in the order of the constants. Of two claims the one that the other rests on stands left in the picture.
var relationKinds = []struct {
	words, class string
	fromRight    bool // the claim that has the relation is the one that rests on the other
}{
	{"contradicts", "contradicts", false}, {"narrows", "narrows", true}, {"presupposes", "presupposes", true}, {"is a reason for", "reason", false},
}

// relations lists each relation of a collection once, from the claim that has it.
func relations(col *corpus.Collection) (rs []relation) {
	seen := map[[2]*corpus.Claim]bool{}
	for _, cl := range col.Claims {
		for _, r := range cl.Relations {
			for k, kind := range relationKinds {
				if kind.words != r.Words {
					continue // the reverse of one that stands elsewhere
				}
				if relationKind(k) == contradicts {
					if seen[[2]*corpus.Claim{r.Claim, cl}] {
						continue // the other way round it is the same
					}
					seen[[2]*corpus.Claim{cl, r.Claim}] = true
				}
				rs = append(rs, relation{cl, r.Claim, relationKind(k)})
			}
		}
	}
	return rs
}

// mapTopic is what hangs together under one topic: claims that are joined, part by part.
type mapTopic struct {
	name, title string // as claimGroup has them
	parts       [][]*corpus.Claim
	relations   []relation
}

// mapTopics divides the relations of a collection. Claims that hang together stay together, under the topic that most of them have.
func mapTopics(col *corpus.Collection) []mapTopic {
	rs := relations(col)
	var topics []mapTopic
	for _, t := range col.Topics {
		topics = append(topics, mapTopic{name: t.ID, title: t.Asks})
	}
	topics = append(topics, mapTopic{name: claimGroup{Title: otherClaimsTitle}.part(), title: untopical(col)})
	other := len(col.Topics)
	under := map[*corpus.Claim]int{}
	for _, part := range joined(rs) {
		main := mainTopic(col, part)
		size := map[int][]*corpus.Claim{}
		for _, cl := range part {
			under[cl] = main
			if len(part) > mostNodes {
				if under[cl] = topicOf(col, cl); under[cl] == other {
					under[cl] = main
				}
			}
			size[under[cl]] = append(size[under[cl]], cl)
		}
		for i := range topics {
			for chunk := range slices.Chunk(size[i], mostNodes) {
				topics[i].parts = append(topics[i].parts, chunk)
			}
		}
	}
	for _, r := range rs {
		topics[under[r.from]].relations = append(topics[under[r.from]].relations, r)
	}
	return slices.DeleteFunc(topics, func(t mapTopic) bool { return len(t.relations) == 0 })
}

// topicOf is the index of a claim's first topic in a collection, or their number.
func topicOf(col *corpus.Collection, cl *corpus.Claim) int {
	for i, t := range col.Topics {
		if slices.Contains(cl.Topics, t) {
			return i
		}
	}
	return len(col.Topics)
}

// mainTopic is the topic that most claims have, the first where several have as many.
func mainTopic(col *corpus.Collection, claims []*corpus.Claim) int {
	best, most := len(col.Topics), 0
	for i, t := range col.Topics {
		n := 0
		for _, cl := range claims {
			if slices.Contains(cl.Topics, t) {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}

// joined finds the claims that hang together: large parts first, each in an order in which neighbours are close.
func joined(rs []relation) [][]*corpus.Claim {
	next := map[*corpus.Claim][]*corpus.Claim{}
	var all []*corpus.Claim
	for _, r := range rs {
		for _, cl := range []*corpus.Claim{r.from, r.to} {
			if next[cl] == nil {
				all = append(all, cl)
			}
		}
		next[r.from] = append(next[r.from], r.to)
		next[r.to] = append(next[r.to], r.from)
	}
	slices.SortFunc(all, byID)
	var parts [][]*corpus.Claim
	seen := map[*corpus.Claim]bool{}
	for _, cl := range all {
		if seen[cl] {
			continue
		}
		seen[cl] = true
		part := []*corpus.Claim{cl}
		for i := 0; i < len(part); i++ {
			around := slices.Clone(next[part[i]])
			slices.SortFunc(around, byID)
			for _, n := range around {
				if !seen[n] {
					seen[n] = true
					part = append(part, n)
				}
			}
		}
		parts = append(parts, part)
	}
	slices.SortStableFunc(parts, func(a, b []*corpus.Claim) int { return len(b) - len(a) })
	return parts
}

func byID(a, b *corpus.Claim) int {
	return cmp.Or(cmp.Compare(a.Coll.ID, b.Coll.ID), cmp.Compare(a.ID, b.ID))
}

// claimMap is the map of a collection; nil where no claim has a relation. Where the collection is split by topics, so is the map.
func (s *site) claimMap(at string, col *corpus.Collection) *claimMap {
	topics := mapTopics(col)
	if len(topics) == 0 {
		return nil
	}
	if !s.layoutOf(col).byTopic {
		return s.mapOf(at, topics, nil, 0)
	}
	m := &claimMap{}
	for _, t := range topics {
		m.Parts = append(m.Parts, Link{Href: rel(at, col.ID+"/index-"+t.name+".html#map-h"), Text: t.title})
	}
	return m
}

// mapOf draws what hangs together under topics: all of it, or what a page of a topic has.
func (s *site) mapOf(at string, topics []mapTopic, d *divided, i int) *claimMap {
	m := &claimMap{}
	drawn, all := 0, 0
	for _, t := range topics {
		for _, parts := range entries(d, "map", i, t.pictures()) {
			nodes := 0
			for _, part := range parts {
				nodes += len(part)
			}
			p, n := s.mapPicture(at, parts, t.relations)
			p.ID, p.Title = "map-"+number(float64(len(m.Pictures)+1)), t.title
			p.Says = count(nodes, "claim", "claims") + " and how they hang together: " + t.title
			m.Pictures = append(m.Pictures, p)
			drawn += n
		}
		all += len(t.relations)
	}
	for _, t := range topics {
		for _, r := range entries(d, "relations", i, t.relations) {
			m.Rows = append(m.Rows, relationRow{
				From: Link{Href: toClaim(at, r.from), Text: r.from.Words}, Words: relationKinds[r.kind].words, To: Link{Href: toClaim(at, r.to), Text: r.to.Words},
			})
		}
	}
	if all > drawn && d == nil {
		m.Across = count(all-drawn, "relation leads", "relations lead") + " out of these pictures; the table has all."
	}
	return m
}

// pictures are the parts of a topic that are drawn together: small ones share a picture.
func (t *mapTopic) pictures() (out [][][]*corpus.Claim) {
	var parts [][]*corpus.Claim
	nodes := 0
	show := func() {
		if len(parts) > 0 {
			out = append(out, parts)
		}
		parts, nodes = nil, 0
	}
	for _, part := range t.parts {
		if part = withRelation(part, t.relations); len(part) == 0 {
			continue
		}
		if nodes+len(part) > mostNodes {
			show()
		}
		parts, nodes = append(parts, part), nodes+len(part)
	}
	show()
	return out
}

// withRelation leaves out the claims of a part that was cut whose relations all lead out of it.
func withRelation(part []*corpus.Claim, rs []relation) (out []*corpus.Claim) {
	for _, cl := range part {
		if slices.ContainsFunc(rs, func(r relation) bool {
			return (r.from == cl || r.to == cl) && slices.Contains(part, r.from) && slices.Contains(part, r.to)
		}) {
			out = append(out, cl)
		}
	}
	return out
}
