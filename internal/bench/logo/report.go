package main

import (
	"fmt"

	"earshot/analyzer/logo/logotest"
	"earshot/internal/social"
)

// tally counts pictures, for one logo or one way.
type tally struct {
	// shown are those that show the logo, judged all that were looked at.
	shown, judged int
	// certain and perhaps are those of shown in which it was found at its place.
	certain, perhaps int
	// falsely and perhapsNot are finds of logos that are not there, or not at that place.
	falsely, perhapsNot int
}

func (t tally) String() string {
	return fmt.Sprintf("%6d %6d   %5.1f %% %5.1f %%   %5.1f %% %5.1f %%  %4d %4d", t.judged, t.shown,
		share(t.certain, t.certain+t.falsely), share(t.certain, t.shown),
		share(t.certain+t.perhaps, t.certain+t.perhaps+t.falsely+t.perhapsNot), share(t.certain+t.perhaps, t.shown), t.falsely, t.perhapsNot)
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}

func (t *tally) add(o tally) {
	t.shown, t.judged, t.certain, t.perhaps = t.shown+o.shown, t.judged+o.judged, t.certain+o.certain, t.perhaps+o.perhaps
	t.falsely, t.perhapsNot = t.falsely+o.falsely, t.perhapsNot+o.perhapsNot
}

// of judges what was found of a logo in a picture.
func (s shown) of(name string, isShown bool) tally {
	t := tally{judged: 1}
	if isShown {
		t.shown = 1
	}
	for _, f := range s.found {
		if f.Brand != name {
			continue
		}
		right := isShown && overlap(f.Box, s.truth) > 0.4
		switch {
		case right && t.certain+t.perhaps > 0: // the same place twice
		case right && f.Perhaps:
			t.perhaps = 1
		case right:
			t.certain = 1
		case f.Perhaps:
			t.perhapsNot++
		default:
			t.falsely++
		}
	}
	return t
}

// overlap is the part of two boxes that they share.
func overlap(a, b social.Box) float64 {
	w := max(min(a.X+a.W, b.X+b.W)-max(a.X, b.X), 0)
	h := max(min(a.Y+a.H, b.Y+b.H)-max(a.Y, b.Y), 0)
	return float64(w*h) / float64(max(a.W*a.H+b.W*b.H-w*h, 1))
}

func report(all []shown, marks []logotest.Mark) {
	const head = "%-16s pictures        certain            with perhaps      false\n%-16s judged  shown  precision recall  precision recall  certain perhaps\n"
	fmt.Printf(head, "logo", "")
	var total tally
	for k, m := range marks {
		var t tally
		for _, s := range all {
			t.add(s.of(m.Name, s.mark == k))
		}
		total.add(t)
		fmt.Printf("%-16s %s  %s\n", m.Name, t, m.Kind)
	}
	fmt.Printf("%-16s %s\n\n", "all", total)
	fmt.Printf(head, "way", "")
	for _, way := range append(logotest.Ways(), "") {
		var t tally
		for _, s := range all {
			if s.way != way {
				continue
			}
			for k, m := range marks {
				t.add(s.of(m.Name, s.mark == k))
			}
		}
		name := string(way)
		if name == "" {
			name = "no such logo"
		}
		fmt.Printf("%-16s %s\n", name, t)
	}
	calibration(all, marks)
}

// calibration prints how often finds of each certainty are right.
func calibration(all []shown, marks []logotest.Mark) {
	const steps = 10
	var right, found [steps]int
	for _, s := range all {
		for _, f := range s.found {
			i := min(int(f.Certainty*steps), steps-1)
			found[i]++
			if s.mark >= 0 && marks[s.mark].Name == f.Brand && overlap(f.Box, s.truth) > 0.4 {
				right[i]++
			}
		}
	}
	fmt.Printf("\ncertainty   finds  right\n")
	for i := range steps {
		if found[i] > 0 {
			fmt.Printf("%.1f to %.1f  %5d  %5.1f %%\n", float64(i)/steps, float64(i+1)/steps, found[i], share(right[i], found[i]))
		}
	}
}
