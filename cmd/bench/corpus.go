package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/lateral-reader/lateral/internal/corpusgen"
)

// writeVerb is how the command calls itself to write a corpus. It must not do so in its own memory: on Linux a child's peak of memory
// counts from that of its parent.
const writeVerb = "write-corpus"

func (b *bench) write(ctx context.Context, kind, dir string, n int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	_, err = b.command(ctx, self, writeVerb, kind, dir, strconv.FormatUint(b.o.Seed, 10), strconv.Itoa(n), strconv.Itoa(b.o.Restricted))
	return err
}

// writeCorpus is the other end: kind, folder, seed, sources, restricted.
func writeCorpus(args []string, stderr io.Writer) int {
	if len(args) != 5 {
		fmt.Fprintln(stderr, "bench: write-corpus is for the command itself")
		return 2
	}
	var o corpusgen.Options
	var err error
	for i, set := range []func(string){
		func(s string) { o.Seed, err = strconv.ParseUint(s, 10, 64) },
		func(s string) { o.Sources, err = strconv.Atoi(s) },
		func(s string) { o.Restricted, err = strconv.Atoi(s) },
	} {
		if set(args[2+i]); err != nil {
			fmt.Fprintln(stderr, "bench:", err)
			return 2
		}
	}
	write := corpusgen.Write
	if args[0] == "hugo" {
		write = corpusgen.WriteHugo
	}
	if err := write(args[1], o); err != nil {
		fmt.Fprintln(stderr, "bench:", err)
		return 3
	}
	return 0
}
