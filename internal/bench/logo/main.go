// Command logo measures how well logos are found from one example each: on pictures drawn for it, of which a
// part shows one of ten logos in one of twelve ways and the rest other logos or none.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"image/png"
	"os"
	"time"

	"earshot/analyzer/logo"
	"earshot/analyzer/logo/logotest"
	"earshot/internal/bench/measure"
	"earshot/internal/social"
)

func main() {
	each := flag.Int("each", 10, "pictures of each logo in each way")
	others := flag.Int("others", 800, "pictures without any of the logos")
	from := flag.Uint64("seed", 100_000, "the first seed")
	flag.Parse()
	if err := run(*each, *others, *from); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// shown is a picture and what is found in it.
type shown struct {
	mark  int // of Marks, or -1
	way   logotest.Way
	truth social.Box
	found []social.Logo
}

func run(each, others int, seed uint64) error {
	marks := logotest.Marks()
	var examples []logo.Example
	for _, m := range marks {
		var b bytes.Buffer
		if err := png.Encode(&b, m.Picture()); err != nil {
			return fmt.Errorf("bench: encode a logo: %w", err)
		}
		examples = append(examples, logo.Example{Brand: m.Name, Data: b.Bytes()})
	}
	finder, err := logo.New(examples)
	if err != nil {
		return err
	}
	var all []shown
	var watch measure.Stopwatch
	look := func(p logotest.Picture, mark int, way logotest.Way) error {
		var found []social.Logo
		err := watch.Time(func() (err error) { found, err = finder.Find(p.JPEG); return err })
		all = append(all, shown{mark: mark, way: way, truth: p.Box(), found: found})
		return err
	}
	for i := range each {
		for k, m := range marks {
			for j, way := range logotest.Ways() {
				if err := look(logotest.With(m, way, seed+uint64(i*1000+k*50+j)), k, way); err != nil {
					return err
				}
			}
		}
		for n := i * others / each; n < (i+1)*others/each; n++ {
			if err := look(logotest.Without(seed+uint64(n)), -1, ""); err != nil {
				return err
			}
		}
		fmt.Fprintf(os.Stderr, "%d of %d pictures\n", len(all), each*len(marks)*len(logotest.Ways())+others)
	}
	report(all, marks)
	spent := watch.Rate(int64(len(all))).Processor()
	fmt.Printf("\nprocessor time a picture, decoding it and looking for ten logos: %s\n", (spent / time.Duration(len(all))).Round(time.Millisecond))
	return nil
}
