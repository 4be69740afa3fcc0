package notes

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/source"
	"github.com/lateral-reader/lateral/internal/words"
)

// entry is one note with the defaults of its file behind it.
type entry struct {
	field.Map
	defaults field.Map
	kind     *Kind
}

// get reads a key, or its default where the kind has a use for it. An empty value takes the default back.
func (e entry) get(key string) field.Value {
	v := e.Get(key)
	if v.Missing() && e.defaults.Has(key) && slices.Contains(e.kind.Keys, key) {
		return e.defaults.Get(key)
	}
	return v
}

// reading is what the notes of a file are read with.
type reading struct {
	origin   *Origin
	defaults field.Map
	seen     map[string]diag.Spot // the entries by their ids

	coding Coding // of the note that is read
	rare   Rare
}

// readings are those that are not in use.
var readings = sync.Pool{New: func() any { return &reading{seen: map[string]diag.Spot{}} }}

// done makes a reading ready for another file.
func (r *reading) done() {
	if len(r.seen) <= 1000 {
		clear(r.seen)
		*r = reading{seen: r.seen}
		readings.Put(r)
	}
}

// knownKeys lists the common keys and after them those of all kinds, kindNames the kinds; they are made once.
var (
	knownKeys = sync.OnceValue(func() []string {
		known := slices.Clone(common)
		for _, k := range Kinds {
			for _, key := range k.Keys {
				if !slices.Contains(known, key) {
					known = append(known, key)
				}
			}
		}
		return known
	})
	kindNames = sync.OnceValue(func() (names []string) {
		for _, k := range Kinds {
			names = append(names, k.Name)
		}
		return names
	})
)

// note reads one entry. It reports false where it is none: no mapping, or of a kind that is not known.
func (r *reading) note(v field.Value) (Note, bool) {
	r.coding, r.rare = Coding{}, Rare{}
	n := Note{Spot: v.At().Spot(), Origin: r.origin, Coding: &r.coding, Rare: &r.rare}
	if !v.IsMap() {
		v.ErrorHint("write key: value, with a space after the colon", "a note is a mapping of keys to values")
		return n, false
	}
	known := knownKeys()
	e := entry{Map: v.Map("a note", known...), defaults: r.defaults}
	name := e.Get("kind").OneOf(kindNames()...)
	if e.Get("kind").Empty() {
		name = "claim"
	}
	if n.Kind = KindOf(name); n.Kind == nil {
		return n, false
	}
	e.kind = n.Kind
	for _, key := range known[len(common):] {
		if e.Has(key) && !slices.Contains(common, key) && !slices.Contains(n.Kind.Keys, key) {
			e.Get(key).Errorf("%q is of no use in a note of kind %s", key, name)
		}
	}
	for _, key := range n.Kind.Needs {
		if e.get(key).Empty() {
			e.Get(key).ErrorHint(needHints[key], "a note of kind %s needs %q", name, key)
		}
	}
	n.target(e)
	n.words(e)
	n.attribution(e)
	n.Coding = n.Coding.shared()
	n.identify(e, r.seen)
	if n.Rare = none; !r.rare.empty() {
		own := r.rare
		n.Rare = &own
	}
	return n, true
}

// needHints say what goes under a key that a kind needs.
var needHints = map[string]string{
	"claim":   "say the id of the claim; another kind of note says kind: wording, context, prompt or gap",
	"side":    "say " + strings.Join(Sides, ", "),
	"neutral": "say the words that a neutral report would use",
	"missing": "say " + strings.Join(Missing, ", "),
	"note":    "say it in a sentence",
}

// checkDefaults reads the defaults as no note may: what is wrong with them is said even where no note has a use for them.
func checkDefaults(def field.Map) {
	def.Get("mode").OneOf(Modes...)
	def.Get("certainty").OneOf(Certainty...)
	def.Get("basis").OneOf(Bases...)
	n := Note{Kind: KindOf("evidence")}
	if v := def.Get("speaker"); !v.Empty() {
		n.party(v, false)
	}
	for _, v := range def.Get("via").Items() {
		n.party(v, true)
	}
}

