package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"

	"earshot/storage/database"
)

// figure is what a page or a question cost, each time it was asked.
type figure struct {
	name            string
	took            []time.Duration
	processors      []time.Duration
	rows            []int64
	memory          int64
	questionsInPage int
}

// add notes one time.
func (f *figure) add(took time.Duration, costs []database.Cost) {
	var processor time.Duration
	var rows int64
	for _, c := range costs {
		processor += c.Processor
		rows += c.Rows
		f.memory = max(f.memory, c.Memory)
	}
	f.took, f.processors, f.rows = append(f.took, took), append(f.processors, processor), append(f.rows, rows)
	f.questionsInPage = max(f.questionsInPage, len(costs))
}

// processor is the median of the engine's processor time.
func (f figure) processor() time.Duration { return quantile(f.processors, 0.5) }

// quantile is the nearest-rank quantile.
func quantile[T cmp.Ordered](values []T, q float64) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(len(sorted)-1, int(q*float64(len(sorted))))]
}

func printFigures(out io.Writer, kind string, list []figure) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "\n%s\ttimes\tp50 ms\tp95 ms\tprocessor ms\trows read\tmemory MB\t\n", kind)
	for _, f := range list {
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\t%d\t%.0f\t\n", f.name, len(f.took), ms(quantile(f.took, 0.5)), ms(quantile(f.took, 0.95)), ms(f.processor()), quantile(f.rows, 0.5), float64(f.memory)/(1<<20))
	}
	w.Flush()
}

// printGrowth prints by how much what was measured in both grew.
func printGrowth(out io.Writer, small, large result) {
	fmt.Fprintf(out, "\n# Growth from %d to %d posts (%.1f times)\n", small.posts, large.posts, ratio(float64(large.posts), float64(small.posts)))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, kind := range []struct {
		name         string
		small, large []figure
	}{{"page", small.pages, large.pages}, {"question", small.questions, large.questions}} {
		fmt.Fprintf(w, "%s\tp50\tprocessor\trows read\tmemory\t\n", kind.name)
		for _, l := range kind.large {
			at := slices.IndexFunc(kind.small, func(s figure) bool { return s.name == l.name })
			if at < 0 {
				continue
			}
			s := kind.small[at]
			fmt.Fprintf(w, "%s\t%.1f\t%.1f\t%.1f\t%.1f\t\n", l.name, ratio(float64(quantile(l.took, 0.5)), float64(quantile(s.took, 0.5))),
				ratio(float64(l.processor()), float64(s.processor())), ratio(float64(quantile(l.rows, 0.5)), float64(quantile(s.rows, 0.5))), ratio(float64(l.memory), float64(s.memory)))
		}
	}
	w.Flush()
}

// ratio is a / b, and 1 where there is nothing of both.
func ratio(a, b float64) float64 {
	if a == 0 && b == 0 {
		return 1
	}
	return a / b
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f", d.Seconds()*1000) }

func printSizes(out io.Writer, sizes []database.TableSize, posts int64) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "\ntable\trows\tMB\tbytes a post\t\n")
	var all int64
	for _, s := range sizes {
		all += s.Bytes
		fmt.Fprintf(w, "%s\t%d\t%.1f\t%.1f\t\n", s.Table, s.Rows, float64(s.Bytes)/(1<<20), float64(s.Bytes)/float64(max(1, posts)))
	}
	fmt.Fprintf(w, "all\t%d\t%.1f\t%.1f\t\n", posts, float64(all)/(1<<20), float64(all)/float64(max(1, posts)))
	w.Flush()
}
