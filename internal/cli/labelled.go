package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"earshot/analyzer/language"
	"earshot/analyzer/sentiment/train"
	"earshot/internal/social"
)

// labelled is a row of a labelled file with what the file says about the post.
type labelled struct {
	train.Row
	// Language is an ISO 639-1 code or "und".
	Language string
	// Platform is empty where the file does not say.
	Platform string
}

// maxLabelledLine is the longest line of a labelled file, in bytes.
const maxLabelledLine = 8 << 20

// labelNames are the labels of labelled files, from -1 up.
var labelNames = [3]social.Label{social.Negative, social.Neutral, social.Positive}

// readPosts reads labelled files: .ndjson as export corrections writes it, any
// other file as lines of label, tab and text. Missing languages are detected.
func readPosts(files []string) ([]labelled, error) {
	detector := language.New()
	var all []labelled
	for _, name := range files {
		posts, err := readPostFile(name)
		if err != nil {
			return nil, err
		}
		for i := range posts {
			if posts[i].Language == "" {
				posts[i].Language = detector.Detect(posts[i].Text, "", nil)
			}
		}
		all = append(all, posts...)
	}
	return all, nil
}

func readPostFile(name string) (posts []labelled, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, social.Errorf(social.CodeInvalid, "labelled texts: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if strings.EqualFold(filepath.Ext(name), ".ndjson") {
		return readObjects(f, name)
	}
	rows, err := train.ReadRows(f, name)
	for _, r := range rows {
		posts = append(posts, labelled{Row: r})
	}
	return posts, err
}

// readObjects reads one JSON object per line.
func readObjects(r io.Reader, name string) ([]labelled, error) {
	var posts []labelled
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), maxLabelledLine)
	n := 0
	for lines.Scan() {
		n++
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var o struct{ Platform, Language, Label, Text string }
		if err := json.Unmarshal(lines.Bytes(), &o); err != nil {
			return nil, social.Errorf(social.CodeInvalid, "%s:%d: %w", name, n, err)
		}
		label := -2
		for i, l := range labelNames {
			if o.Label == string(l) {
				label = i - 1
			}
		}
		if label < -1 {
			return nil, social.Errorf(social.CodeInvalid, "%s:%d: the label is %q; negative, neutral or positive", name, n, o.Label)
		}
		posts = append(posts, labelled{Row: train.Row{Label: label, Text: o.Text}, Language: o.Language, Platform: o.Platform})
	}
	if err := lines.Err(); err != nil {
		return nil, social.Errorf(social.CodeInvalid, "%s:%d: %w", name, n+1, err)
	}
	return posts, nil
}

// readLabelled reads labelled files as rows for training.
func readLabelled(files []string) ([]train.Row, error) {
	posts, err := readPosts(files)
	rows := make([]train.Row, len(posts))
	for i, p := range posts {
		rows[i] = p.Row
	}
	return rows, err
}
