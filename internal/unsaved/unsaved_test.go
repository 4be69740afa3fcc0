package unsaved_test

import (
	"testing"

	"github.com/lateral-reader/lateral/internal/unsaved"
)

func TestTemporary(t *testing.T) {
	for name, want := range map[string]bool{
		"talk.md": false, "talk.notes.yaml": false, "lateral.yaml": false, "a.tmpl": false, "tmp": false, "49130": false, "4913.md": false,
		"swp": false, "a~b.md": false, "talk.md.txt": false, "": false, "sedatives": false, "template.html": false, "#": true,

		".": true, ".talk.md.swp": true, ".talk.md.swo": true, "talk.swp": true, "talk.md~": true, "4913": true, // vim
		".#talk.md": true, "#talk.md#": true, // emacs
		".goutputstream-8B1X42": true, ".talk.md.kate-swp": true, "talk.md.kate-swp": true, // gedit, kate
		"talk.md.tmp": true, "talk.md.bck": true, "talk.md.bak": true, "talk.md.orig": true,
		"talk.md___jb_tmp___": true, "talk.md___jb_old___": true, // JetBrains
		"TALK~RF1A2B3C.TMP": true, "~$talk.docx": true, ".~lock.talk.odt#": true, // Windows, Office
		".DS_Store": true, ".git": true, ".gitignore": true, ".talk.md.x7Gq2a": true, "talk.md.part": true, "talk.md.crdownload": true,
	} {
		if got := unsaved.Temporary(name); got != want {
			t.Errorf("Temporary(%q) = %v, want %v", name, got, want)
		}
	}
}
