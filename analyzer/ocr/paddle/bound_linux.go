package paddle

import "golang.org/x/sys/unix"

// patience is by how much others go before this process (setpriority(2)).
const patience = 10

// bound bounds the memory of this process, and lets others go before it. Where the system
// refuses, the picture is still bounded in pixels.
func bound(memory uint64) {
	_ = unix.Setrlimit(unix.RLIMIT_DATA, &unix.Rlimit{Cur: memory, Max: memory})
	_ = unix.Setpriority(unix.PRIO_PROCESS, 0, patience)
}
