package cli

import (
	"context"
	"fmt"

	"earshot/analyzer/picture"
	"earshot/internal/app"
	"earshot/internal/social"
)

// looker finds out what there is to find out about files with pictures.
type looker struct {
	steps []picture.Step
	// captions is nil where no vision model is asked; why says why none is.
	captions *app.CaptionDesk
	why      string
}

func (c analyzeImageCommand) looker(ctx context.Context, settings app.Settings) (*looker, error) {
	cfg, err := settings.LoadConfig(false)
	if err != nil {
		return nil, err
	}
	l := &looker{}
	if l.steps, err = app.PictureSteps(ctx, settings, cfg); err != nil {
		return nil, err
	}
	logos, err := app.LogoStep(cfg)
	if err != nil {
		return nil, err
	}
	l.steps = append(l.steps, logos)
	switch {
	case cfg.LLM.CaptionModel == "":
		l.why = "no vision model is configured (llm.caption_model)"
		return l, nil
	case c.Offline:
		l.why = "offline"
		return l, nil
	}
	l.captions, err = app.OpenCaptionDesk(ctx, settings, cfg)
	if social.CodeOf(err) == social.CodeConflict {
		l.why = "the Earshot that is running here keeps the budget: " + err.Error()
		return l, nil
	}
	return l, err
}

func (l *looker) close() error {
	if l.captions == nil {
		return nil
	}
	return l.captions.Close()
}

// at reads a file and finds out what it can.
func (l *looker) at(ctx context.Context, file string) imageLine {
	line := imageLine{File: file}
	data, err := readPicture(file)
	if err != nil {
		line.Error = err.Error()
		return line
	}
	m, faults, err := picture.Inspect(ctx, data, l.steps)
	if err != nil {
		line.Error = err.Error()
		return line
	}
	line.Media, line.Perceptual = &m, fmt.Sprintf("%016x", m.Perceptual)
	for _, f := range faults {
		line.fault(f.Step, f.Err)
	}
	if line.NotCaptioned = l.why; l.captions == nil {
		return line
	}
	said, use, err := l.captions.Ask(ctx, data)
	line.Use = &use
	if err != nil {
		line.fault("caption", err)
		return line
	}
	m.Take(said)
	return line
}

func (l *imageLine) fault(of string, err error) {
	if l.Faults == nil {
		l.Faults = map[string]string{}
	}
	l.Faults[of] = err.Error()
}
