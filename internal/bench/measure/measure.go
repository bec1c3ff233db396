// Package measure holds what the benchmarks have in common: rates by the clock and
// by processor time, and the line that each figure ends with.
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
	// Program and Engine are the processor time, a user's and the system's, that this
	// process and that of the engine took meanwhile; 0 where that is not known. On a
	// machine that does other things as well it says more than Took.
	Program, Engine time.Duration
}

// PerSecond is how much was done in a second.
func (r Rate) PerSecond() float64 { return float64(r.N) / r.Took.Seconds() }

// Processor is the processor time of program and engine together.
func (r Rate) Processor() time.Duration { return r.Program + r.Engine }

// PerProcessorSecond is how much was done with a second of processor time.
func (r Rate) PerProcessorSecond() float64 { return float64(r.N) / r.Processor().Seconds() }

// String tells how long it took, and of whose processor time.
func (r Rate) String() string {
	return fmt.Sprintf("%s (processor: program %s, engine %s)", short(r.Took), short(r.Program), short(r.Engine))
}

func short(d time.Duration) time.Duration { return d.Round(time.Millisecond) }

// Median of rates that were measured alternately, so that what else the machine
// does falls on both sides alike, in things a second.
func Median(rates []Rate) float64 { return medianOf(rates, Rate.PerSecond) }

// MedianOfProcessor is Median in things a second of processor time.
func MedianOfProcessor(rates []Rate) float64 { return medianOf(rates, Rate.PerProcessorSecond) }

func medianOf(rates []Rate, by func(Rate) float64) float64 {
	all := make([]float64, len(rates))
	for i, r := range rates {
		all[i] = by(r)
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// Print prints the closing line of a figure:
// "bench NAME ours=X reference=Y unit=U ratio=R".
func Print(out io.Writer, name, unit string, ours, reference float64) error {
	_, err := fmt.Fprintln(out, line(name, unit, ours, reference))
	return err
}

// PrintRates prints the closing line of a figure that was measured in rounds, beside
// it the same by processor time:
// "bench NAME ours=X reference=Y unit=THINGS/s ratio=R processor-ours=X processor-reference=Y processor-unit=THINGS/processor-s processor-ratio=R".
// Where no processor time is known that part is left out.
func PrintRates(out io.Writer, name, things string, ours, reference []Rate) error {
	text := line(name, things+"/s", Median(ours), Median(reference))
	if known(ours) && known(reference) {
		mine, theirs := MedianOfProcessor(ours), MedianOfProcessor(reference)
		text += fmt.Sprintf(" processor-ours=%.0f processor-reference=%.0f processor-unit=%s/processor-s processor-ratio=%.2f", mine, theirs, things, mine/theirs)
	}
	_, err := fmt.Fprintln(out, text)
	return err
}

func line(name, unit string, ours, reference float64) string {
	return fmt.Sprintf("bench %s ours=%.0f reference=%.0f unit=%s ratio=%.2f", name, ours, reference, unit, ours/reference)
}

func known(rates []Rate) bool {
	return !slices.ContainsFunc(rates, func(r Rate) bool { return r.Processor() == 0 })
}
