package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"earshot/analyzer/image"
	"earshot/internal/app"
	"earshot/internal/social"
)

type analyzeImageCommand struct {
	File    []string `arg:"" help:"Files with pictures: JPEG, PNG, GIF or WebP, whatever they are called."`
	JSON    bool     `name:"json" help:"Print a JSON object a line for each file, for programs."`
	Offline bool     `help:"Ask no vision model."`
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
	// NotCaptioned says why no vision model was asked, Use what asking took.
	NotCaptioned string          `json:"not_captioned,omitempty"`
	Use          *app.CaptionUse `json:"caption_use,omitempty"`
	// Faults are what could not be found out, by what it is.
	Faults map[string]string `json:"faults,omitempty"`
}

// Help is what else there is to know.
func (analyzeImageCommand) Help() string {
	return `Where the configuration names a vision model (llm.caption_model) it is asked about each picture, within the day's budget, and
the tokens that took are told. When it cannot be reached or the budget is spent, the pictures are described without it, and why is said.`
}

// Run looks at each file. It fails where one of them cannot be read.
func (c analyzeImageCommand) Run(ctx context.Context, settings app.Settings, std streams) (err error) {
	look, err := c.looker(ctx, settings)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, look.close()) }()
	failed := false
	for _, file := range c.File {
		line := look.at(ctx, file)
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
