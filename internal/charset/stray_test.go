package charset_test

import (
	"fmt"
	"strings"
	"testing"

	"earshot/internal/charset"
)

// TestStrayBytes: whatever pair of bytes is damaged in a text of ASCII, it is read
// or refused by name.
func TestStrayBytes(t *testing.T) {
	text := strings.Repeat("<p>The roaster on Mill Lane has taken its grinders apart again.</p>", 2)
	for a := 0x80; a <= 0xff; a++ {
		for b := 0x81; b <= 0xff; b += 3 {
			damaged := fmt.Sprintf("%s%c%s%c%s", text[:20], 0, text[20:60], 1, text[60:])
			damaged = strings.NewReplacer("\x00", string([]byte{byte(a)}), "\x01", string([]byte{byte(b)})).Replace(damaged)
			for _, label := range []string{"text/xml", "text/xml; charset=windows-1251"} {
				if got, err := charset.Decode([]byte(damaged), label, charset.XML); err == nil && !strings.Contains(got.String, "roaster") {
					t.Fatalf("%x %x: %q", a, b, got.String)
				}
			}
		}
	}
}
