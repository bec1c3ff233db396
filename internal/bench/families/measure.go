package main

import (
	"fmt"
	"image"
	"io"
	"math/rand/v2"
	"runtime"
	"sync"

	"github.com/disintegration/imaging"

	"earshot/analyzer/image/fingerprint"
)

// thumbSide is the longer side of what fingerprints are taken from.
const thumbSide = 640

// taken is the fingerprint of a variant of a drawn picture.
type taken struct {
	original  int
	kind      string
	transform int // -1 is the picture itself
	print     fingerprint.Fingerprint
}

// result is what came of a measurement.
type result struct {
	pictures int
	rows     []row
	// found are, of pairs compared, those of one original, and wrong those of two.
	wrongPairs, comparedPairs int
	wrong                     map[string]int
}

// row is of one transform: how many variants, how many of them a look-up in the index and
// the comparison bring to their original, and to others.
type row struct {
	name                             string
	variants, candidates, hit, wrong int
	byKind                           map[string]int
}

func (r row) recall() float64 { return float64(r.hit) / float64(max(1, r.variants)) }

// precision is of the pictures that a variant is put together with the share that is its own.
func (r row) precision() float64 {
	if r.hit+r.wrong == 0 {
		return 1
	}
	return float64(r.hit) / float64(r.hit+r.wrong)
}

func fingerprintOf(i *image.NRGBA) fingerprint.Fingerprint {
	return fingerprint.Of(encoded(imaging.Fit(i, thumbSide, thumbSide, imaging.Lanczos), 80))
}

// measure draws n pictures of each kind.
func measure(n int, seed uint64) result {
	originals := make([]taken, n*len(kinds))
	variants := make([]taken, len(originals)*len(transforms))
	var turn sync.WaitGroup
	places := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range originals {
		places <- struct{}{}
		turn.Go(func() {
			defer func() { <-places }()
			kind := kinds[i%len(kinds)]
			r := rand.New(rand.NewPCG(seed, uint64(i)))
			drawn := kind.draw(r)
			originals[i] = taken{original: i, kind: kind.name, transform: -1, print: fingerprintOf(drawn)}
			for t, transform := range transforms {
				variants[i*len(transforms)+t] = taken{original: i, kind: kind.name, transform: t, print: fingerprintOf(transform.do(drawn, r))}
			}
		})
	}
	turn.Wait()
	return judge(originals, variants)
}

func judge(originals, variants []taken) result {
	out := result{pictures: len(originals) + len(variants), rows: make([]row, len(transforms)), wrong: map[string]int{}}
	for t := range out.rows {
		out.rows[t] = row{name: transforms[t].name, byKind: map[string]int{}}
	}
	for _, v := range variants {
		of := &out.rows[v.transform]
		if transforms[v.transform].name == "other words on it" && v.kind == "screenshot" {
			continue // that is another screenshot
		}
		of.variants++
		for _, o := range originals {
			out.comparedPairs++
			candidate := fingerprint.Near(v.print.Hashes(), o.print.Hashes())
			if candidate && v.original == o.original {
				of.candidates++
			}
			if !candidate {
				if v.original == o.original {
					of.byKind[v.kind+" not a candidate"]++
				}
				continue
			}
			m, same := fingerprint.Compare(v.print, o.print)
			switch {
			case same && v.original == o.original:
				of.hit++
			case same:
				of.wrong++
				out.wrongPairs++
				out.wrong[v.kind+" with "+o.kind+fmt.Sprintf(" %+v", m)]++
			case v.original == o.original:
				of.byKind[v.kind+fmt.Sprintf(" unlike %d %.1f", m.Points, m.Likeness)]++
			}
		}
	}
	return out
}

func (r result) print(w io.Writer) {
	fmt.Fprintf(w, "%-48s %8s %10s %8s %9s\n", "what happened", "variants", "candidates", "recall", "precision")
	for _, t := range r.rows {
		fmt.Fprintf(w, "%-48s %8d %10d %8.3f %9.3f\n", t.name, t.variants, t.candidates, t.recall(), t.precision())
		if t.recall() < 0.97 {
			fmt.Fprintln(w, "   ", t.byKind)
		}
	}
	fmt.Fprintf(w, "%d of %d pairs compared are put together wrongly\n", r.wrongPairs, r.comparedPairs)
	for k, n := range r.wrong {
		fmt.Fprintln(w, "   ", n, k)
	}
}
