package cli

import (
	"fmt"
	"io"
	"slices"
	"time"
)

// readerWait is how long whoever reads standard output may pause, as with a pager, before
// an export gives him up: it keeps a query of the database waiting.
const readerWait = 10 * time.Minute

// impatient writes to a reader, and gives up one who has stopped reading.
type impatient struct {
	to   io.Writer
	wait time.Duration
}

func (w impatient) Write(p []byte) (int, error) {
	type written struct {
		n   int
		err error
	}
	done := make(chan written, 1)
	own := slices.Clone(p) // a write that is given up may still read it
	go func() {
		n, err := w.to.Write(own)
		done <- written{n, err}
	}()
	enough := time.NewTimer(w.wait)
	defer enough.Stop()
	select {
	case r := <-done:
		return r.n, r.err
	case <-enough.C:
		return 0, fmt.Errorf("export: nobody has read standard output for %s", w.wait)
	}
}
