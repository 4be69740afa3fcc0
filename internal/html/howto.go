package html

import (
	"cmp"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/output"
	"github.com/lateral-reader/lateral/internal/words"
)

// howPath is the page that explains every word and line of the notes.
const howPath = "how-to-read.html"

// howPage is made of the tables that the notes themselves are read by: a value that is added there stands here, too.
type howPage struct {
	Parts  []howPart
	Words  []wordRow // that say how a claim is carried; none where the edition has no notes
	Legend bool
}

// howPart is one thing that a note can say, with its values.
type howPart struct {
	ID, Title, Lead string
	Rows            []howRow
}

// howRow is a value with what it means, how to find out whether it holds, and a passage of this site where it does.
type howRow struct {
	Word, Sign, Class string
	Means, Test       string
	Example           *howExample
}

type howExample struct {
	Words, Lang string
	Link        Link
}

// meaning says what a value means, and asks what one can ask to find out.
type meaning struct{ means, test string }

var (
	kindMeans = map[string]meaning{
		"claim":    {"the passage bears on a claim: someone supports, disputes, questions or reports it", "Could someone else say the opposite of what is said here?"},
		"evidence": {"the passage is offered as a reason for or against a claim", "Is it there to make something else believable?"},
		"wording":  {"the words carry a judgement that a neutral report would leave out", "Would the other side use this word, too?"},
		"context":  {"what one must know to understand the passage", "Would a reader from elsewhere misread it?"},
		"prompt":   {"what a reader should ask here", "What would I want to know before I pass this on?"},
		"gap":      {"something is missing: a voice, a source, an answer, a date or a fact", "Who or what should be here and is not?"},
	}
	stanceTests = map[string]string{
		"supports": "Would the speaker say yes to the claim?", "disputes": "Would the speaker say no to it?",
		"questions": "Does the speaker leave it open, or ask?", "reports": "Does the text pass it on without anybody who says it?",
	}
	putTests = map[string]string{
		"stated": "Could the speaker answer “I did not say that”? Then it is not this one.", "in-part": "Is it a weaker claim than this one that is granted or denied?",
		"assumed": "Would the sentence make no sense if the claim were wrong?", "leading": "Does the question itself suggest its answer?",
		"supposed": "Is there an “if” that it stands under?", "implied": "Must a reader add a step to get to the claim?",
		"declined": "Was the speaker asked, and did not answer yes or no?",
	}
	certaintyMeans = map[string]meaning{
		"certain":  {"said as a plain fact", "Is there no “may”, “likely” or “it seems”?"},
		"probable": {"said to be likely", "Does the speaker lean one way and leave room?"},
		"possible": {"said to be possible, no more", "Would “or maybe not” fit behind it?"},
	}
	basisMeans = map[string]meaning{
		"data":      {"figures or measurements", "Is something counted or measured?"},
		"document":  {"a text that can be looked up", "Could I ask to see it?"},
		"official":  {"somebody in an office says so", "Does it rest on the speaker’s office?"},
		"expert":    {"somebody who knows the field says so", "Does it rest on what the speaker has learned?"},
		"witness":   {"somebody was there", "Did the speaker see or hear it?"},
		"visual":    {"a picture or what can be seen", "Could I see it, too?"},
		"reporting": {"other reporting", "Is another newsroom named as the source?"},
		"example":   {"one case that stands for many", "Would another case say otherwise?"},
		"reasoning": {"a chain of thought", "Does it follow, and from what?"},
		"none":      {"no reason at all is given", "Is it simply said?"},
	}
)

func (s *site) how(emit func(output.File)) {
	emit(s.file("how", howPath, "How to read this site", "", []Link{{Text: "How to read this site"}}, func() any { return s.howPage() }))
}

func (s *site) howPage() *howPage {
	p := &howPage{Legend: s.Edition.Notes}
	part := func(id, title, lead string, rows ...howRow) {
		p.Parts = append(p.Parts, howPart{id, title, lead, rows})
	}
	if s.Edition.Notes {
		var rows []howRow
		for _, k := range notes.Kinds {
			m := kindMeans[k.Name]
			rows = append(rows, howRow{Word: k.Name, Sign: "3" + k.Letter, Class: k.Letter, Means: cmp.Or(m.means, k.Says), Test: m.test,
				Example: s.example(func(n *corpus.Note) bool { return n.Kind.Name == k.Name })})
		}
		part("kinds", "Kinds of notes", "A marked passage has a number and a letter for what its note is. Follow it, or stay on it, to read the note.", rows...)
	}
	var rows []howRow
	for i, st := range notes.Stances {
		rows = append(rows, howRow{Word: stanceWords[st], Sign: "SDQR"[i : i+1], Class: st + " line", Means: stanceMeans[st], Test: stanceTests[st],
			Example: s.example(func(n *corpus.Note) bool { return n.Stance == st && n.Put == "stated" })})
	}
	part("stances", "Stances", "A stance is what a speaker does to a claim. Each has a line of its own under the words: plain, a wave, dots, dashes.", rows...)
	rows = nil
	for _, put := range notes.Puts {
		sign := "(S)"
		switch put {
		case "stated":
			sign = "S"
		case "declined":
			sign = "()"
		}
		rows = append(rows, howRow{Word: cmp.Or(putWords[put], put), Sign: sign, Means: putMeans[put], Test: putTests[put],
			Example: s.example(func(n *corpus.Note) bool { return n.Kind.Name == "claim" && n.Put == put })})
	}
	part("puts", "How it is put", "What is not said outright has its letter in brackets.", rows...)
	if s.Edition.Notes {
		rows = nil
		for _, c := range notes.Certainty {
			rows = append(rows, howRow{Word: certaintyWords[c], Means: certaintyMeans[c].means, Test: certaintyMeans[c].test,
				Example: s.example(func(n *corpus.Note) bool { return n.Certainty == c })})
		}
		part("certainty", "Certainty", "How sure the text sounds, not how sure we are. “Not coded” means that no note says so yet.", rows...)
		rows = nil
		for _, b := range notes.Bases {
			rows = append(rows, howRow{Word: basisWords[b], Means: basisMeans[b].means, Test: basisMeans[b].test,
				Example: s.example(func(n *corpus.Note) bool { return n.Basis == b })})
		}
		part("basis", "Basis", "What is offered as a reason. Whether it is a good one is for you to say.", rows...)
		for _, w := range corpus.Words {
			p.Words = append(p.Words, wordRow{Word: w, Means: wordMeans[w]})
		}
	}
	return p
}

// exampleWords is how long an example may be at the most.
const exampleWords = 24

// example finds a passage: of those that are short enough the first, in the order of the collections and their sources.
func (s *site) example(fits func(*corpus.Note) bool) *howExample {
	for _, col := range s.Collections {
		for _, src := range col.Sources {
			for _, n := range src.Notes {
				if !n.HasQuote() || n.Debatable || !fits(n) {
					continue
				}
				e := s.excerpt(n)
				if e.Words == "" || e.Cut || words.Count(e.Words) > exampleWords {
					continue
				}
				return &howExample{Words: e.Words, Lang: langOf(src, s.Config.Lang), Link: Link{Href: sourcePath(src) + "#n-" + n.ID, Text: src.Title}}
			}
		}
	}
	return nil
}
