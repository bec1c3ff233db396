package app

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"earshot/internal/app/config"
	"earshot/internal/social"
)

// checkReach refuses an address that others than this machine can reach: the
// dashboard has no accounts.
func checkReach(addr string, cfg config.Dashboard) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return social.Errorf(social.CodeInvalid, "%q is no address to listen on: HOST:PORT, such as 127.0.0.1:8080", addr)
	}
	if cfg.Unprotected || isLoopback(host) {
		return nil
	}
	return social.Errorf(social.CodeInvalid, "Earshot does not listen on %s: the dashboard has no accounts, and whoever reached it could read everything, "+
		"start crawls and correct labels. Listen on 127.0.0.1, with a proxy in front that asks for a login; or, where something else keeps strangers away, "+
		"say so with dashboard.unprotected: true", addr)
}

// isLoopback tells whether a host is this machine for itself.
func isLoopback(host string) bool {
	host = plainHost(host)
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Unmap().IsLoopback()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost") // RFC 6761, 6.3
}

// plainHost is a host without what does not tell it from others.
func plainHost(host string) string {
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// hostGuard answers only requests for the hosts the dashboard is known by. A page
// elsewhere can make a name of its own point to this machine (DNS rebinding); its
// requests then are of one origin with it, and only the name tells them apart.
type hostGuard struct {
	// listens is the host listened on, names are those that the configuration adds.
	listens string
	names   []string
	next    http.Handler
}

func newHostGuard(addr string, cfg config.Dashboard, next http.Handler) hostGuard {
	g := hostGuard{next: next}
	if host, _, err := net.SplitHostPort(addr); err == nil {
		g.listens = plainHost(host)
	}
	for _, name := range cfg.Hosts {
		g.names = append(g.names, plainHost(name))
	}
	return g
}

// ServeHTTP implements http.Handler. Whether Earshot is alive and ready is told
// whoever asks: what watches containers asks by their addresses.
func (g hostGuard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/healthz" || r.URL.Path == "/readyz" || g.knows(r.Host) {
		g.next.ServeHTTP(w, r)
		return
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, "Earshot is not known by the host that was asked for. If it is to be, name it in dashboard.hosts.", http.StatusMisdirectedRequest)
}

// knows tells whether the dashboard is known by the host of a request, which may
// have a port.
func (g hostGuard) knows(host string) bool {
	if name, port, err := net.SplitHostPort(host); err == nil {
		if strings.Trim(port, "0123456789") != "" {
			return false
		}
		host = name
	}
	host = plainHost(host)
	if isLoopback(host) || host != "" && (host == g.listens || slices.Contains(g.names, host)) {
		return true
	}
	// Who listens on every address is asked by any of them, and a name is none.
	_, err := netip.ParseAddr(host)
	return err == nil && (g.listens == "" || unspecified(g.listens))
}

func unspecified(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsUnspecified()
}
