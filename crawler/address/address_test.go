package address

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNormalAddresses(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"HTTP://A.Example:80", "http://a.example/"},
		{"https://a.example:443/x?y#z", "https://a.example/x?y"},
		{"https://a.example:8443/", "https://a.example:8443/"},
		{"https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"},
		{"http://[2001:DB8::1]:80/", "http://[2001:db8::1]/"},
		{"http://my_host.example/", "http://my_host.example/"},
	} {
		got, err := Parse(tt.in)
		if err != nil {
			t.Errorf("%s: %v", tt.in, err)
			continue
		}
		if diff := cmp.Diff(tt.want, got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.in, diff)
		}
	}
}
