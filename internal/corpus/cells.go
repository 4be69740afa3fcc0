package corpus

import "slices"

// State says what a cell of the matrix means where no letter stands.
type State string

const (
	Coded    State = "coded"     // notes are there
	Silent   State = "silent"    // the source was read for this claim and says nothing on it
	Older    State = "older"     // the source is older than what the claim is about
	NotCoded State = "not-coded" // nobody has looked, or this edition does not say
)

// Cell is claim × source.
type Cell struct {
	Claim  *Claim
	Source *Source
	State  State
	Notes  []*Note // shown ones, in text order
}

// Cell computes what stands where a claim and a source meet. Silence is computed over the notes of all editions.
func (c *Corpus) Cell(cl *Claim, s *Source) Cell {
	cell := Cell{Claim: cl, Source: s, State: NotCoded}
	if !c.Edition.Notes {
		return cell
	}
	hidden := false
	at, _ := slices.BinarySearchFunc(cl.all, s.rank, func(n *Note, rank int) int { return n.Source.rank - rank })
	for ; at < len(cl.all) && cl.all[at].Source == s; at++ {
		if cl.all[at].Shown {
			cell.Notes = append(cell.Notes, cl.all[at])
		} else {
			hidden = true
		}
	}
	switch {
	case len(cell.Notes) > 0:
		cell.State = Coded
	case hidden:
	case older(s, cl):
		cell.State = Older
	case coded(s, cl):
		cell.State = Silent
	}
	return cell
}

// older reports whether the source's latest possible instant lies before the first moment that the claim can be about.
func older(s *Source, cl *Claim) bool {
	since, ok := cl.Since.Earliest()
	if !ok {
		return false
	}
	d := s.Published
	if d.IsZero() {
		d = s.Written
	}
	last, ok := d.Latest()
	return ok && last.Before(since)
}

// coded reports whether the source was read for the claim: silence means something.
func coded(s *Source, cl *Claim) bool {
	read, dated := s.CodedOn.Latest()
	if added, ok := cl.Added.Earliest(); ok && dated && added.After(read) {
		return false
	}
	if s.Coded.All {
		return dated && cl.Coll == s.Coll
	}
	for _, id := range s.Coded.IDs {
		if id.S == cl.ID {
			return true
		}
		for _, t := range cl.Claim.Topics { // drafts too: silence is the same in all editions
			if id.S == t.S {
				return true
			}
		}
	}
	return false
}

var letters = map[string]string{"supports": "S", "disputes": "D", "questions": "Q", "reports": "R"}

// Sign is the note's letter as the matrix shows it: S D Q R, › before it where it is quoted from somebody else, brackets
// around it where it is not stated, and an empty pair where the speaker declined.
func (n *Note) Sign() string {
	s := letters[n.Stance]
	if n.Put == "declined" {
		return "()"
	}
	if n.Put != "stated" {
		s = "(" + s + ")"
	}
	if !n.Own {
		s = "›" + s
	}
	return s
}