// identify takes the id, or makes one from kind and quote; a passage that two parties hold has two notes, so a made id may need a number.
func (n *Note) identify(e entry, taken map[string]diag.Spot) {
	if n.ID = e.Get("id").ID().S; n.ID != "" {
		return
	}
	made, _ := words.Cut(n.Quote+n.From+strings.Join(n.Missing, " "), 5)
	base := field.MakeID(n.Kind.Name + " " + made)
	n.ID = base
	for i := 2; taken[n.ID] != (diag.Spot{}); i++ {
		n.ID = fmt.Sprintf("%s-%d", base, i)
	}
	if made == "" {
		e.Get("id").Errorf("the note needs an id: it has no quote to make one from")
	}
}

// target reads how the note finds its passage.
func (n *Note) target(e entry) {
	t := Target{Quote: e.Text("quote").S, From: e.Text("from").S, To: e.Text("to").S, Prefix: e.Text("prefix").S, Suffix: e.Text("suffix").S}
	n.QuoteSpot = e.Get("quote").At().Spot()
	if t.From != "" {
		n.QuoteSpot = e.Get("from").At().Spot()
	}
	switch {
	case t.Quote != "" && (t.From != "" || t.To != ""):
		e.Get("from").Errorf("a note has a quote, or from and to, not both")
	case (t.From != "") != (t.To != ""):
		e.Errorf("from and to go together")
		t.From, t.To = "", ""
	case !t.HasQuote() && n.Kind.Name != "gap":
		e.Errorf("a note of kind %s needs a quote, or from and to", n.Kind.Name)
	case !t.HasQuote() && (t.Prefix != "" || t.Suffix != "" || e.Has("paragraph")):
		e.Errorf("a note without a quote has no place: prefix, suffix and paragraph are of no use")
	}
	for _, k := range []string{"quote", "from", "to", "prefix", "suffix"} {
		if v := e.Get(k); v.Text().S != "" && !words.Has(v.Text().S) && k != "prefix" && k != "suffix" {
			v.Errorf("%s holds no word", k)
		}
	}
	t.Paragraph = paragraph(e.Get("paragraph"))
	if v := e.Get("at"); !v.Empty() {
		m := v.Map("at", "paragraph", "start", "end", "before", "after")
		t.Position = &Position{Paragraph: paragraph(m.Get("paragraph")), Start: m.Get("start").Int(), End: m.Get("end").Int(),
			Before: m.Text("before").S, After: m.Text("after").S}
	}
	n.Aim(t)
}

// paragraph reads 3, 0, h2 or sub.
func paragraph(v field.Value) string {
	t := strings.TrimPrefix(v.Text().S, "p")
	if t == "" || t == "sub" {
		return t
	}
	if digits := strings.TrimPrefix(t, "h"); digits == "" || strings.Trim(digits, "0123456789") != "" || len(digits) > 7 {
		v.ErrorHint("write the number of the paragraph, 0 for the headline, h2 for the second heading", "%q is not a paragraph", v.Text().S)
		return ""
	}
	for _, h := range []string{"h0", "0"} { // 03 is 3, and h02 h2
		for strings.HasPrefix(t, h) && len(t) > len(h) {
			t = h[:len(h)-1] + t[len(h):]
		}
	}
	return t
}

