//go:build ignore

// Generate makes english.bits out of lists of words, one a line: go run generate.go lexicon.go FILE...
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

func main() {
	words := map[string]bool{}
	for _, name := range os.Args[1:] {
		f, err := os.Open(name)
		if err != nil {
			panic(err)
		}
		for s := bufio.NewScanner(f); s.Scan(); {
			w := s.Text()
			if strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" && len(w) > 1 || w == "a" || w == "i" {
				words[w] = true
			}
		}
	}
	out := make([]byte, len(words)*2)
	for w := range words {
		for _, at := range bits(w, len(out)) {
			out[at/8] |= 1 << (at % 8)
		}
	}
	if err := os.WriteFile("english.bits", out, 0o644); err != nil {
		panic(err)
	}
	fmt.Println(len(words), "words,", len(out), "bytes")
}
