package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/diag"
)

// This file words what is wrong with a command line. Every message names the nearest right word, or how the command is written.

// wordArgs gives the commands that cobra adds, completion and help, our words for what they do not know.
func wordArgs(root *cobra.Command) {
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
}

// otherVerb suggests the command of cmd that word may stand for.
func otherVerb(cmd *cobra.Command, word string) string {
	if s := cmd.SuggestionsFor(word); word != "" && len(s) > 0 {
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
	var known []string
	for _, m := range flagName.FindAllStringSubmatch(cmd.Flags().FlagUsages(), -1) {
		known = append(known, m[1])
	}
	name, ok := strings.CutPrefix(msg, "unknown flag: --")
	if _, typed, short := strings.Cut(msg, " in -"); !ok && short && strings.HasPrefix(msg, "unknown shorthand flag") {
		if name, _, _ = strings.Cut(typed, "="); slices.Contains(known, name) {
			msg += fmt.Sprintf("; did you mean --%s?", name)
		}
	}
	if ok {
		n := diag.Nearest(name, known)
		for _, k := range known { // of --in, --into is what was meant and not --id
			if len(name) > 1 && strings.HasPrefix(k, name) {
				n = k
				break
			}
		}
		if n != "" {
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
