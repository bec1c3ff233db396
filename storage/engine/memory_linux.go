package engine

import (
	"debug/elf"
	"fmt"
	"os"
	"runtime"
	"syscall"

	"github.com/ebitengine/purego"
)

// overwrite writes an address into memory of the process, also where its page can
// only be read, and leaves that page as it was: read-only where it is sealed.
//
// The page is made writable for the moment rather than written through
// /proc/self/mem: kernels may forbid that (proc_mem.force_override=never), and it
// asks for a /proc. A page that is never executable passes what forbids pages that
// are both (MemoryDenyWriteExecute= of systemd, SELinux's execmem).
func overwrite(lib, place, address uintptr, sealed bool) error {
	copyBytes, err := purego.Dlsym(lib, "memcpy")
	if err != nil {
		return fmt.Errorf("find memcpy: %w", err)
	}
	// Go has no pointer to memory that it did not allocate; the C library needs none.
	var memcpy func(to uintptr, from *uintptr, size uintptr) uintptr
	purego.RegisterFunc(&memcpy, copyBytes)
	if err := protect(place, syscall.PROT_READ|syscall.PROT_WRITE); err != nil {
		return fmt.Errorf("make the import table writable: %w", err)
	}
	memcpy(place, &address, wordSize)
	runtime.KeepAlive(&address)
	if !sealed {
		return nil
	}
	if err := protect(place, syscall.PROT_READ); err != nil {
		return fmt.Errorf("seal the import table: %w", err)
	}
	return nil
}

// wordSize is the size of an address, whose place never reaches over two pages.
const wordSize = 8

// protect sets what the page of a place may be used for.
func protect(place uintptr, use int) error {
	page := uintptr(os.Getpagesize())
	if _, _, errno := syscall.Syscall(syscall.SYS_MPROTECT, place&^(page-1), page, uintptr(use)); errno != 0 {
		return errno
	}
	return nil
}

// sealed tells whether the loader made the page of a place read-only once it had
// filled it in (PT_GNU_RELRO, of the Linux Standard Base).
func sealed(file *elf.File, place uint64) bool {
	page := uint64(os.Getpagesize())
	for _, p := range file.Progs {
		if p.Type == elf.PT_GNU_RELRO && place >= p.Vaddr&^(page-1) && place < (p.Vaddr+p.Memsz)&^(page-1) {
			return true
		}
	}
	return false
}
