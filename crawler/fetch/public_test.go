package fetch

import (
	"net/netip"
	"testing"
)

// TestSpecialAddresses holds the guard against IANA's registries of special-purpose
// addresses (2025), each range by its first, a middle and its last address, and
// version 4 within version 6 in every way there is.
func TestSpecialAddresses(t *testing.T) {
	special := []string{
		"0.0.0.0/8", "0.0.0.0/32", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.0.0/29",
		"192.0.0.8/32", "192.0.0.9/32", "192.0.0.10/32", "192.0.0.170/32", "192.0.0.171/32", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
		"192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
		"255.255.255.255/32",
		"::1/128", "::/128", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23", "2001::/32",
		"2001:1::1/128", "2001:1::2/128", "2001:1::3/128", "2001:2::/48", "2001:3::/32", "2001:4:112::/48", "2001:10::/28", "2001:20::/28", "2001:30::/28",
		"2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
	}
	for _, s := range special {
		network := netip.MustParsePrefix(s)
		for _, addr := range []netip.Addr{network.Addr(), last(network).Prev(), last(network)} {
			if network.Contains(addr) && public(addr) {
				t.Errorf("%s of %s is dialled", addr, network)
			}
			if !network.Contains(addr) || !addr.Is4() {
				continue
			}
			four := addr.As4()
			for _, within := range []string{"::ffff:", "::", "64:ff9b::", "64:ff9b:1::", "::ffff:0:"} {
				if six := netip.MustParseAddr(within + addr.String()); public(six) {
					t.Errorf("%s as %s is dialled", addr, six)
				}
			}
			sixToFour := netip.AddrFrom16([16]byte{0: 0x20, 1: 0x02, 2: four[0], 3: four[1], 4: four[2], 5: four[3]})
			teredo := netip.AddrFrom16([16]byte{0: 0x20, 1: 0x01, 12: ^four[0], 13: ^four[1], 14: ^four[2], 15: ^four[3]})
			if public(sixToFour) || public(teredo) || public(netip.AddrFrom16(addr.As16()).WithZone("eth0")) {
				t.Errorf("%s is dialled by way of 6to4, Teredo or a zone", addr)
			}
		}
	}
	for _, s := range []string{"1.1.1.1", "93.184.215.14", "192.0.1.1", "192.0.3.1", "198.17.255.255", "198.20.0.0", "223.255.255.255", "::ffff:1.1.1.1", "2606:4700::1111", "2a00::1", "2400:cb00::1", "2003::1"} {
		if !public(netip.MustParseAddr(s)) {
			t.Errorf("%s is not dialled", s)
		}
	}
}

// last is the last address of a network.
func last(network netip.Prefix) netip.Addr {
	bytes := network.Addr().AsSlice()
	for bit := network.Bits(); bit < 8*len(bytes); bit++ {
		bytes[bit/8] |= 1 << (7 - bit%8)
	}
	addr, _ := netip.AddrFromSlice(bytes)
	return addr
}
