package fetch

import (
	"fmt"
	"net"
	"net/netip"
	"syscall"

	"earshot/internal/social"
)

// notPublic are networks beyond those that netip recognises as not public: they
// are local to somebody, are nobody's, or translate to an address that may be. They
// are those of IANA's registries of special-purpose addresses
// (https://www.iana.org/assignments/iana-ipv4-special-registry,
// https://www.iana.org/assignments/iana-ipv6-special-registry).
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),       // this network (RFC 791, 3.2)
	netip.MustParsePrefix("100.64.0.0/10"),   // carrier-grade NAT (RFC 6598)
	netip.MustParsePrefix("192.0.0.0/24"),    // protocol assignments (RFC 6890)
	netip.MustParsePrefix("192.0.2.0/24"),    // documentation (RFC 5737)
	netip.MustParsePrefix("192.31.196.0/24"), // AS112 (RFC 7535)
	netip.MustParsePrefix("192.52.193.0/24"), // AMT (RFC 7450)
	netip.MustParsePrefix("192.88.99.0/24"),  // 6to4 relays (RFC 7526)
	netip.MustParsePrefix("192.175.48.0/24"), // AS112 (RFC 7534)
	netip.MustParsePrefix("198.18.0.0/15"),   // benchmarking (RFC 2544)
	netip.MustParsePrefix("198.51.100.0/24"), // documentation (RFC 5737)
	netip.MustParsePrefix("203.0.113.0/24"),  // documentation (RFC 5737)
	netip.MustParsePrefix("240.0.0.0/4"),     // reserved and broadcast (RFC 1112)

	netip.MustParsePrefix("2001::/23"),         // protocol assignments, Teredo among them (RFC 2928, RFC 4380)
	netip.MustParsePrefix("2001:db8::/32"),     // documentation (RFC 3849)
	netip.MustParsePrefix("2002::/16"),         // 6to4 (RFC 3056)
	netip.MustParsePrefix("2620:4f:8000::/48"), // AS112 (RFC 7534)
	netip.MustParsePrefix("3fff::/20"),         // documentation (RFC 9637)
}

// globalUnicast are the addresses of version 6 that are given out at all
// (RFC 4291, 2.4). Those of translators (64:ff9b::/96, 64:ff9b:1::/48,
// ::ffff:0:0:0/96), compatible with version 4 (::/96), for discarding (100::/64),
// of segments (5f00::/16) and local ones lie outside.
var globalUnicast = netip.MustParsePrefix("2000::/3")

// public tells whether addr belongs to the public internet.
func public(addr netip.Addr) bool {
	addr = addr.WithZone("").Unmap()
	if !addr.IsGlobalUnicast() || addr.IsPrivate() || addr.Is6() && !globalUnicast.Contains(addr) {
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
