package cli

import (
	"os"
	"runtime/debug"
)

// softMemory is how many bytes the program holds before garbage is collected more often than
// its growth alone asks for: large pages and pictures that come together leave much. What
// is in use may take more.
const softMemory = 640 << 20

// boundGarbage sets the soft limit of memory, unless the environment sets one (GOMEMLIMIT,
// see package runtime/debug).
func boundGarbage() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softMemory)
	}
}
