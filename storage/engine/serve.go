package engine

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"syscall"
	"time"
	"unsafe"

	"github.com/ebitengine/purego"
)

const (
	// childEnv marks a process as the engine child; its value is the library.
	childEnv = "EARSHOT_ENGINE_LIBRARY"
	// socketEnv is where that child listens.
	socketEnv = "EARSHOT_ENGINE_SOCKET"
	// entry is the library's function that runs a command line.
	entry = "chdb_query_cmdline"
	// resultError is its function that says what was wrong with one.
	resultError = "chdb_result_error"
	// aliveFD is the child's end of a pipe that ends when the parent does.
	aliveFD = 3
	// lastGrace is how long an orphaned engine may take for its clean stop.
	lastGrace = 15 * time.Second
)

// ServeIfChild must be the first call of main. In a process that Start made to
// be the engine it runs the engine and exits with it; in any other it returns
// at once.
func ServeIfChild() {
	library := os.Getenv(childEnv)
	if library == "" {
		return
	}
	go exitWithParent()
	// What the engine writes is for its user's eyes; it makes its files with the
	// modes of the system's umask.
	syscall.Umask(0o077)
	if err := serve(library, os.Getenv(socketEnv), os.Args); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// exitWithParent ends the process some time after the parent died, for an
// engine that is kept from its clean stop by a client that never ends.
func exitWithParent() {
	alive := os.NewFile(aliveFD, "alive")
	_, err := io.Copy(io.Discard, alive)
	time.Sleep(lastGrace)
	fmt.Fprintln(os.Stderr, "engine: the parent is gone and the engine did not stop:", err)
	os.Exit(1)
}

// serve runs the command line of "clickhouse local" in the library, which listens on
// the socket, and returns when that does.
func serve(library, socket string, args []string) error {
	lib, err := load(library)
	if err != nil {
		return err
	}
	if err := intercept(library, lib, socket); err != nil {
		return err
	}
	go func() {
		if err := rest(library, lib); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}()
	return local(lib, args)
}

// load loads the library, which has what is called of it.
func load(library string) (lib uintptr, err error) {
	if lib, err = purego.Dlopen(library, purego.RTLD_NOW|purego.RTLD_GLOBAL); err != nil {
		return 0, fmt.Errorf("engine: load %s: %w", library, err)
	}
	for _, name := range []string{entry, resultError} {
		if _, err := purego.Dlsym(lib, name); err != nil {
			return 0, fmt.Errorf("engine: %s is not the library of ClickHouse: %w", library, err)
		}
	}
	return lib, nil
}

// local runs the command line of "clickhouse local" in the loaded library.
func local(lib uintptr, args []string) error {
	var (
		query    func(argc int32, argv **byte) uintptr
		fault    func(result uintptr) string
		pointers = make([]*byte, 0, len(args)+1)
		pin      runtime.Pinner
	)
	purego.RegisterLibFunc(&query, lib, entry)
	purego.RegisterLibFunc(&fault, lib, resultError)
	for _, a := range args {
		c := unsafe.StringData(a + "\x00")
		pin.Pin(c)
		pointers = append(pointers, c)
	}
	defer pin.Unpin()
	pointers = append(pointers, nil)
	result := query(int32(len(args)), &pointers[0])
	runtime.KeepAlive(pointers)
	if result == 0 {
		return nil
	}
	if text := fault(result); text != "" {
		return fmt.Errorf("engine: %s", text)
	}
	return nil
}
