package source

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/lateral-reader/lateral/internal/field"
)

// ReadDate reads YYYY, YYYY-MM, YYYY-MM-DD or RFC 3339 with an offset; where span is set, also {after, before, why}. Anything else
// is an error and gives the zero Date.
func ReadDate(v field.Value, span bool) Date {
	var d Date
	if v.Empty() {
		return d
	}
	if v.IsMap() && span {
		m := v.Map("a span of time", "after", "before", "why")
		b := Span{After: ReadDate(m.Get("after"), false).Written, Before: ReadDate(m.Get("before"), false).Written, Why: m.Text("why").S}
		if b.After == "" && b.Before == "" {
			v.Errorf("a span of time needs after or before")
		}
		if b.After != "" && b.Before != "" && !earliest(b.After).Before(latest(b.Before)) {
			v.Errorf("nothing lies after %s and before %s", b.After, b.Before)
		}
		if b.After != "" { // exclusive: the first instant after the whole of it
			d.first = instantOf(latest(b.After).Add(time.Nanosecond))
		}
		if b.Before != "" {
			d.last = instantOf(earliest(b.Before).Add(-time.Nanosecond))
		}
		d.Span = &b
		return d
	}
	t := v.Text()
	if t.S == "" {
		return d // not one value, which has been said
	}
	first, last, err := instants(t.S)
	if err != nil {
		v.ErrorHint(dateHint(t.S), "%q is not a date", t.S)
		return d
	}
	d.Written, d.first, d.last = t.S, instantOf(first), instantOf(last)
	return d
}

// instant is a moment in UTC: a time.Time has a pointer, and there are many dates. The zero instant is the zero time.
type instant struct {
	seconds int64 // from the zero time on
	nanos   int32
}

func instantOf(t time.Time) instant {
	return instant{t.Unix() - time.Time{}.Unix(), int32(t.Nanosecond())}
}

func (i instant) time() time.Time {
	return time.Unix(i.seconds+time.Time{}.Unix(), int64(i.nanos)).UTC()
}

// instants gives the first and the last instant, in UTC, that a written date may mean.
func instants(s string) (first, last time.Time, err error) {
	for _, f := range []struct {
		layout              string
		years, months, days int
	}{{"2006", 1, 0, 0}, {"2006-01", 0, 1, 0}, {"2006-01-02", 0, 0, 1}} {
		if len(s) != len(f.layout) {
			continue // the library makes an error of it, which takes longer than reading a date
		}
		if t, err := time.Parse(f.layout, s); err == nil {
			return t, t.AddDate(f.years, f.months, f.days).Add(-time.Nanosecond), nil
		}
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.UTC(), t.UTC(), nil
	}
	return first, last, fmt.Errorf("%q is not a date", s)
}

// earliest is the first instant that a written date may mean; the zero time where it is not a date.
func earliest(s string) time.Time { t, _, _ := instants(s); return t }

// latest is the last instant that a written date may mean; the zero time where it is not a date.
func latest(s string) time.Time { _, t, _ := instants(s); return t }

// Earliest is the first instant that the date may mean; ok is false where there is no lower bound.
func (d Date) Earliest() (t time.Time, ok bool) { return d.first.time(), d.first != instant{} }

// Latest is the last instant that the date may mean; ok is false where there is no upper bound.
func (d Date) Latest() (t time.Time, ok bool) { return d.last.time(), d.last != instant{} }

// ReadLang reads a BCP 47 language tag; a wrong one is an error and gives "".
func ReadLang(v field.Value) string {
	t := v.Text()
	if t.S == "" {
		return ""
	}
	if _, err := language.Parse(t.S); err != nil {
		v.ErrorHint("write en, fr, pt-BR", "%q is not a language tag", t.S)
		return ""
	}
	return t.S
}

// Rights lists what the rights of a source can be; others that begin with cc- are taken, too.
var Rights = []string{"own", "public-domain", "cc-by", "cc-by-sa", "cc-by-nd", "cc-by-nc", "cc-by-nc-sa", "cc-by-nc-nd", "cc-zero", "permission", "all-rights-reserved"}

// readRights reads the rights, which must be there. Anything that begins with cc- is taken as it is.
func readRights(m field.Map) string {
	v := m.Get("rights")
	if v.Empty() {
		v.ErrorHint("say rights: own, public-domain, cc-by, permission or all-rights-reserved", "a source needs %q", "rights")
		return "all-rights-reserved" // until it is said otherwise
	}
	if t := v.Text().S; strings.HasPrefix(t, "cc-") && len(t) > 4 {
		return t
	}
	if t := v.Text().S; slices.Contains(Rights, t) {
		return t
	} else if t != "" {
		v.ErrorHint(RightsHint(t), "unknown value %q", t)
	}
	return "all-rights-reserved"
}
