package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/doc"
)

func listNotes(f *filter) (rows []row) {
	for _, n := range f.notes() {
		v := struct {
			ID        string   `json:"id"`
			Source    string   `json:"source"`
			Kind      string   `json:"kind"`
			Claim     string   `json:"claim"`
			Stance    string   `json:"stance"`
			Put       string   `json:"put"`
			Speaker   string   `json:"speaker"`
			Via       []string `json:"via"`
			Paragraph string   `json:"paragraph"`
			Outcome   string   `json:"outcome"`
		}{ID: n.ID, Source: n.Source.ID, Kind: n.Kind.Name, Stance: n.Stance, Speaker: partyID(*n.Holder), Via: []string{},
			Paragraph: strings.TrimPrefix(n.Block(), "p"), Outcome: n.Outcome.String()}
		if n.Claim != nil {
			v.Claim = n.Claim.ID
		}
		if n.Kind.Name == "claim" {
			v.Put = n.Put
		}
		for _, p := range n.Via {
			v.Via = append(v.Via, partyID(p))
		}
		rows = append(rows, row{v, []string{n.Key(), v.Paragraph, v.Kind, v.Claim, v.Stance, v.Put, v.Speaker, strings.Join(v.Via, " › "), v.Outcome}, n.Key()})
	}
	return rows
}

// partyID is a party's id, or the words that describe one who has none.
func partyID(p corpus.Party) string {
	switch {
	case p.Voice != nil:
		return p.Voice.ID
	case p.Inline != nil:
		return p.Inline.Described
	}
	return ""
}

func listTurns(f *filter) (rows []row) {
	for _, col := range f.c.Collections {
		for _, s := range col.Sources {
			if !f.in(col) || f.source != "" && f.source != s.ID {
				continue
			}
			for i, t := range s.Doc.Turns {
				if f.speaker != "" && f.speaker != t.Speaker {
					continue
				}
				v := struct {
					Source    string `json:"source"`
					N         int    `json:"n"`
					Speaker   string `json:"speaker"`
					Role      string `json:"role"`
					Label     string `json:"label"`
					Paragraph string `json:"paragraph"`
					Words     int    `json:"words"`
				}{s.ID, i + 1, t.Speaker, t.Role(), t.Label, firstAddress(s.Doc.Blocks[t.First:t.End]), int(t.Words)}
				rows = append(rows, row{v, []string{s.ID, fmt.Sprint(v.N), v.Speaker, v.Role, v.Paragraph, fmt.Sprintf("%d words", v.Words)},
					fmt.Sprintf("%s %09d", s.ID, i)})
			}
		}
	}
	return rows
}

// firstAddress is the address of the first block that has one, as a note's paragraph names it: a turn may begin with a list.
func firstAddress(blocks []doc.Block) (addr string) {
	doc.Walk(blocks, func(b *doc.Block) {
		if addr == "" {
			addr = strings.TrimPrefix(b.Address(), "p")
		}
	})
	return addr
}

func listOrigins(f *filter) (rows []row) {
	type origin struct {
		voice *corpus.Voice
		notes int
	}
	seen := map[string]*origin{}
	for _, col := range f.c.Collections {
		for _, cl := range col.Claims {
			for _, v := range cl.Count.Voices {
				for _, n := range v.Notes {
					if v.Origin == nil || !f.holds(n) {
						continue
					}
					if seen[v.Origin.ID] == nil {
						seen[v.Origin.ID] = &origin{voice: v.Origin}
					}
					seen[v.Origin.ID].notes++
				}
			}
		}
	}
	for id, o := range seen {
		rows = append(rows, row{named{id, o.voice.Name(), o.notes}, []string{id, fmt.Sprint(o.notes), o.voice.Name()}, id})
	}
	return rows
}

// claimsOf is a collection's claims, and those of other collections on which its sources have something.
func claimsOf(col *corpus.Collection) []*corpus.Claim {
	out := slices.Clone(col.Claims)
	for _, s := range col.Sources {
		for _, n := range s.Notes {
			if n.Kind.Name == "claim" && n.Claim != nil && !slices.Contains(out, n.Claim) {
				out = append(out, n.Claim)
			}
		}
	}
	return out
}

func listCells(f *filter) (rows []row) {
	for _, col := range f.c.Collections {
		if !f.in(col) {
			continue
		}
		for _, cl := range claimsOf(col) {
			if f.claim != "" && f.claim != cl.ID {
				continue
			}
			for _, s := range col.Sources {
				if f.source != "" && f.source != s.ID {
					continue
				}
				cell := f.c.Cell(cl, s)
				v := struct {
					Claim  string   `json:"claim"`
					Source string   `json:"source"`
					State  string   `json:"state"`
					Marks  []string `json:"marks"`
				}{cl.ID, s.ID, string(cell.State), []string{}}
				for _, n := range cell.Notes {
					if f.holds(n) {
						v.Marks = append(v.Marks, n.Sign())
					}
				}
				if (f.speaker+f.stance+f.kind != "") && len(v.Marks) == 0 {
					continue
				}
				rows = append(rows, row{v, []string{cl.ID, s.ID, v.State, strings.Join(v.Marks, " ")}, cl.ID + " " + s.ID})
			}
		}
	}
	return rows
}
