package markup

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// commonMark writes CommonMark with GitHub's additions as HTML. A line break
// stays one, as authors mean it, and HTML is passed through: the result is only
// read for its words, links and pictures.
var commonMark = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithHardWraps(), html.WithUnsafe()))

// Markdown writes Markdown as HTML, for Read and Text.
func Markdown(src string) (string, error) {
	var out bytes.Buffer
	if err := commonMark.Convert([]byte(src), &out); err != nil {
		return "", fmt.Errorf("markup: markdown: %w", err)
	}
	return out.String(), nil
}