// words reads what the note says, and about itself.
func (n *Note) words(e entry) {
	n.Neutral, n.Says = e.Text("neutral").S, e.Text("says").Line()
	n.Body, n.ProseSpot = strings.TrimRight(e.Text("note").S, "\n"), e.Get("note").At().Spot() // a block scalar has a line break at its end, and it means nothing
	for _, v := range e.Get("missing").Items() {
		if w := v.OneOf(Missing...); w != "" {
			n.Missing = append(n.Missing, w)
		}
	}
	n.See = e.Get("see").Texts()
	if e.Get("for").OneOf("teacher") == "teacher" {
		n.Teacher = true
	}
	n.Draft, n.Debatable = e.Get("draft").Bool(), e.Get("debatable").Bool()
	if by := e.Text("by").S; by != "" && by != n.By {
		own := *n.Origin
		own.By = strings.Clone(by) // others may share it
		n.Origin = &own
	}
	n.Created, n.Modified = source.ReadDate(e.Get("created"), false).Written, source.ReadDate(e.Get("modified"), false).Written
	for _, v := range e.Get("figures").Items() {
		m := v.Map("a figure", "words", "low", "high", "counts", "where", "when", "of")
		fig := Figure{Words: m.Need("words").S, Counts: m.Text("counts").S, Where: m.Text("where").S, When: m.Text("when").S, Of: m.Text("of").S, At: v.At()}
		fig.Low, fig.HasLow = m.Get("low").Number()
		fig.High, fig.HasHigh = m.Get("high").Number()
		if fig.HasLow && fig.HasHigh && fig.Low > fig.High {
			m.Get("low").Errorf("low is more than high")
			fig.HasLow, fig.HasHigh = false, false
		}
		n.Figures = append(n.Figures, fig)
	}
}

// attribution reads who does what to which claim, and on what grounds.
func (n *Note) attribution(e entry) {
	claim := e.get("claim").ID()
	n.Claim, n.ClaimSpot, n.Answers = claim.S, claim.At.Spot(), e.get("answers").ID()
	n.Stance = e.get("stance").OneOf(Stances...)
	n.Put = e.get("put").OneOf(Puts...)
	if n.Put == "" {
		n.Put = "stated"
	}
	n.Mode = e.get("mode").OneOf(Modes...)
	n.Certainty = e.get("certainty").OneOf(Certainty...)
	n.Basis = e.get("basis").OneOf(Bases...)
	n.Side = e.get("side").OneOf(Sides...)
	if n.Kind.Name == "claim" {
		switch {
		case n.Put == "declined" && n.Stance != "":
			e.Get("stance").Errorf("who declined took no side: put: declined has no stance")
			n.Stance = ""
		case n.Put != "declined" && e.get("stance").Empty():
			e.Get("stance").ErrorHint("say "+strings.Join(Stances, ", ")+"; or put: declined where the speaker took no side",
				"a note of kind claim needs %q", "stance")
		}
	}
	if n.Kind.Name == "evidence" && e.get("basis").Empty() {
		e.Get("basis").ErrorHint("say "+strings.Join(Bases, ", "), "a note of kind evidence needs %q", "basis")
	}
	if v := e.get("speaker"); !v.Empty() {
		p := n.party(v, false)
		n.Speaker = &p
	}
	for _, v := range e.get("via").Items() {
		if !v.Empty() {
			n.Via = append(n.Via, n.party(v, true))
		}
	}
}

// party reads an id or an inline party.
func (n *Note) party(v field.Value, via bool) Party {
	if !v.IsMap() {
		if id := v.ID(); id.S != "" {
			return Party{ID: id}
		}
		return Party{Inline: &Inline{At: v.At()}} // what is wrong with it was said
	}
	m := v.Map("a party", "described", "kind", "role", "of", "naming", "distinct")
	p := Party{Inline: &Inline{Described: m.Text("described").S, Kind: m.Get("kind").OneOf(PartyKind...), Role: m.Text("role").S, Of: m.Text("of"),
		Naming: m.Get("naming").OneOf(Namings...), Distinct: m.Text("distinct").S, At: v.At()}}
	m.Need("described")
	if p.Naming == "" {
		p.Naming = "described"
	}
	if p.Naming == "unstated" && !via && n.Kind.Name != "evidence" {
		m.Get("naming").ErrorHint("say stance: reports, with the speaker who passes it on", "naming: unstated stands only in via and on evidence")
	}
	return p
}
