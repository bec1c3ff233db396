package fetch

import (
	"fmt"
	"net"
	"net/netip"
	"syscall"

	"earshot/internal/social"
)

// notPublic are networks beyond those that netip recognises as not public: they
// are local to somebody, or translate to an address that may be.
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),       // this network (RFC 791, 3.2)
	netip.MustParsePrefix("100.64.0.0/10"),   // carrier-grade NAT (RFC 6598)
	netip.MustParsePrefix("192.0.0.0/24"),    // protocol assignments (RFC 6890)
	netip.MustParsePrefix("198.18.0.0/15"),   // benchmarking (RFC 2544)
	netip.MustParsePrefix("240.0.0.0/4"),     // reserved and broadcast (RFC 1112)
	netip.MustParsePrefix("64:ff9b::/96"),    // NAT64 (RFC 6052)
	netip.MustParsePrefix("64:ff9b:1::/48"),  // local NAT64 (RFC 8215)
	netip.MustParsePrefix("2001::/32"),       // Teredo (RFC 4380)
	netip.MustParsePrefix("2002::/16"),       // 6to4 (RFC 3056)
	netip.MustParsePrefix("fec0::/10"),       // site-local (RFC 3879)
	netip.MustParsePrefix("::ffff:0:0:0/96"), // translated IPv4 (RFC 2765)
}

// public tells whether addr belongs to the public internet.
func public(addr netip.Addr) bool {
	addr = addr.WithZone("").Unmap()
	if !addr.IsGlobalUnicast() || addr.IsPrivate() {
		return false
	}
	for _, network := range notPublic {
		if network.Contains(addr) {
			return false
		}
	}
	return true
}

// notAllowed is the error of a connection that the guard prevents.
type notAllowed struct{ addr string }

func (e notAllowed) Error() string {
	return fmt.Sprintf("%s is not a public address; set crawler.allow_private_networks to true to reach it", e.addr)
}

// guard is the Control of a net.Dialer that allows public addresses only. It sees
// the resolved address of each connection attempt, so that no name, redirect or
// change of DNS between a check and its use gets around it.
func guard(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return social.Errorf(social.CodeInternal, "crawler: address %q: %w", address, err)
	}
	addr, err := netip.ParseAddr(host)
	if err != nil || !public(addr) {
		return notAllowed{addr: host}
	}
	return nil
}
