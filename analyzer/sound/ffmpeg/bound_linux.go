package ffmpeg

import (
	"time"

	"golang.org/x/sys/unix"
)

// patience is by how much others go before the program (setpriority(2)).
const patience = 10

// bound bounds the memory and the processor time of a process, lets it write no file, and lets
// others go before it. A process that has ended already needs no bounds.
func bound(pid int) {
	for what, most := range map[int]uint64{unix.RLIMIT_AS: mostMemory, unix.RLIMIT_CPU: uint64(timeLimit / time.Second), unix.RLIMIT_FSIZE: 0} {
		_ = unix.Prlimit(pid, what, &unix.Rlimit{Cur: most, Max: most}, nil)
	}
	_ = unix.Setpriority(unix.PRIO_PROCESS, pid, patience)
}
