package field

import (
	"net/url"
	"strings"
)

// WebAddress reads an http or https address; anything else is an error and gives "".
func (v Value) WebAddress() string {
	t := v.Text()
	if t.S != "" && !IsWebAddress(t.S) {
		v.ErrorHint("write the whole address, https:// included", "%q is not a web address", t.S)
		return ""
	}
	return t.S
}

// IsBaseAddress reports whether s is a web address that others can be made of: without a query, a fragment or a character that needs escaping.
func IsBaseAddress(s string) bool { return IsWebAddress(s) && !strings.ContainsAny(s, "?#\"<>\\^`{|}") }

// IsWebAddress reports whether s is an absolute http or https address.
func IsWebAddress(s string) bool { return WebHost(s) != "" }

// WebHost is the host of an http or https address, with its port; "" for anything else.
func WebHost(s string) string {
	if host := plainHost(s); host != "" {
		return host
	}
	if u, err := url.Parse(s); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		return u.Host
	}
	return ""
}

// plainHost is the host of an address without anything that has to be read with care: most are such, and a site has many. "" for any other.
func plainHost(s string) string {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(s, "http://"); !ok {
			return ""
		}
	}
	end := len(rest)
	for i := range len(rest) {
		switch c := rest[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '.' || c == '-':
		case c == '/':
			end = min(end, i)
		case end == len(rest) || strings.IndexByte("_~?=&#,;", c) < 0:
			return ""
		}
	}
	return rest[:end]
}
