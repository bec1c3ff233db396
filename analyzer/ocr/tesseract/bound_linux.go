package tesseract

import "golang.org/x/sys/unix"

// patience is by how much others go before the program (setpriority(2)).
const patience = 10

// bound bounds the memory of a process and lets others go before it. A process that has
// ended already needs no bounds.
func bound(pid int, memory uint64) {
	_ = unix.Prlimit(pid, unix.RLIMIT_AS, &unix.Rlimit{Cur: memory, Max: memory}, nil)
	_ = unix.Setpriority(unix.PRIO_PROCESS, pid, patience)
}
