//go:build !linux

package measure

import (
	"os"
	"syscall"
	"time"
)

// processorTime is the processor time that this process has used, a user's and the
// system's; that of others is not known.
func processorTime(pid int) time.Duration {
	var used syscall.Rusage
	if pid != os.Getpid() || syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
