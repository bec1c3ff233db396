package stream

import (
	"regexp"
	"strings"
	"testing"
)

func FuzzToken(f *testing.F) {
	for _, key := range []string{"", "a.b", "*", ">", "\xff", strings.Repeat("x", maxPlainKey), strings.Repeat("x", maxPlainKey+1)} {
		f.Add(key)
	}
	legal := regexp.MustCompile(`^[kh][A-Za-z0-9_-]{0,600}$`)
	f.Fuzz(func(t *testing.T, key string) {
		tok, hashed := token(key)
		if !legal.MatchString(tok) {
			t.Fatalf("token %q is not legal", tok)
		}
		back, ok := tokenKey(tok)
		if ok == hashed || (ok && back != key) {
			t.Fatalf("key %q became %q (read back: %v, hashed: %v)", key, back, ok, hashed)
		}
		stored := []byte("value")
		if hashed {
			_, stored = encode(key, stored)
			framed, value, err := unframe(stored)
			if framed != key || string(value) != "value" || err != nil {
				t.Fatalf("frame: key %q, value %q, error %v", framed, value, err)
			}
		}
	})
}

func FuzzUnframe(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{5, 'a'})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	f.Fuzz(func(t *testing.T, stored []byte) {
		if key, value, err := unframe(stored); err == nil && len(key)+len(value) >= len(stored) {
			t.Fatalf("%d bytes gave %d", len(stored), len(key)+len(value))
		}
	})
}
