// Package pattern has regular expressions that are compiled when they are first used. Reading foreign texts takes hundreds, and compiling all of them took
// most of the time of a command that reads none. In go expressions (syntax of package regexp), out come matches; what they are for it does not know.
package pattern

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression, safe for several readers at once. Its methods are those of regexp.Regexp, byte offsets among them. An expression
// that is none panics at its first use, and in Each.
type Pattern struct {
	text     string
	compiled func() *regexp.Regexp
}

var (
	mu  sync.Mutex
	all []*Pattern
)

// New keeps an expression for its first use.
func New(text string) *Pattern {
	p := &Pattern{text, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })}
	mu.Lock()
	defer mu.Unlock()
	all = append(all, p)
	return p
}

// Each compiles every pattern that the program has, so that a test of the packages that have them finds what is none, and calls f with its expression.
func Each(f func(text string)) {
	mu.Lock()
	defer mu.Unlock()
	for _, p := range all {
		p.compiled()
		f(p.text)
	}
}

func (p *Pattern) Match(b []byte) bool                  { return p.compiled().Match(b) }
func (p *Pattern) MatchString(s string) bool            { return p.compiled().MatchString(s) }
func (p *Pattern) FindIndex(b []byte) []int             { return p.compiled().FindIndex(b) }
func (p *Pattern) FindSubmatch(b []byte) [][]byte       { return p.compiled().FindSubmatch(b) }
func (p *Pattern) FindString(s string) string           { return p.compiled().FindString(s) }
func (p *Pattern) FindStringIndex(s string) []int       { return p.compiled().FindStringIndex(s) }
func (p *Pattern) FindStringSubmatch(s string) []string { return p.compiled().FindStringSubmatch(s) }
func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	return p.compiled().FindStringSubmatchIndex(s)
}
func (p *Pattern) FindAllString(s string, n int) []string { return p.compiled().FindAllString(s, n) }
func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringIndex(s, n)
}
func (p *Pattern) ReplaceAll(b, with []byte) []byte { return p.compiled().ReplaceAll(b, with) }
func (p *Pattern) ReplaceAllString(s, with string) string {
	return p.compiled().ReplaceAllString(s, with)
}
func (p *Pattern) Split(s string, n int) []string { return p.compiled().Split(s, n) }
func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.compiled().FindAllStringSubmatch(s, n)
}
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringSubmatchIndex(s, n)
}
func (p *Pattern) ReplaceAllStringFunc(s string, with func(string) string) string {
	return p.compiled().ReplaceAllStringFunc(s, with)
}
