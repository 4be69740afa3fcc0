//go:build ignore

// Generate makes english.bits and names.bits out of lists of words, one a line:
//
//	go run generate.go english.bits FILE...
//	go run generate.go names.bits FILE...
package main

import (
	"bufio"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/lateral-reader/lateral/internal/lexicon"
)

// kinds say which lines of the lists go into which file.
var kinds = map[string]*regexp.Regexp{
	"english.bits": regexp.MustCompile(`^([a-z]{2,}|a|i)$`),
	"names.bits":   regexp.MustCompile(`^[A-Z][a-z]+$`),
}

func main() {
	kind := kinds[os.Args[1]]
	words := map[string]bool{}
	for _, name := range os.Args[2:] {
		f, err := os.Open(name)
		if err != nil {
			panic(err)
		}
		for s := bufio.NewScanner(f); s.Scan(); {
			if w := s.Text(); kind.MatchString(w) {
				words[strings.ToLower(w)] = true
			}
		}
	}
	out := make([]byte, len(words)*2)
	for w := range words {
		for _, at := range lexicon.Bits(w, len(out)) {
			out[at/8] |= 1 << (at % 8)
		}
	}
	if err := os.WriteFile(os.Args[1], out, 0o644); err != nil {
		panic(err)
	}
	fmt.Println(len(words), "words,", len(out), "bytes")
}
