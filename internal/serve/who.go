package serve

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// whoListens finds the process that listens where addr cannot be bound, and its name in quotes; 0 where the system does not tell. Only Linux
// does, and of other people's processes only to root.
func whoListens(addr netip.AddrPort) (pid int, name string) {
	sockets := map[string]bool{}
	for _, table := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		if text, err := os.ReadFile(table); err == nil {
			for _, inode := range listening(string(text), addr) {
				sockets["socket:["+inode+"]"] = true
			}
		}
	}
	if len(sockets) == 0 {
		return 0, ""
	}
	files, _ := filepath.Glob("/proc/[0-9]*/fd/*") // its only error is a bad pattern
	for _, f := range files {
		if to, err := os.Readlink(f); err == nil && sockets[to] {
			process := filepath.Dir(filepath.Dir(f))
			pid, _ := strconv.Atoi(filepath.Base(process))
			comm, _ := os.ReadFile(filepath.Join(process, "comm"))
			return pid, strconv.Quote(strings.TrimSpace(string(comm)))
		}
	}
	return 0, ""
}

// listening gives the inodes of the sockets in a table of /proc/net that listen on addr, or on its port at all addresses (or on any address, where addr
// is all of them).
func listening(table string, addr netip.AddrPort) []string {
	const stateListen = "0A"
	var inodes []string
	for lines := bufio.NewScanner(strings.NewReader(table)); lines.Scan(); {
		f := strings.Fields(lines.Text())
		if len(f) < 10 || f[3] != stateListen {
			continue
		}
		at, ok := socketAddr(f[1])
		if !ok || at.Port() != addr.Port() {
			continue
		}
		if at.Addr() == addr.Addr() || at.Addr().IsUnspecified() || addr.Addr().IsUnspecified() {
			inodes = append(inodes, f[9])
		}
	}
	return inodes
}

// socketAddr reads "0100007F:1F90": words of 32 bits in the machine's order, and a port.
func socketAddr(s string) (netip.AddrPort, bool) {
	host, port, _ := strings.Cut(s, ":")
	words, err := hex.DecodeString(host)
	n, err2 := strconv.ParseUint(port, 16, 16)
	if err != nil || err2 != nil || len(words)%4 != 0 {
		return netip.AddrPort{}, false
	}
	for i := 0; i < len(words); i += 4 {
		binary.NativeEndian.PutUint32(words[i:], binary.BigEndian.Uint32(words[i:]))
	}
	ip, ok := netip.AddrFromSlice(words)
	return netip.AddrPortFrom(ip.Unmap(), uint16(n)), ok
}
