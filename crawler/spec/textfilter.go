package spec

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// commonMark writes CommonMark with GitHub's additions as HTML. A line break
// stays one, as authors mean it, and HTML within goes through: what comes out is
// only ever read for its words, links and pictures.
var commonMark = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithHardWraps(), html.WithUnsafe()))

// markdown writes Markdown as HTML, for the filters html and links and for images.
func markdown(v string) ([]string, error) {
	var out bytes.Buffer
	if err := commonMark.Convert([]byte(v), &out); err != nil {
		return nil, fmt.Errorf("markdown: %w", err)
	}
	return []string{out.String()}, nil
}

// lookUp yields what the pairs give for v; nothing when they do not name it.
func lookUp(pairs, v string) []string {
	for _, pair := range strings.Fields(pairs) {
		if from, to, _ := strings.Cut(pair, "="); from == v {
			return []string{to}
		}
	}
	return nil
}

func checkPairs(arg string) error {
	for _, pair := range strings.Fields(arg) {
		if from, to, ok := strings.Cut(pair, "="); !ok || from == "" || to == "" {
			return fmt.Errorf("%q is no pair such as english=en", pair)
		}
	}
	return nil
}

// replace puts To in the place of everything the expression matches.
func (f Filter) replace(v string) ([]string, error) {
	re, err := regexp.Compile(f.Arg)
	if err != nil {
		return nil, err
	}
	return []string{re.ReplaceAllString(v, f.To)}, nil
}

// every yields all that the expression matches.
func (f Filter) every(v string) ([]string, error) {
	re, err := regexp.Compile(f.Arg)
	if err != nil {
		return nil, err
	}
	return re.FindAllString(v, -1), nil
}

func checkExpression(arg string) error {
	_, err := regexp.Compile(arg)
	return err
}

// total adds up whole numbers; the sum of none is unknown.
func total(values []string) ([]string, error) {
	if len(values) == 0 {
		return nil, nil
	}
	var sum int64
	for _, v := range values {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil || n < 0 || n > math.MaxInt64-sum {
			return nil, fmt.Errorf("%.40q cannot be added up", v)
		}
		sum += n
	}
	return []string{strconv.FormatInt(sum, 10)}, nil
}
