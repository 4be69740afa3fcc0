package webanno

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
)

// place finds the source that an annotation is about, and the target in it. A reply is about what it replies to.
func (k *converter) place(a *Annotation) (*corpus.Source, Target, bool) {
	if len(a.Targets) == 0 {
		k.refuse(a, "", "the annotation has no target")
		return nil, Target{}, false
	}
	var asked []string
	for i, t := range a.Targets {
		var src *corpus.Source
		if k.o.Source != "" {
			src = k.c.Source(k.o.Source)
		} else {
			src = k.sourceOf(t.Sources)
		}
		if src == nil {
			asked = append(asked, t.Sources...)
			continue
		}
		for j, other := range a.Targets {
			if j != i && (other.Quote != "" || k.o.Source == "") {
				a.left("a further target %s", cmp.Or(brief(other.Quote), strings.Join(other.Sources, " ")))
			}
		}
		return src, t, true
	}
	k.refuse(a, "name the source with --source ID, or write its address under url: in its front matter", "no source here has the address %s", strings.Join(slices.Compact(asked), ", "))
	return nil, Target{}, false
}

// sourceOf finds a source by an address: of its page, of the original, or of a page of any site that is called as ours would be.
func (k *converter) sourceOf(addresses []string) *corpus.Source {
	for _, u := range addresses {
		if id, ok := strings.CutPrefix(u, "urn:lateral:source:"); ok && k.c.Source(id) != nil {
			return k.c.Source(id)
		}
		if s := k.byURL[plainURL(u)]; s != nil {
			return s
		}
	}
	for _, u := range addresses {
		parsed, err := url.Parse(u)
		if err != nil {
			continue
		}
		id := strings.TrimSuffix(path.Base(parsed.Path), ".html")
		if s := k.c.Source(id); s != nil && strings.HasSuffix(strings.TrimSuffix(parsed.Path, ".html"), s.Coll.ID+"/sources/"+id) {
			return s
		}
	}
	return nil
}

// plainURL is an address without what differs between copies of it: scheme, www., fragment, slash at the end, and parameters that follow people.
func plainURL(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" {
		return s
	}
	q := u.Query()
	for k := range q {
		if strings.HasPrefix(k, "utm_") || k == "fbclid" || k == "gclid" {
			q.Del(k)
		}
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.") + strings.TrimRight(u.EscapedPath(), "/") + "?" + q.Encode()
}

// ours tells the address of a claim or of a speaker of this site, by the tag that means the same: claim or speaker and an id; "" for any other.
func (k *converter) ours(address string) (kind, id string) {
	if id, ok := strings.CutPrefix(address, "urn:lateral:claim:"); ok {
		return "claim", id
	}
	if id, ok := strings.CutPrefix(address, "urn:lateral:voice:"); ok {
		return "speaker", id
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", ""
	}
	id = strings.TrimSuffix(path.Base(u.Path), ".html")
	switch dir := path.Base(path.Dir(u.Path)); {
	case dir == "claims" && k.c.Claim(id) != nil:
		return "claim", id
	case (dir == "speakers" || dir == "outlets") && slices.Contains(k.voices(), id):
		return "speaker", id
	}
	return "", ""
}

// voices are the ids of all that may hold a claim: speakers, outlets and sources.
func (k *converter) voices() (ids []string) {
	for _, s := range k.c.Speakers {
		ids = append(ids, s.ID)
	}
	for _, o := range k.c.Outlets {
		ids = append(ids, o.ID)
	}
	return append(ids, k.c.SourceIDs()...)
}
