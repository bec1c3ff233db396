package measure

import (
	"time"

	"golang.org/x/sys/unix"
)

// scheduled asks for the clock of a process that counts the time it ran
// (CPUCLOCK_SCHED of the kernel's posix-timers.h).
const scheduled = 2

// processorTime is the processor time that a process has used, a user's and the
// system's, all its threads together; 0 where that is not known. The clock of a
// process is that of clock_getcpuclockid(3).
func processorTime(pid int) time.Duration {
	if pid <= 0 {
		return 0
	}
	var used unix.Timespec
	if err := unix.ClockGettime(int32(^pid<<3|scheduled), &used); err != nil {
		return 0
	}
	return time.Duration(used.Nano())
}
