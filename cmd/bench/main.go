// Command bench measures a full build against cp -r of its own output and, where it is on the path, against Hugo on the same content; and how long
// it takes until a saved note is seen. It prints Markdown tables and judges nothing: no test fails because a machine is slow.
//
//	go run ./cmd/bench -sizes 100,1000,10000 -runs 3
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/lateral-reader/lateral/internal/corpusgen"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// config is what the flags say.
type config struct {
	sizes []int
	runs  int
	saves int
	hugo  string // the command; "" without
	keep  string
	o     corpusgen.Options
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == writeVerb {
		return writeCorpus(args[1:], stderr)
	}
	var cfg config
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	sizes := flags.String("sizes", "100,1000,10000", "numbers of sources, with commas")
	flags.IntVar(&cfg.runs, "runs", 3, "runs of each, in alternation")
	flags.IntVar(&cfg.saves, "saves", 100, "notes to save while the site is served, 0 for none")
	flags.StringVar(&cfg.hugo, "hugo", "auto", "the hugo command, auto for the one on the path, off for none")
	flags.StringVar(&cfg.keep, "keep", "", "a new or empty `folder` for sites and outputs, which then stay; else they are removed")
	flags.Uint64Var(&cfg.o.Seed, "seed", 1, "of the made-up content")
	flags.IntVar(&cfg.o.Restricted, "restricted", 0, "how many sources of a hundred are all-rights-reserved, so that the last step has texts to look for")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	for s := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			fmt.Fprintf(stderr, "bench: %q is not a number of sources\n", s)
			return 2
		}
		cfg.sizes = append(cfg.sizes, n)
	}
	if cfg.runs < 1 || cfg.saves < 0 || flags.NArg() > 0 {
		fmt.Fprintln(stderr, "bench: -runs is at least 1, -saves at least 0, and there are no arguments beside the flags")
		return 2
	}
	switch path, err := exec.LookPath("hugo"); {
	case cfg.hugo == "auto" && err == nil:
		cfg.hugo = path
	case cfg.hugo == "auto" || cfg.hugo == "off":
		cfg.hugo = ""
	}
	err := measure(ctx, cfg, stdout, stderr)
	switch {
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "bench: interrupted")
		return 130
	case err != nil:
		fmt.Fprintln(stderr, "bench:", err)
		return 3
	}
	return 0
}

// measure does it all in a folder of its own, which it removes: at 10,000 sources it takes 4 GB for each run.
func measure(ctx context.Context, cfg config, stdout, stderr io.Writer) error {
	dir, err := folder(cfg.keep)
	if err != nil {
		return err
	}
	if cfg.keep == "" {
		defer os.RemoveAll(dir)
	}
	b := &bench{config: cfg, dir: dir, progress: stderr, lateral: filepath.Join(dir, "lateral-command")}
	if _, err := b.command(ctx, "go", "build", "-trimpath", "-o", b.lateral, "github.com/lateral-reader/lateral/cmd/lateral"); err != nil {
		return err
	}
	before := load()
	on := machine(ctx, cfg.hugo)
	var results []result
	for _, n := range cfg.sizes {
		var r result
		if r, err = b.size(ctx, n); err != nil {
			break // the sizes before it were measured and are printed
		}
		results = append(results, r)
	}
	if len(results) > 0 {
		report(stdout, cfg, on, before, load(), results)
	}
	return err
}

// folder makes the folder for everything; one that holds something is refused, as its files could be taken for those of a run.
func folder(keep string) (string, error) {
	if keep == "" {
		return os.MkdirTemp("", "lateral-bench-")
	}
	dir, err := filepath.Abs(keep)
	if err != nil {
		return "", err
	}
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return dir, os.MkdirAll(dir, 0o755)
	case err != nil:
		return "", err
	case len(entries) > 0:
		return "", fmt.Errorf("%s is not empty; -keep needs a new folder", keep)
	}
	return dir, nil
}
