package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/lateral-reader/lateral/internal/corpusgen"
)

// terminal is a pseudo terminal, and what was written to it.
type terminal struct {
	t      *testing.T
	master *os.File
	slave  *os.File

	mu   sync.Mutex
	text bytes.Buffer
	read chan struct{} // closed when all is read
}

func newTerminal(t *testing.T, columns uint16) *terminal {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		unable(t, "there are no pseudo terminals: "+err.Error())
	}
	ioctl := func(request uintptr, value unsafe.Pointer) {
		t.Helper()
		if _, _, e := syscall.Syscall(syscall.SYS_IOCTL, master.Fd(), request, uintptr(value)); e != 0 {
			t.Fatal(e)
		}
	}
	var unlock, number int32
	size := [4]uint16{24, columns}
	ioctl(syscall.TIOCSPTLCK, unsafe.Pointer(&unlock))
	ioctl(syscall.TIOCGPTN, unsafe.Pointer(&number))
	ioctl(syscall.TIOCSWINSZ, unsafe.Pointer(&size))
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	term := &terminal{t: t, master: master, slave: slave, read: make(chan struct{})}
	go func() {
		defer close(term.read)
		b := make([]byte, 4096)
		for {
			n, err := master.Read(b)
			term.mu.Lock()
			term.text.Write(b[:n])
			term.mu.Unlock()
			if err != nil {
				return // the last that had the other end open is gone
			}
		}
	}()
	return term
}

func (x *terminal) written() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.text.String()
}

// run runs the command with stderr on the terminal, and as what a key press ends. It returns stdout, the exit code, and how long it took.
func (x *terminal) run(watch func(p *os.Process), env []string, args ...string) (stdout string, code int, took time.Duration) {
	x.t.Helper()
	var out bytes.Buffer
	cmd := exec.Command("lateral", args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = x.slave, &out, x.slave
	cmd.Env = append(os.Environ(), env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		x.t.Fatal(err)
	}
	x.slave.Close()
	watch(cmd.Process)
	err := cmd.Wait()
	took = time.Since(began)
	<-x.read
	x.master.Close()
	var e *exec.ExitError
	if errors.As(err, &e) {
		return out.String(), e.ExitCode(), took
	} else if err != nil {
		x.t.Fatal(err)
	}
	return out.String(), 0, took
}

// screen is what can be read on the terminal: a carriage return goes back, and what is written there stands for what was there.
func (x *terminal) screen() []string {
	var lines []string
	for line := range strings.Lines(x.written()) {
		var shown []byte
		at := 0
		for _, c := range []byte(strings.TrimRight(line, "\n")) {
			if c == '\r' {
				at = 0
				continue
			}
			if at == len(shown) {
				shown = append(shown, 0)
			}
			shown[at] = c
			at++
		}
		lines = append(lines, strings.TrimRight(string(shown), " "))
	}
	return lines
}

// TestProgress: who watches on a terminal sees each stage in one line, which goes; nobody else does, and stdout has nothing of it.
func TestProgress(t *testing.T) {
	dir := t.TempDir()
	if err := corpusgen.Write(dir, corpusgen.Options{Seed: 1, Sources: 2000}); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOMAXPROCS", "1") // so that each stage lasts long enough to be shown
	leave := func(*os.Process) {}
	build := []string{"-s", dir, "build", "-d"}

	t.Run("terminal", func(t *testing.T) {
		const columns = 60
		x := newTerminal(t, columns)
		out, code, took := x.run(leave, []string{"TERM=xterm"}, append(build, t.TempDir())...)
		if code != exitFine || strings.Count(out, "\n") != 1 || strings.Contains(out, "\r") {
			t.Errorf("exit %d, stdout %q", code, out)
		}
		if s := x.screen(); len(s) != 1 || !strings.HasPrefix(s[0], "public edition: ") {
			t.Errorf("in the end the screen shows %q", s)
		}
		text := x.written()
		for _, want := range []string{"reading: ", "making pages: ", " of "} {
			if !strings.Contains(text, want) {
				t.Errorf("%q was not shown: %q", want, text)
			}
		}
		drawn := strings.Split(text, "\r")
		if most := int(took/drawEvery) + 20; len(drawn) > most {
			t.Errorf("drawn %d times in %s", len(drawn), took)
		}
		for _, line := range drawn {
			if !strings.Contains(line, "edition") && len(line) >= columns {
				t.Errorf("%q does not fit", line)
			}
		}
	})
	t.Run("narrow terminal", func(t *testing.T) {
		x := newTerminal(t, 12)
		_, code, _ := x.run(leave, []string{"TERM=xterm"}, append(build, t.TempDir())...)
		for _, line := range strings.Split(x.written(), "\r") {
			if !strings.Contains(line, "edition") && len(line) >= 12 {
				t.Errorf("%q does not fit", line)
			}
		}
		if s := x.screen(); code != exitFine || len(s) != 1 || !strings.HasPrefix(s[0], "public edition: ") {
			t.Errorf("exit %d; in the end the screen shows %q", code, s)
		}
	})
	t.Run("dumb terminal", func(t *testing.T) {
		x := newTerminal(t, 80)
		x.run(leave, []string{"TERM=dumb"}, append(build, t.TempDir())...)
		if text := x.written(); strings.Count(text, "\n") != 1 || !strings.HasPrefix(text, "public edition: ") {
			t.Errorf("it shows %q", text)
		}
	})
	t.Run("no terminal", func(t *testing.T) {
		cmd := exec.Command("lateral", append(build, t.TempDir())...)
		cmd.Env = append(os.Environ(), "TERM=xterm")
		var complaints strings.Builder
		cmd.Stderr = &complaints
		if err := cmd.Run(); err != nil {
			t.Fatal(err)
		}
		if text := complaints.String(); strings.Count(text, "\n") != 1 || !strings.HasPrefix(text, "public edition: ") || strings.Contains(text, "\r") {
			t.Errorf("stderr has %q", text)
		}
	})
	t.Run("Ctrl-C", func(t *testing.T) {
		x := newTerminal(t, 80)
		out := t.TempDir()
		stdout, code, _ := x.run(func(p *os.Process) {
			for until := time.Now().Add(guard); !strings.Contains(x.written(), "making pages: ") && time.Now().Before(until); {
				time.Sleep(time.Millisecond)
			}
			if _, err := x.master.WriteString("\x03"); err != nil {
				t.Error(err)
			}
		}, []string{"TERM=xterm"}, append(build, out)...)
		if s := x.screen(); code != exitInterrupted || len(s) != 1 || s[0] != "interrupted" {
			t.Errorf("exit %d; in the end the screen shows %q", code, s)
		}
		if files, err := os.ReadDir(out); err == nil && len(files) > 0 || stdout != "" {
			t.Errorf("%d files are left; stdout %q", len(files), stdout)
		}
	})
}
