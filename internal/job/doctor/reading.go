package doctor

import (
	"context"
	"strings"

	"earshot/analyzer/ocr/paddle"
	"earshot/internal/app"
	"earshot/internal/app/config"
)

// checkText tells what reads the text in pictures. Nothing fails without a reader, unless
// the configuration names one.
func checkText(ctx context.Context, s app.Settings, cfg config.Config) Check {
	c := Check{Name: "picture text", Found: "switched off by pictures.text: text in pictures is only what a vision model says"}
	if cfg.Pictures.Text == config.TextOff {
		return c
	}
	reader, missing, err := app.TextReader(ctx, s, cfg.Pictures)
	c.Err = err
	var found []string
	if first, ok := reader.First.(*paddle.Reader); ok {
		defer first.Close()
		if err := first.Check(); err != nil {
			c.Found, c.Err = paddle.Name+" is installed and does not start", err
			return c
		}
		found = append(found, paddle.Name+" reads Latin and Chinese")
	}
	if reader.Second != nil {
		found = append(found, reader.Second.Name()+" reads "+strings.Join(app.Languages(reader), ", "))
	}
	c.Found = strings.Join(found, "; ")
	switch {
	case len(found) == 0:
		c.Found = "nothing reads text in pictures: \"npm ci\" beside the program installs PP-OCRv4, the Debian package tesseract-ocr the program tesseract"
	case missing != nil && reader.Second == nil && cfg.Pictures.Text == config.TextAuto:
		c.Found += "; other scripts are not read, for which tesseract-ocr and its languages would be needed"
	case missing != nil && reader.First == nil && cfg.Pictures.Text == config.TextAuto:
		c.Found += "; PP-OCRv4, which finds more, is not there: " + strings.ReplaceAll(missing.Error(), "\n", " ")
	}
	return c
}
