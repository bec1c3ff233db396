package engine

import (
	"debug/elf"
	"os"
	"testing"
)

// TestUnwritten: of a program's own file whole pages are given back, and none that it
// may write to.
func TestUnwritten(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	file, err := elf.Open(self)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	const page = 4096
	all := unwritten(file, page)
	if len(all) == 0 {
		t.Fatal("nothing is given back")
	}
	for _, s := range all {
		if s.from%page != 0 || s.to%page != 0 || s.from >= s.to {
			t.Errorf("%#x to %#x are no pages", s.from, s.to)
		}
		for _, p := range file.Progs {
			if p.Flags&elf.PF_W != 0 && p.Type == elf.PT_LOAD && s.from < p.Vaddr+p.Memsz && p.Vaddr < s.to {
				t.Errorf("%#x to %#x can be written to", s.from, s.to)
			}
		}
	}
}
