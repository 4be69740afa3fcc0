package importer

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDump(t *testing.T) {
	fs, _ := filepath.Glob(os.Getenv("DUMP"))
	for _, f := range fs {
		data, _ := os.ReadFile(f)
		r, ds := Read(filepath.Base(f), data, Options{})
		fmt.Println("=====", filepath.Base(f), ds)
		if r == nil {
			continue
		}
		fmt.Println("KIND", r.Kind, "|ID", r.ID, "|LANG", r.Lang)
		fmt.Print(r.Front)
		for _, s := range r.Speakers {
			fmt.Printf("  SPK %+v\n", s)
		}
		for _, d := range r.Dropped {
			tx := d.Text
			if len(tx) > 90 {
				tx = tx[:90]
			}
			fmt.Printf("  DROP %d %q: %s\n", d.Line, tx, d.Why)
		}
		for _, d := range r.Problems {
			fmt.Println("  PROB", d)
		}
		if os.Getenv("BODY") != "" {
			for _, l := range strings.Split(r.Body, "\n") {
				if len(l) > 110 {
					l = l[:110]
				}
				fmt.Println("  |", l)
			}
		}
	}
}
