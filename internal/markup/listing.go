package markup

import (
	"html/template"
	"iter"
	"strconv"
	"strings"
)

// Listing draws a file in lines, each with its number, which is its address (L12) and links to it. In come a class and words again and again,
// joined the file; a class of "" gives no element. It belongs in pre and code.
func Listing(pieces iter.Seq2[string, string]) template.HTML {
	out, number, open := make([]byte, 0, 1<<14), 0, false
	for class, words := range pieces {
		for words != "" {
			if !open {
				number++
				out = appendLineStart(out, number)
			}
			line, rest, ends := strings.Cut(words, "\n")
			if class == "" || line == "" {
				out = appendText(out, line)
			} else {
				out = append(out, "<span"...)
				out = appendAttr(out, "class", class)
				out = append(out, '>')
				out = appendText(out, line)
				out = append(out, "</span>"...)
			}
			if ends {
				out = append(out, lineEnd...)
			}
			words, open = rest, !ends
		}
	}
	if open {
		out = append(out, lineEnd...)
	}
	return template.HTML(out)
}

func appendLineStart(out []byte, number int) []byte {
	out = append(out, `<span class="line"><span class="ln" id="L`...)
	out = strconv.AppendInt(out, int64(number), 10)
	out = append(out, `"><a href="#L`...)
	out = strconv.AppendInt(out, int64(number), 10)
	out = append(out, `">`...)
	out = strconv.AppendInt(out, int64(number), 10)
	return append(out, `</a></span><span class="cl">`...)
}

// The line feed is in the line, so that a copy of the page's text has it.
const lineEnd = "\n</span></span>"
