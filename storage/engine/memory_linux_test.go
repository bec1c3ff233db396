package engine

import (
	"encoding/binary"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"github.com/ebitengine/purego"
)

// TestOverwriteLeavesPagesAsTheyWere: an import table that the loader sealed is
// written to and read-only again, and one that it left open stays so.
func TestOverwriteLeavesPagesAsTheyWere(t *testing.T) {
	for _, sealed := range []bool{true, false} {
		use := syscall.PROT_READ
		if !sealed {
			use |= syscall.PROT_WRITE
		}
		page, err := syscall.Mmap(-1, 0, os.Getpagesize(), use, syscall.MAP_ANON|syscall.MAP_PRIVATE)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := syscall.Munmap(page); err != nil {
				t.Error(err)
			}
		})
		start := uintptr(unsafe.Pointer(unsafe.SliceData(page)))
		if err := overwrite(purego.RTLD_DEFAULT, start+24, 0x1234, sealed); err != nil {
			t.Fatal(err)
		}
		if got := binary.NativeEndian.Uint64(page[24:]); got != 0x1234 {
			t.Errorf("sealed %t: %#x was written", sealed, got)
		}
		if want, got := map[bool]string{true: "r--p", false: "rw-p"}[sealed], usesOf(t, start); got != want {
			t.Errorf("sealed %t: the page is %s, not %s", sealed, got, want)
		}
	}
}

// usesOf is what the kernel says that the page at an address may be used for.
func usesOf(t *testing.T, at uintptr) string {
	t.Helper()
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(maps)) {
		var from, to uintptr
		var uses string
		if _, err := fmt.Sscanf(line, "%x-%x %s", &from, &to, &uses); err == nil && at >= from && at < to {
			return uses
		}
	}
	t.Fatalf("no page at %#x", at)
	return ""
}
