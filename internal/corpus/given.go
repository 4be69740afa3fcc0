package corpus

import "github.com/lateral-reader/lateral/internal/notes"

// Given is a note as an edition hands it on to other tools: with no word of a restricted text beyond what its pages show, and nothing that
// names what the edition does not have.
type Given struct {
	*Note
	File    *notes.File
	Written notes.Note // as its file would say it
	// Words is the passage in the source's own characters, Before and After what stands around it; "" where they may not be shown.
	Words, Before, After string
	// Fragment is the address of the sentence in which the passage begins, p3s2, or of its block; "" where there is none.
	Fragment string
	// Start and End count code points of the text; both are 0 where the passage was not found in it.
	Start, End int
	Path       string // of the source's page from the top of the output; the note is at #n- and its id there
}
