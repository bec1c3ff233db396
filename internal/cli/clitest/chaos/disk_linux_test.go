package chaos

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// diskSize is enough for an arena's life.
const diskSize = "size=3g"

// disk is where an arena keeps its data: a small one of its own where the test may mount
// one, else the machine's, with a bound on how long files may become in its place.
type disk struct {
	dir string
	own bool
}

func newDisk(t *testing.T, dir string) disk {
	t.Helper()
	sweep(t)
	d := disk{dir: dir}
	if err := syscall.Mount(fmt.Sprint(mounted, os.Getpid()), dir, "tmpfs", 0, diskSize); err != nil {
		t.Logf("no disk of its own (%v): a bound on the length of files stands for a full one", err)
		return d
	}
	d.own = true
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return d
}

// mounted begins the name of a disk, which ends with the process that it is of.
const mounted = "earshot-chaos-"

// sweep takes away the disks of tests that were killed.
func sweep(t *testing.T) {
	t.Helper()
	mounts, err := os.ReadFile("/proc/self/mounts")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(mounts)) {
		fields := strings.Fields(line)
		owner, ok := strings.CutPrefix(fields[0], mounted)
		if !ok {
			continue
		}
		if _, err := os.Stat(filepath.Join("/proc", owner)); err != nil {
			_ = syscall.Unmount(fields[1], syscall.MNT_DETACH) // another may sweep as well
		}
	}
}

// fill leaves that many bytes, until release.
func (d disk) fill(t *testing.T, p *process, left int64) (release func()) {
	t.Helper()
	if !d.own {
		return shorten(t, append([]int{p.child(t)}, p.cmd.Process.Pid)...)
	}
	name := filepath.Join(d.dir, "ballast")
	var free syscall.Statfs_t
	if err := syscall.Statfs(d.dir, &free); err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if n := int64(free.Bavail)*free.Bsize - left; n > 0 {
		// Others write at the same time, so that there may be less by now.
		if err := syscall.Fallocate(int(file.Fd()), 0, 0, n); err != nil && !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
	return func() {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
}

// shorten lets processes write no file beyond its first bytes, until release.
func shorten(t *testing.T, pids ...int) (release func()) {
	t.Helper()
	before := map[int]unix.Rlimit{}
	for _, pid := range pids {
		var limit unix.Rlimit
		if pid == 0 || unix.Prlimit(pid, unix.RLIMIT_FSIZE, nil, &limit) != nil {
			continue // it is not there
		}
		before[pid] = limit
		limit.Cur = 1 << 10
		_ = unix.Prlimit(pid, unix.RLIMIT_FSIZE, &limit, nil) // it may have ended
	}
	return func() {
		for pid, limit := range before {
			_ = unix.Prlimit(pid, unix.RLIMIT_FSIZE, &limit, nil)
		}
	}
}
