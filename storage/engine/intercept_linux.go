package engine

import (
	"debug/elf"
	"errors"
	"fmt"
	"os"
	"syscall"

	"github.com/ebitengine/purego"
)

// peer is the address that the engine takes its clients to come from. It is of
// a network that no host has (RFC 5737), and the only one the application's user
// may come from, so that "default", who may come from 127.0.0.1 alone, is the
// engine's own session and nobody else.
var peer = [4]byte{192, 0, 2, 1}

// intercept makes the library listen on a Unix socket of mode 0600 instead of a
// port, so that no other user of the machine can send it a byte. The library can
// only be told of ports; but it calls functions of the C library through its
// import table, where this puts our own: bind does nothing, and listen puts our
// socket in the place of the one it is called with. The engine asks that socket and
// those it accepts for what only TCP has: the others give it an address with a
// host and a port, and let options of TCP pass.
func intercept(library string, lib uintptr, socket string) error {
	ours, err := listenUnix(socket)
	if err != nil {
		return err
	}
	peerName, err := nameOf(lib, "getpeername", peer)
	if err != nil {
		return err
	}
	ownName, err := nameOf(lib, "getsockname", [4]byte{127, 0, 0, 1})
	if err != nil {
		return err
	}
	option, err := purego.Dlsym(lib, "setsockopt")
	if err != nil {
		return fmt.Errorf("engine: find setsockopt: %w", err)
	}
	var setOption func(fd, level, name int32, value uintptr, size uint32) int32
	purego.RegisterFunc(&setOption, option)
	return patch(library, lib, map[string]uintptr{
		"bind": purego.NewCallback(func(fd int32, addr uintptr, size uint32) int32 { return 0 }),
		"listen": purego.NewCallback(func(fd, backlog int32) int32 {
			if err := syscall.Dup3(ours, int(fd), syscall.O_CLOEXEC); err != nil {
				return -1
			}
			return 0
		}),
		"setsockopt": purego.NewCallback(func(fd, level, name int32, value uintptr, size uint32) int32 {
			if result := setOption(fd, level, name, value, size); level != syscall.IPPROTO_TCP {
				return result
			}
			return 0
		}),
		"getpeername": purego.NewCallback(peerName),
		"getsockname": purego.NewCallback(ownName),
	})
}

// nameFunc is a function of the C library that writes a socket's address.
type nameFunc func(fd int32, addr *syscall.RawSockaddrInet4, size *uint32) int32

// nameOf is the function of that name, with host as the address of Unix sockets.
func nameOf(lib uintptr, function string, host [4]byte) (nameFunc, error) {
	at, err := purego.Dlsym(lib, function)
	if err != nil {
		return nil, fmt.Errorf("engine: find %s: %w", function, err)
	}
	var original nameFunc
	purego.RegisterFunc(&original, at)
	return func(fd int32, addr *syscall.RawSockaddrInet4, size *uint32) int32 {
		result := original(fd, addr, size)
		if result == 0 && addr.Family == syscall.AF_UNIX {
			*addr, *size = syscall.RawSockaddrInet4{Family: syscall.AF_INET, Addr: host}, syscall.SizeofSockaddrInet4
		}
		return result
	}, nil
}

// listenUnix opens the socket. Its backlog is what the kernel allows.
func listenUnix(socket string) (int, error) {
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0, fmt.Errorf("engine: open socket: %w", err)
	}
	err = bySocket(socket, func(path string) error {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		if err := syscall.Bind(fd, &syscall.SockaddrUnix{Name: path}); err != nil {
			return err
		}
		return os.Chmod(path, 0o600)
	})
	if err == nil {
		err = syscall.Listen(fd, 1024)
	}
	if err != nil {
		return 0, fmt.Errorf("engine: listen on %s: %w", socket, err)
	}
	return fd, nil
}

// patch writes addresses into the import table of a loaded library, by the names
// of the functions to replace. Its file says where in memory their places are:
// the relocations of its procedure linkage table (System V ABI, chapter 5), from
// the address that it was loaded at.
func patch(library string, lib uintptr, replace map[string]uintptr) error {
	file, err := elf.Open(library)
	if err != nil {
		return fmt.Errorf("engine: read %s: %w", library, err)
	}
	defer file.Close()
	places, err := importPlaces(file)
	if err != nil {
		return fmt.Errorf("engine: read %s: %w", library, err)
	}
	base, err := loadAddress(file, lib)
	if err != nil {
		return err
	}
	for name, address := range replace {
		place, ok := places[name]
		if !ok {
			return fmt.Errorf("engine: %s does not import %s, so it cannot be kept from opening a port", library, name)
		}
		if err := overwrite(lib, base+uintptr(place), address, sealed(file, place)); err != nil {
			return fmt.Errorf("engine: replace %s: %w", name, err)
		}
	}
	return nil
}

// importPlaces are the places of imported functions in a library's memory, by
// their names.
func importPlaces(file *elf.File) (map[string]uint64, error) {
	symbols, err := file.DynamicSymbols()
	if err != nil {
		return nil, err
	}
	section := file.Section(".rela.plt")
	if section == nil {
		return nil, errors.New("it has no table of imports")
	}
	data, err := section.Data()
	if err != nil {
		return nil, err
	}
	places := make(map[string]uint64)
	const size = 24 // of a relocation with an addend in a file of 64 bits
	for ; len(data) >= size; data = data[size:] {
		info := file.ByteOrder.Uint64(data[8:])
		// The first symbol is none and left out of the list.
		if i := int(elf.R_SYM64(info)) - 1; i >= 0 && i < len(symbols) {
			places[symbols[i].Name] = file.ByteOrder.Uint64(data)
		}
	}
	return places, nil
}

// loadAddress is where a library was loaded: a function's address in memory less
// its address in the file.
func loadAddress(file *elf.File, lib uintptr) (uintptr, error) {
	symbols, err := file.DynamicSymbols()
	if err != nil {
		return 0, fmt.Errorf("engine: read symbols: %w", err)
	}
	for _, s := range symbols {
		if s.Name != entry {
			continue
		}
		at, err := purego.Dlsym(lib, entry)
		if err != nil {
			return 0, fmt.Errorf("engine: find %s: %w", entry, err)
		}
		return at - uintptr(s.Value), nil
	}
	return 0, fmt.Errorf("engine: the library has no %s", entry)
}
