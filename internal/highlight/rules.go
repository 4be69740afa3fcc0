package highlight

import (
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// The rules are our own and not those of chroma's lexers package: its YAML reads "no" and "36" as other things than words, which these
// files never mean, its Markdown knows no turns, and the package brings five megabytes of languages along.

const (
	date   = `\d{4}-\d\d(?:-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?)?`
	number = `-?\d+(?:\.\d+)?`
	quoted = `"(?:\\.|[^"\\])*"|'(?:''|[^'])*'`
	plain  = `[^\s#"'\[\]{},][^:#\n{}\[\],]*?` // a key without quotes
)

// yamlRules read YAML in block style; an opening bracket leads to flowRules.
var yamlRules = []chroma.Rule{
	{Pattern: `^(---|\.\.\.)[ \t]*$`, Type: chroma.Punctuation},
	// A block scalar: all lines indented like its first.
	{Pattern: `(\|[-+0-9]*|>[-+0-9]*)([ \t]*(?:#[^\n]*)?\n)((?:[ \t]*\n)*( +)\S[^\n]*(?:\n(?:\4[^\n]*|[ \t]*(?=\n|\z)))*)`, Type: chroma.ByGroups(chroma.Punctuation, chroma.Comment, chroma.Literal, nil)},
	{Pattern: `(?<=^|\s)#[^\n]*`, Type: chroma.Comment},
	{Pattern: `^([ ]*(?:-[ ]+)*)(` + quoted + `|` + plain + `)([ ]*)(:)(?=\s|\z)`, Type: chroma.ByGroups(chroma.Punctuation, chroma.NameTag, chroma.Text, chroma.Punctuation)},
	{Pattern: `^([ ]*(?:-(?:[ ]+|$))+)`, Type: chroma.Punctuation},
	{Pattern: `[\[{]`, Type: chroma.Punctuation, Mutator: chroma.Push("flow")},
	{Pattern: quoted, Type: chroma.StringDouble},
	{Pattern: date + `(?=[ \t]*(?:#|$))`, Type: chroma.LiteralDate},
	{Pattern: number + `(?=[ \t]*(?:#|$))`, Type: chroma.Number},
	{Pattern: `\S(?:[^\n#]|(?<=\S)#)*`, Type: chroma.Literal},
	{Pattern: `[ \t]+|\s`, Type: chroma.Text},
}

// flowRules read what stands in brackets.
var flowRules = []chroma.Rule{
	{Pattern: `[\]}]`, Type: chroma.Punctuation, Mutator: chroma.Pop(1)},
	{Pattern: `[\[{]`, Type: chroma.Punctuation, Mutator: chroma.Push("flow")},
	{Pattern: `,`, Type: chroma.Punctuation},
	{Pattern: `(?<=\s)#[^\n]*`, Type: chroma.Comment},
	{Pattern: `(` + quoted + `|` + plain + `)([ ]*)(:)(?=[\s,}])`, Type: chroma.ByGroups(chroma.NameTag, chroma.Text, chroma.Punctuation)},
	{Pattern: quoted, Type: chroma.StringDouble},
	{Pattern: date + `(?=\s*[,\]}])`, Type: chroma.LiteralDate},
	{Pattern: number + `(?=\s*[,\]}])`, Type: chroma.Number},
	{Pattern: `[^\s,\[\]{}](?:[^\n,\[\]{}])*`, Type: chroma.Literal},
	{Pattern: `[ \t]+|\s`, Type: chroma.Text},
}

// markdownRules read the text of a source behind its labels.
var markdownRules = []chroma.Rule{
	{Pattern: "^(```|~~~)[^\\n]*\\n(?:[^\\n]*\\n)*?(?:\\1[^\\n]*$|\\z)", Type: chroma.Literal},
	{Pattern: `^#{1,6}[ \t][^\n]*$`, Type: chroma.GenericHeading},
	{Pattern: `^[ \t]*[*_]*\[(?!\^)[^\[\]\n]*\][*_]*[ \t]*$`, Type: chroma.GenericEmph}, // a stage direction
	{Pattern: `^[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$`, Type: chroma.Punctuation},
	{Pattern: `^[ \t]*(?:[-*+]|\d{1,9}[.)]|>)(?:[ \t]|$)`, Type: chroma.Punctuation},
	{Pattern: `\[\^[^\]\s]+\]:?`, Type: chroma.NameAttribute},
	{Pattern: `(!?\[)([^\[\]\n]*)(\]\()([^()\s]*)([^()\n]*)(\))`, Type: chroma.ByGroups(chroma.Punctuation, chroma.Text, chroma.Punctuation, chroma.NameAttribute, chroma.Literal, chroma.Punctuation)},
	{Pattern: "`[^`\\n]+`", Type: chroma.Literal},
	{Pattern: `\\.`, Type: chroma.Text},
	{Pattern: `\*+|~~|\|`, Type: chroma.Punctuation},
	{Pattern: "[^\\s*~|`\\[\\]!\\\\]+", Type: chroma.Text},
	{Pattern: `\s`, Type: chroma.Text},
	{Pattern: `.`, Type: chroma.Text},
}

// transcript is the lexer of a source: front matter, then Markdown in which declared labels begin turns.
func transcript(labels []string) chroma.Rules {
	body := slices.Clone(markdownRules)
	if len(labels) > 0 {
		// The longer first, so that RUIZ does not stand in the way of RUIZ AND OKAFOR.
		labels = slices.Clone(labels)
		slices.SortFunc(labels, func(a, b string) int { return len(b) - len(a) })
		for i, l := range labels {
			labels[i] = strings.ReplaceAll(regexp.QuoteMeta(l), " ", `[ \t]+`)
		}
		const bold, time = `(?:\*\*|__)?`, `(\[[\d:.,]+\])?`
		body = slices.Insert(body, 0, chroma.Rule{
			Pattern: `^([ \t]*)` + time + `([ \t]*` + bold + `)(` + strings.Join(labels, "|") + `)(` + bold + `\s*?)` + time + `(` + bold + `[ \t]*[:：]` + bold + `[ \t]*)` + time,
			Type:    chroma.ByGroups(chroma.Text, chroma.Number, chroma.Punctuation, chroma.NameLabel, chroma.Punctuation, chroma.Number, chroma.Punctuation, chroma.Number),
		})
	}
	front := slices.Insert(slices.Clone(yamlRules), 0, chroma.Rule{Pattern: `^---[ \t]*\n`, Type: chroma.Punctuation, Mutator: chroma.Push("body")})
	return chroma.Rules{
		"root":  {{Pattern: `\A---[ \t]*\n`, Type: chroma.Punctuation, Mutator: chroma.Push("front")}, chroma.Default(chroma.Push("body"))},
		"front": front,
		"flow":  flowRules,
		"body":  body,
	}
}
