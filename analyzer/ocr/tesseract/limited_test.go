package tesseract

import (
	"io"
	"strings"
	"testing"
)

// TestLimited: what a program writes is kept up to the bound, however it is copied.
func TestLimited(t *testing.T) {
	l := &limited{most: 5}
	if n, err := io.Copy(l, io.LimitReader(strings.NewReader("a long answer"), 13)); n != 13 || err != nil || l.String() != "a lon" {
		t.Errorf("%d, %v: %q", n, err, l)
	}
}
