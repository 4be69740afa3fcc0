package importer

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
	"github.com/lateral-reader/lateral/internal/words"
)

// Layer is a source without its text, and its notes.
type Layer struct {
	Source *source.Source
	Notes  []notes.Note
}

// Score says that a text belongs to a layer, and why.
type Score struct {
	ID    string
	By    string // sha256, title, anchors
	Found int    // notes with a quote that found their passage
	Of    int    // notes with a quote
}

// How many of a hundred anchors must be found where the title is the same, and where it is not.
const (
	titledShare   = 60
	untitledShare = 90
)

// Match finds the layers that a text belongs to: by the hash of the file, else by title and anchors, else by anchors alone. A surer way
// leaves the others out. More than one Score, or none, is for the caller to refuse.
func Match(res *Result, data []byte, layers []Layer) []Score {
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	found := map[string][]Score{}
	for _, l := range layers {
		s := Score{ID: l.Source.ID, By: "anchors"}
		share := untitledShare
		if words.Same(l.Source.Title) == words.Same(res.Title) {
			s.By, share = "title", titledShare
		}
		s.Found, s.Of = Anchored(l, res.Body)
		if l.Source.Original.SHA256 == hash {
			s.By = "sha256"
		} else if s.Of == 0 || s.Found*100 < share*s.Of {
			continue
		}
		found[s.By] = append(found[s.By], s)
	}
	for _, by := range []string{"sha256", "title", "anchors"} {
		if ss := found[by]; len(ss) > 0 {
			slices.SortFunc(ss, func(a, b Score) int { return cmp.Compare(a.ID, b.ID) })
			return ss
		}
	}
	return nil
}

// Anchored counts the notes of a layer that have a quote, and those of them that find their passage in the body.
func Anchored(l Layer, body string) (found, of int) {
	lang := l.Source.Lang
	if lang == "" {
		lang = "en"
	}
	s, _ := source.Parse(l.Source.Path, l.Source.Raw, lang, &source.Attached{Path: l.Source.ID + ".txt", Body: []byte(body)})
	marks, _ := anchor.Resolve(s.Doc, l.Notes, s.HasText, l.Source.ID+".txt")
	for _, m := range marks {
		if m.Outcome == anchor.NoPassage {
			continue
		}
		of++
		if m.Outcome.Placed() {
			found++
		}
	}
	return found, of
}
