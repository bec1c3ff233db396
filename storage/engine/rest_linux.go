package engine

import (
	"debug/elf"
	"fmt"
	"os"
	"syscall"
	"time"
)

const (
	// firstRest is how long after its start the engine gives pages back, and restEvery
	// how often from then on.
	firstRest = 30 * time.Second
	restEvery = 5 * time.Minute
)

// rest gives back, now and then, the pages of the library that are read from its
// file and were never written. An engine at its start goes through a third of 570 MB
// that it does not need again for hours. What it does need comes back from the page
// cache, 16 pages at a time, within milliseconds.
func rest(library string, lib uintptr) error {
	file, err := elf.Open(library)
	if err != nil {
		return fmt.Errorf("engine: read %s: %w", library, err)
	}
	defer file.Close()
	base, err := loadAddress(file, lib)
	if err != nil {
		return err
	}
	parts := unwritten(file, uint64(os.Getpagesize()))
	for wait := firstRest; ; wait = restEvery {
		time.Sleep(wait)
		for _, p := range parts {
			if _, _, errno := syscall.Syscall(syscall.SYS_MADVISE, base+uintptr(p.from), uintptr(p.to-p.from), syscall.MADV_DONTNEED); errno != 0 {
				return fmt.Errorf("engine: give pages back: %w", errno)
			}
		}
	}
}

// span is a part of a library's memory, from its beginning.
type span struct{ from, to uint64 }

// unwritten are the whole pages of a library that are mapped from its file and that
// neither it nor the loader may write to: what is dropped of them is read again as it
// was.
func unwritten(file *elf.File, page uint64) []span {
	var all []span
	for _, p := range file.Progs {
		if p.Type != elf.PT_LOAD || p.Flags&elf.PF_W != 0 || p.Memsz != p.Filesz {
			continue
		}
		s := span{from: (p.Vaddr + page - 1) &^ (page - 1), to: (p.Vaddr + p.Filesz) &^ (page - 1)}
		if s.from < s.to {
			all = append(all, s)
		}
	}
	return all
}
