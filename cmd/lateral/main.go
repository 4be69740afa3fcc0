// Command lateral builds an annotated source reader out of a folder of transcripts and articles.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/diag"
)

// Exit codes, as the README lists them.
const (
	exitFine        = 0
	exitContent     = 1
	exitUsage       = 2
	exitMachine     = 3
	exitInterrupted = 130
)

// grace is how long a command may take to end after an interrupt. One that waits for the bytes of a pipe does not end by itself; a build can be
// ended anywhere.
const grace = 5 * time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, func() {
		stop() // a second signal ends the process at once
		time.Sleep(grace)
		os.Exit(exitInterrupted)
	})
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// coded is an error that knows its exit code. An empty message has been printed already.
type coded struct {
	code int
	err  error
}

func (c coded) Error() string { return c.err.Error() }
func (c coded) Unwrap() error { return c.err }

// errPrinted ends a command whose messages are out.
var errPrinted = errors.New("")

// usagef is wrong usage or configuration.
func usagef(format string, args ...any) error { return coded{exitUsage, fmt.Errorf(format, args...)} }

// wrongContent ends a command after the messages about wrong input were printed.
func wrongContent() error { return coded{exitContent, errPrinted} }

// app holds what every verb needs.
type app struct {
	out, err io.Writer
	site     string // -s as given, "" where not
	asJSON   bool   // JSON was asked for: what is wrong is told as JSON, too
	told     bool   // JSON was printed
}

// run is the command without its process: it reads args, prints, and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	out := &results{Writer: stdout}
	stdout = out
	a := &app{out: stdout, err: stderr}
	root := a.root()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil && out.err != nil {
		err = out.err
	}
	var c coded
	switch {
	case ctx.Err() != nil:
		c = coded{exitInterrupted, errors.New("interrupted")}
		fmt.Fprintln(stderr, c)
	case err == nil:
		return exitFine
	case !errors.As(err, &c):
		c = coded{exitMachine, err}
		fallthrough
	default:
		if msg := err.Error(); msg != "" {
			fmt.Fprintln(stderr, "lateral: "+strings.TrimSpace(msg))
		}
	}
	if !a.told && slices.Contains(args, "--json") {
		// Who reads the output reads JSON, whatever went wrong. That it cannot be written is no other news.
		_ = a.json(checked{[]problem{{Level: diag.Error.String(), Message: strings.TrimSpace(c.Error())}}, map[string]int{}, nil})
	}
	return c.code
}

// results remembers that what was printed did not all arrive.
type results struct {
	io.Writer
	err error
}

func (r *results) Write(b []byte) (int, error) {
	n, err := r.Writer.Write(b)
	if r.err == nil {
		r.err = err
	}
	return n, err
}

// root is the command with all its verbs.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "lateral",
		Short: "Build an annotated source reader out of transcripts and articles",
		Long: `lateral turns a folder of transcripts and articles into cross-linked pages with notes on who claims what, and how.

  lateral new my-site      begin a site with a sample
  lateral serve            see it in a browser while you write
  lateral check            look for mistakes in it
  lateral build            write its pages to public/`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return usagef("unknown command %q%s (see lateral --help)", args[0], otherVerb(cmd, args[0]))
		},
		RunE:                       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SuggestionsMinimumDistance: 2,
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usagef("%s (see %s --help)", wrongFlag(cmd, err), cmd.CommandPath())
	})
	root.Version = versionName()
	root.SetVersionTemplate("lateral {{.Version}}\n")
	root.PersistentFlags().StringVarP(&a.site, "site", "s", "", "folder of the site (default: this one, or the nearest above that has a lateral.yaml)")
	root.AddCommand(a.newCmd(), a.importCmd(), a.attachCmd(), a.buildCmd(), a.serveCmd(), a.checkCmd(), a.diffCmd(), a.listCmd(), a.exportCmd(), a.importNotesCmd(), a.versionCmd())
	for _, c := range root.Commands() {
		wrapArgs(c)
	}
	wordArgs(root)
	return root
}
