package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"earshot/dashboard/viewmodel"
)

func (l imageLine) print(w io.Writer, asJSON bool) error {
	if asJSON {
		out := json.NewEncoder(w)
		out.SetEscapeHTML(false)
		return out.Encode(l)
	}
	if l.Error != "" {
		_, err := fmt.Fprintf(w, "%s: %s\n", l.File, l.Error)
		return err
	}
	m := l.Media
	kind := m.Look
	if m.Animated {
		kind += ", animated"
	}
	fmt.Fprintf(w, "%s: %s, %d x %d pixels, %d bytes, %s\n", l.File, m.Type, m.Width, m.Height, m.Bytes, kind)
	fmt.Fprintf(w, "  colours    %s\n  similarity %s\n", strings.Join(m.Palette, " "), l.Perceptual)
	switch {
	case m.OCRReader == "":
		fmt.Fprintln(w, "  text       was not looked for")
	case m.OCR == "":
		fmt.Fprintf(w, "  text       none, read by %s\n", m.OCRReader)
	case len(m.Lines) == 0:
		fmt.Fprintf(w, "  text       read by %s\n             %s\n", m.OCRReader, strings.ReplaceAll(m.OCR, "\n", "\n             "))
	default:
		fmt.Fprintf(w, "  text       read by %s; places in thousandths of the picture\n", m.OCRReader)
		for _, t := range m.Lines {
			fmt.Fprintf(w, "             %3.0f %%  at %d,%d size %d x %d  %s\n", 100*t.Certainty, t.Box.X, t.Box.Y, t.Box.W, t.Box.H, t.Text)
		}
	}
	for _, logo := range m.Logos {
		fmt.Fprintf(w, "  logo       %s, %.0f %% sure, at %d,%d size %d x %d\n", logo.Brand, 100*logo.Certainty, logo.Box.X, logo.Box.Y, logo.Box.W, logo.Box.H)
	}
	l.printCaption(w)
	var err error
	for _, step := range slices.Sorted(maps.Keys(l.Faults)) {
		_, err = fmt.Fprintf(w, "  fault      no %s: %s\n", step, l.Faults[step])
	}
	return err
}

// printCaption prints what a vision model says, or why none was asked.
func (l imageLine) printCaption(w io.Writer) {
	m := l.Media
	switch {
	case m.CaptionModel != "":
		fmt.Fprintf(w, "  caption    %s\n", m.Caption)
		for _, b := range m.Description.Brands {
			where := ""
			if b.Where != "" {
				where = ", " + b.Where
			}
			fmt.Fprintf(w, "  brand      %s, %.0f %% sure%s\n", b.Name, 100*b.Certainty, where)
		}
		if len(m.Tags) > 0 {
			fmt.Fprintf(w, "  tags       %s\n", strings.Join(m.Tags, ", "))
		}
		fmt.Fprintf(w, "  described  by %s, %s\n", m.CaptionModel, l.used())
	case l.NotCaptioned != "":
		fmt.Fprintf(w, "  caption    not asked for: %s\n", l.NotCaptioned)
	case l.Use != nil && l.Use.Input+l.Use.Output > 0:
		fmt.Fprintf(w, "  caption    none, for %s\n", l.used())
	}
}

// used is what asking took.
func (l imageLine) used() string {
	used := fmt.Sprintf("%d tokens", l.Use.Input+l.Use.Output)
	if l.Use.Cost > 0 {
		used += ", cost " + viewmodel.Money(l.Use.Cost)
	}
	return used
}
