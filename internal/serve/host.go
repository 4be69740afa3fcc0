package serve

import (
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
)

// knows reports whether the request was meant for this server: a name of the loopback, one it was told, or the address that the connection came in on.
// A foreign page that gives its own name the address of this machine (DNS rebinding) sends its own name here.
func (s *Server) knows(r *http.Request) bool {
	host, ok := hostName(r.Host)
	if !ok {
		return false
	}
	if host == "localhost" || s.hosts[host] {
		return true
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	if ip.IsLoopback() {
		return true
	}
	at, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	return ok && at.AddrPort().Addr().Unmap() == ip.Unmap()
}

// hostName takes the port and the brackets off a Host header and makes it lower case; false where it is not written as one.
func hostName(h string) (string, bool) {
	host, port := h, ""
	if i := strings.LastIndexByte(h, ':'); i >= 0 && (!strings.Contains(h[:i], ":") || strings.HasSuffix(h[:i], "]")) {
		host, port = h[:i], h[i+1:]
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return "", false
		}
	}
	if strings.HasPrefix(host, "[") != strings.HasSuffix(host, "]") || (strings.Contains(host, ":") && !strings.HasPrefix(host, "[")) {
		return "", false
	}
	if strings.HasPrefix(host, "[") {
		host = host[1 : len(host)-1]
		if !strings.Contains(host, ":") {
			return "", false
		}
	}
	return strings.ToLower(host), host != ""
}
