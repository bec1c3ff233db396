// Package measure holds what the benchmarks have in common: rates, and the line
// that each figure ends with.
package measure

import (
	"fmt"
	"io"
	"slices"
	"time"
)

// Rate is how much was done in how long.
type Rate struct {
	N    int64
	Took time.Duration
}

// PerSecond is how much was done in a second.
func (r Rate) PerSecond() float64 { return float64(r.N) / r.Took.Seconds() }

// Median of rates that were measured alternately, so that what else the machine
// does falls on both sides alike, in things a second.
func Median(rates []Rate) float64 {
	all := make([]float64, len(rates))
	for i, r := range rates {
		all[i] = r.PerSecond()
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// Print prints the closing line of a figure:
// "bench NAME ours=X reference=Y unit=U ratio=R".
func Print(out io.Writer, name, unit string, ours, reference float64) error {
	_, err := fmt.Fprintf(out, "bench %s ours=%.0f reference=%.0f unit=%s ratio=%.2f\n", name, ours, reference, unit, ours/reference)
	return err
}
