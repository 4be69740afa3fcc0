package main

import (
	"bytes"
	"encoding/hex"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"lateral": main})
}

// TestScripts runs what a user types; see testdata/script. Beside the usual commands there are unhex FILE HEX, big FILE BYTES and
// exits CODE COMMAND.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"unhex": func(ts *testscript.TestScript, _ bool, args []string) {
				data, err := hex.DecodeString(args[1])
				ts.Check(err)
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
			},
			"exits": func(ts *testscript.TestScript, _ bool, args []string) {
				code := 0
				err := ts.Exec(args[1], args[2:]...)
				var ended *exec.ExitError
				if errors.As(err, &ended) {
					code = ended.ExitCode()
				} else {
					ts.Check(err)
				}
				if strconv.Itoa(code) != args[0] {
					ts.Fatalf("exit code %d, want %s", code, args[0])
				}
			},
			"big": func(ts *testscript.TestScript, _ bool, args []string) {
				n, err := strconv.Atoi(args[1])
				ts.Check(err)
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes.Repeat([]byte("x"), n), 0o644))
			},
		},
	})
}
