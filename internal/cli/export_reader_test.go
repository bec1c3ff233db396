package cli

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"
)

// TestAnExportGivesUpWhoDoesNotRead, and writes all to one who does.
func TestAnExportGivesUpWhoDoesNotRead(t *testing.T) {
	_, nobody := io.Pipe()
	if _, err := (impatient{nobody, time.Millisecond}).Write([]byte("a post")); err == nil || !strings.Contains(err.Error(), "nobody has read") {
		t.Errorf("nobody reads: %v", err)
	}
	var read bytes.Buffer
	if n, err := (impatient{&read, time.Hour}).Write([]byte("a post")); n != 6 || err != nil || read.String() != "a post" {
		t.Errorf("wrote %d of %q, %v", n, read.String(), err)
	}
}
