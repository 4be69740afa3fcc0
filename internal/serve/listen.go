package serve

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// tries is how many ports Listen looks at.
const tries = 20

// Listen binds an address as "host:port" and comes before Serve. Without a host it is 127.0.0.1; whatever is not of the loopback is bound with a
// warning, and the server answers to that name, too. Where the port is taken it says by whom and takes the next free one of twenty.
func (s *Server) Listen(addr string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("listen: %q is not a port", port)
	}
	if host == "" {
		host = "127.0.0.1"
	}
	var ln net.Listener
	for i := uint64(0); ; i++ {
		ln, err = net.Listen("tcp", net.JoinHostPort(host, strconv.FormatUint(n+i, 10)))
		if err == nil {
			break
		}
		if !busy(err) || i+1 == tries || n+i == 65535 {
			return nil, err
		}
		s.say(fmt.Sprintf("port %d is taken by %s; trying %d", n+i, listener(host, uint16(n+i)), n+i+1))
	}
	s.hosts[strings.ToLower(host)] = true
	if at, ok := ln.Addr().(*net.TCPAddr); ok && !at.IP.IsLoopback() {
		s.say(fmt.Sprintf("warning: bound to %s: whoever can reach this machine over the network can read the site", host))
	}
	return ln, nil
}

// busy reports whether somebody else has the port. Windows has numbers of its own for it: WSAEADDRINUSE, and WSAEACCES where the port
// is set aside.
func busy(err error) bool {
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, syscall.Errno(10048)) || errors.Is(err, syscall.Errno(10013))
}

// listener names who listens on a port, as far as this machine tells.
func listener(host string, port uint16) string {
	ip, err := netip.ParseAddr(host)
	if err != nil {
		ip = netip.IPv4Unspecified()
	}
	if pid, name := whoListens(netip.AddrPortFrom(ip, port)); pid != 0 {
		return fmt.Sprintf("%s (process %d)", name, pid)
	}
	return "another program"
}

// URL gives the address to open in a browser on this machine.
func URL(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return "http://" + a.String() + "/"
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port) + "/"
}

// Serve answers until ctx ends, then ends every stream, gives pages that are under way a moment and closes the rest; that is nil. An error means
// that it can no longer accept connections. When it returns no connection is left, unless a page takes longer than a second to make.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	var conns sync.WaitGroup
	srv := &http.Server{
		Handler:                      s.Handler(),
		BaseContext:                  func(net.Listener) context.Context { return ctx },
		DisableGeneralOptionsHandler: true,
		MaxHeaderBytes:               16 << 10,
		ReadHeaderTimeout:            10 * time.Second,
		ReadTimeout:                  20 * time.Second,
		WriteTimeout:                 time.Minute, // streams set their own
		IdleTimeout:                  2 * time.Minute,
		ErrorLog:                     log.New(sayer(s.say), "", 0),
		ConnState: func(_ net.Conn, state http.ConnState) {
			switch state {
			case http.StateNew:
				conns.Add(1)
			case http.StateClosed:
				conns.Done()
			}
		},
	}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(ln) }()
	var err error
	select {
	case err = <-ended:
		srv.Close()
	case <-ctx.Done():
		moment, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
		defer cancel()
		if srv.Shutdown(moment) != nil {
			srv.Close()
		}
		<-ended
	}
	gone := make(chan struct{})
	go func() {
		conns.Wait()
		close(gone)
	}()
	select {
	case <-gone:
	case <-time.After(time.Second):
	}
	return err
}

// sayer takes what net/http has to say, a line at a time.
type sayer func(string)

func (s sayer) Write(p []byte) (int, error) {
	s(strings.TrimRight(string(p), "\n"))
	return len(p), nil
}
