// Command lateral builds an annotated source reader out of a folder of transcripts and articles.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
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
	root.InitDefaultCompletionCmd()
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "completion":
			c.SuggestionsMinimumDistance = 2
			c.Args = func(cmd *cobra.Command, args []string) error {
				if len(args) == 0 {
					return nil
				}
				return usagef("no script can be made for %q%s (see lateral completion --help)", args[0], otherVerb(cmd, args[0]))
			}
			c.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		case "help":
			c.Args = func(_ *cobra.Command, args []string) error {
				if cmd, rest, err := root.Find(args); err != nil || len(rest) > 0 {
					return usagef("unknown command %q%s (see lateral --help)", strings.Join(args, " "), otherVerb(cmd, rest[0]))
				}
				return nil
			}
		}
	}
	return root
}

// otherVerb suggests the command of cmd that word may stand for.
func otherVerb(cmd *cobra.Command, word string) string {
	if s := cmd.SuggestionsFor(word); len(s) > 0 {
		return fmt.Sprintf("; did you mean %q?", s[0])
	}
	return ""
}

// orElse is the end of a message about an unknown word: the nearest of those that are known, or all where they are few.
func orElse(word string, known []string) string {
	if hint := diag.DidYouMean(word, known); hint != "" {
		return "; " + hint
	}
	return ""
}

// orList is orElse for what lateral list shows: where those that are known are too many to name.
func orList(word string, known []string, list string) string {
	return cmp.Or(orElse(word, known), "; lateral list "+list+" shows what is there")
}

var flagName = regexp.MustCompile(`(?m)^ .*?--([a-z-]+)`)

// wrongFlag words what is wrong with a flag for people who do not read Go.
func wrongFlag(cmd *cobra.Command, err error) string {
	msg := err.Error()
	if name, ok := strings.CutPrefix(msg, "unknown flag: --"); ok {
		var known []string
		for _, m := range flagName.FindAllStringSubmatch(cmd.Flags().FlagUsages(), -1) {
			known = append(known, m[1])
		}
		if n := diag.Nearest(name, known); n != "" {
			msg += fmt.Sprintf("; did you mean --%s?", n)
		}
	}
	if before, _, ok := strings.Cut(msg, ": strconv."); ok {
		msg = before + ": not a number"
	}
	return msg
}

// takes accepts from least to most arguments, any number where most is negative, and says how the command is written otherwise.
func takes(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= least && (most < 0 || len(args) <= most) {
			return nil
		}
		if most == 0 {
			return fmt.Errorf("%s takes nothing but flags, not %q", cmd.CommandPath(), args[0])
		}
		how := cmd.CommandPath() + strings.TrimPrefix(cmd.Use, cmd.Name())
		if len(args) < least {
			return fmt.Errorf("something is missing; write %s", how)
		}
		if hint := otherVerb(cmd, args[0]); hint != "" {
			return fmt.Errorf("%s has no %q%s", cmd.CommandPath(), args[0], hint)
		}
		or := ""
		if subs := verbs(cmd); len(subs) > 0 {
			or = "; or " + cmd.CommandPath() + " " + strings.Join(subs, "|")
		}
		return fmt.Errorf("%q is too much; write %s, with quotes around what has spaces%s", args[most], how, or)
	}
}

// verbs are the names of the commands below cmd.
func verbs(cmd *cobra.Command) (names []string) {
	for _, c := range cmd.Commands() {
		names = append(names, c.Name())
	}
	return names
}

// oneOf accepts one argument out of names; verb is what is done with them.
func oneOf(verb string, names []string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return fmt.Errorf("say what to %s: %s", verb, strings.Join(names, ", "))
		}
		if !slices.Contains(names, args[0]) {
			return fmt.Errorf("nothing called %q can be %sed%s", args[0], verb, orElse(args[0], names))
		}
		return nil
	}
}

// wrapArgs makes a wrong number of arguments wrong usage.
func wrapArgs(c *cobra.Command) {
	check := c.Args
	c.Args = func(cmd *cobra.Command, args []string) error {
		if check == nil {
			return nil
		}
		if err := check(cmd, args); err != nil {
			return usagef("%s (see %s --help)", err, cmd.CommandPath())
		}
		return nil
	}
	for _, sub := range c.Commands() {
		wrapArgs(sub)
	}
}
