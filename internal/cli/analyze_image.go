package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"earshot/analyzer/image"
	"earshot/analyzer/picture"
	"earshot/internal/app"
	"earshot/internal/social"
)

type analyzeImageCommand struct {
	File []string `arg:"" help:"Files with pictures: JPEG, PNG, GIF or WebP, whatever they are called."`
	JSON bool     `name:"json" help:"Print a JSON object a line for each file, for programs."`
}

// imageLine is what is found out about a file.
type imageLine struct {
	File string `json:"file"`
	// Error is why it is no picture that can be read.
	Error string `json:"error,omitempty"`
	*social.Media
	// URL, State and FetchedAt say nothing of a file, and are left out.
	URL       string `json:"url,omitempty"`
	State     string `json:"state,omitempty"`
	FetchedAt string `json:"fetched_at,omitempty"`
	// Perceptual is the perceptual hash as 16 hexadecimal digits.
	Perceptual string `json:"perceptual,omitempty"`
	// Faults are what could not be found out, by what it is.
	Faults map[string]string `json:"faults,omitempty"`
}

// Run looks at each file. It fails where one of them cannot be read.
func (c analyzeImageCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	cfg, err := settings.LoadConfig(false)
	if err != nil {
		return err
	}
	steps, err := app.PictureSteps(ctx, settings, cfg)
	if err != nil {
		return err
	}
	logos, err := app.LogoStep(cfg)
	if err != nil {
		return err
	}
	steps = append(steps, logos)
	failed := false
	for _, file := range c.File {
		line := lookAt(ctx, file, steps)
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		failed = failed || line.Error != ""
		if err := line.print(std.out, c.JSON); err != nil {
			return fmt.Errorf("cli: print what is in %s: %w", file, err)
		}
	}
	if failed {
		return errReported
	}
	return nil
}

// lookAt reads a file and finds out what it can.
func lookAt(ctx context.Context, file string, steps []picture.Step) imageLine {
	line := imageLine{File: file}
	data, err := readPicture(file)
	if err != nil {
		line.Error = err.Error()
		return line
	}
	m, faults, err := picture.Inspect(ctx, data, steps)
	if err != nil {
		line.Error = err.Error()
		return line
	}
	line.Media, line.Perceptual = &m, fmt.Sprintf("%016x", m.Perceptual)
	for _, f := range faults {
		if line.Faults == nil {
			line.Faults = map[string]string{}
		}
		line.Faults[f.Step] = f.Err.Error()
	}
	return line
}

// readPicture reads a file up to a little more than the most that a picture may have: what
// is larger is refused with its limit.
func readPicture(file string) (_ []byte, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, social.Errorf(social.CodeInvalid, "%s is a folder", file)
	}
	return io.ReadAll(io.LimitReader(f, image.MaxBytes+1))
}

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
	if m.CaptionModel != "" {
		fmt.Fprintf(w, "  caption    %s (%s)\n", m.Caption, m.CaptionModel)
	}
	var err error
	for _, step := range slices.Sorted(maps.Keys(l.Faults)) {
		_, err = fmt.Fprintf(w, "  fault      no %s: %s\n", step, l.Faults[step])
	}
	return err
}
