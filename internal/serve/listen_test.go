package serve

import (
	"fmt"
	"net"
	"net/netip"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func TestBusyPort(t *testing.T) {
	var said []string
	s := New(Options{Say: func(m string) { said = append(said, m) }})
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	ln, err := s.Listen(fmt.Sprintf(":%d", port))
	if err != nil {
		t.Skip(err) // twenty ports in a row taken, or the last one
	}
	defer ln.Close()
	got := ln.Addr().(*net.TCPAddr)
	if !got.IP.IsLoopback() || got.Port <= port || got.Port > port+19 {
		t.Errorf("bound to %s", got)
	}
	if len(said) != got.Port-port || !strings.HasPrefix(said[0], fmt.Sprintf("port %d is taken by ", port)) {
		t.Errorf("said %q", said)
	}
	if runtime.GOOS == "linux" && !strings.Contains(said[0], fmt.Sprintf("(process %d)", os.Getpid())) {
		t.Errorf("it is this process, and it said %q", said[0])
	}
}

func TestTwentyPorts(t *testing.T) {
	var lns []net.Listener
	defer func() {
		for _, ln := range lns {
			ln.Close()
		}
	}()
	first := 0
	for start := 21000; start < 31000 && len(lns) < tries; start += tries { // below the ports that systems hand out
		for _, ln := range lns {
			ln.Close()
		}
		lns, first = nil, start
		for p := start; p < start+tries; p++ {
			ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", p))
			if err != nil {
				break
			}
			lns = append(lns, ln)
		}
	}
	if len(lns) < tries {
		t.Skip("no twenty free ports in a row")
	}
	said := 0
	s := New(Options{Say: func(string) { said++ }})
	if ln, err := s.Listen(fmt.Sprintf("127.0.0.1:%d", first)); err == nil {
		ln.Close()
		t.Errorf("bound to %s", ln.Addr())
	}
	if said != tries-1 {
		t.Errorf("%d ports passed over", said)
	}
}

func TestListenElsewhere(t *testing.T) {
	var said []string
	s := New(Options{Say: func(m string) { said = append(said, m) }})
	s.Set(site(), nil)
	ln, err := s.Listen("0.0.0.0:0")
	if err != nil {
		t.Skip(err)
	}
	ln.Close()
	if len(said) != 1 || !strings.HasPrefix(said[0], "warning: ") {
		t.Errorf("said %q", said)
	}
	if u := URL(ln.Addr()); !strings.HasPrefix(u, "http://127.0.0.1:") {
		t.Error(u)
	}
	if r := ask(s, "GET", "/", "Host", "0.0.0.0:8080"); r.StatusCode != 200 {
		t.Errorf("the bound name: %d", r.StatusCode)
	}
	if r := ask(s, "GET", "/", "Host", "192.0.2.7"); r.StatusCode != 421 {
		t.Errorf("another address: %d", r.StatusCode)
	}
	for _, bad := range []string{"", "8080", "localhost", "127.0.0.1:http", "127.0.0.1:65536", "127.0.0.1:-1", "::1:80"} {
		if ln, err := s.Listen(bad); err == nil {
			ln.Close()
			t.Errorf("%q was bound", bad)
		}
	}
}

func TestListening(t *testing.T) {
	const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 11 1 0000000000000000 100 0 0 10 0
   1: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 12 1 0000000000000000 100 0 0 10 0
   2: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 13 1 0000000000000000 100 0 0 10 0
   3: 0200007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 14 1 0000000000000000 100 0 0 10 0
   4: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 15 1 0000000000000000 100 0 0 10 0
   5: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000 0 16 1
   6: 0000000000000000FFFF00000100007F:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000 0 17 1
   7: zz:1F90 00000000:0000 0A 0 0 0 0 0 18 1
   8: short 0A
`
	if runtime.GOARCH != "amd64" && runtime.GOARCH != "arm64" {
		t.Skip("the table is of a little-endian machine")
	}
	for addr, want := range map[string][]string{
		"127.0.0.1:8080": {"11", "12", "17"},
		"127.0.0.2:8080": {"12", "14"},
		"0.0.0.0:8080":   {"11", "12", "14", "16", "17"},
		"[::1]:8080":     {"12", "16"},
		"127.0.0.1:8081": {"15"},
		"127.0.0.1:1":    nil,
	} {
		if got := listening(table, netip.MustParseAddrPort(addr)); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", addr, got, want)
		}
	}
}
