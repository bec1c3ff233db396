// Package tesseract reads text by the program tesseract (Apache-2.0; Smith 2007, "An
// Overview of the Tesseract OCR Engine"), where it is installed, in the languages whose
// data are. It is run once a picture, bounded in time and memory.
package tesseract

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"earshot/analyzer/ocr"
	"earshot/internal/social"
)

const (
	// program is looked for on the PATH.
	program = "tesseract"
	// timeLimit is how long a picture may take.
	timeLimit = 2 * time.Minute
	// askLimit is how long the program may take to say its version.
	askLimit = 20 * time.Second
	// mostOutput is the longest output read, in bytes.
	mostOutput = 4 << 20
	// mostMemory is what a run may allocate, in bytes.
	mostMemory = 2 << 30
	// sparse and singleLine are modes of looking for text: as much as there is, in no
	// order (PSM_SPARSE_TEXT), for pictures are no pages; and one line alone
	// (PSM_SINGLE_LINE).
	sparse, singleLine = "11", "7"
	// mostSamples is how many lines are read to tell how a picture is written.
	mostSamples = 4
	// orientation is data without letters.
	orientation = "osd"
	// english is what every picture may hold.
	english = "eng"
	// mostLanguages is up to how many installed languages are all read where none is
	// configured: each costs time, and letters are taken for one another.
	mostLanguages = 8
)

// Reader reads pictures. It is safe for concurrent use.
type Reader struct {
	path, version string
	languages     []string
}

// Find looks for the program and for the data of languages ("eng", "chi_sim", "rus": ISO
// 639-2); without any, those that are installed. Where the program or a language is
// missing the error is unavailable.
func Find(ctx context.Context, languages []string) (*Reader, error) {
	path, err := exec.LookPath(program)
	if err != nil {
		return nil, social.Errorf(social.CodeUnavailable, "tesseract: the program %s is not on the PATH; Debian has it in tesseract-ocr", program)
	}
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	version, err := ask(ctx, path, "--version")
	if err != nil {
		return nil, err
	}
	first, _, _ := strings.Cut(version, "\n")
	list, err := ask(ctx, path, "--list-langs")
	if err != nil {
		return nil, err
	}
	r := &Reader{path: path, version: strings.TrimSpace(first)}
	r.languages, err = choose(languages, strings.Fields(list))
	return r, err
}

func ask(ctx context.Context, path, what string) (string, error) {
	out, err := exec.CommandContext(ctx, path, what).Output()
	if err != nil {
		return "", social.Errorf(social.CodeUnavailable, "tesseract: %s %s: %w", path, what, err)
	}
	return string(out), nil
}

// choose is the languages to read: those wanted, or else those installed.
func choose(wanted, installed []string) ([]string, error) {
	for _, l := range wanted {
		if !slices.Contains(installed, l) {
			return nil, social.Errorf(social.CodeUnavailable, "tesseract: the language %q is not installed; Debian has it in tesseract-ocr-%s", l, strings.ReplaceAll(l, "_", "-"))
		}
	}
	if len(wanted) > 0 {
		return wanted, nil
	}
	// The first words of the list are a heading.
	_, names, _ := strings.Cut(strings.Join(installed, "\n"), "):\n")
	var out []string
	for name := range strings.FieldsSeq(names) {
		if name != orientation && !strings.Contains(name, "/") && name != "equ" {
			out = append(out, name)
		}
	}
	if len(out) > mostLanguages && slices.Contains(out, english) {
		out = []string{english}
	}
	if len(out) == 0 {
		return nil, social.Errorf(social.CodeUnavailable, "tesseract: no language is installed; Debian has them in tesseract-ocr-eng and its like")
	}
	slices.SortStableFunc(out, func(a, b string) int { // what it reads first is tried first
		switch {
		case a == english:
			return -1
		case b == english:
			return 1
		default:
			return strings.Compare(a, b)
		}
	})
	return out, nil
}

// Name is the program and its version: "tesseract 5.3.0".
func (r *Reader) Name() string { return r.version }

// Languages are what it reads.
func (r *Reader) Languages() []string { return r.languages }

// Read finds the lines of a picture.
func (r *Reader) Read(ctx context.Context, img *image.NRGBA) ([]ocr.Line, error) {
	sent, scale := prepare(img)
	table, err := r.run(ctx, pixmap(sent), sparse, r.languages)
	if err != nil {
		return nil, err
	}
	return parse(table, scale), nil
}

// ReadLines reads lines that another engine has found. Where languages of several ways
// of writing are to be read, some lines tell which of them the picture has: all are then
// read in its languages alone, so that letters are not taken for those of another.
func (r *Reader) ReadLines(ctx context.Context, lines []*image.RGBA) ([]ocr.Line, error) {
	groups := r.groups()
	longest := slices.SortedStableFunc(slices.Values(lines), func(a, b *image.RGBA) int { return b.Rect.Dx() - a.Rect.Dx() })
	longest = longest[:min(len(longest), mostSamples)]
	best, most := groups[0], -1.0
	for _, languages := range groups {
		if len(groups) == 1 {
			break
		}
		table, err := r.run(ctx, pages(longest), singleLine, languages)
		if err != nil {
			return nil, err
		}
		sum := 0.0
		for _, l := range parsePages(table, len(longest)) {
			sum += float64(l.Certainty)
		}
		if sum > most {
			best, most = languages, sum
		}
	}
	table, err := r.run(ctx, pages(lines), singleLine, best)
	if err != nil {
		return nil, err
	}
	return parsePages(table, len(lines)), nil
}

// groups are the languages by how they are written.
func (r *Reader) groups() [][]string {
	var groups [][]string
	for _, name := range ocr.WritingNames() {
		if of := written(r.languages, name); len(of) > 0 {
			groups = append(groups, of)
		}
	}
	return groups
}

// run runs the program over a picture, or the pages of one, and returns its table.
func (r *Reader) run(ctx context.Context, input []byte, segmentation string, languages []string) (string, error) {
	limit, cancel := context.WithTimeout(ctx, timeLimit)
	defer cancel()
	cmd := exec.CommandContext(limit, r.path, "stdin", "stdout", "-l", strings.Join(languages, "+"), "--psm", segmentation, "tsv")
	cmd.Env = environment()
	cmd.Stdin = bytes.NewReader(input)
	out, said := &limited{most: mostOutput}, &limited{most: 2000}
	cmd.Stdout, cmd.Stderr = out, said
	if err := cmd.Start(); err != nil {
		return "", fmt.Errorf("tesseract: start: %w", err)
	}
	bound(cmd.Process.Pid, mostMemory)
	if err := cmd.Wait(); err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		if limit.Err() != nil {
			return "", social.Errorf(social.CodeBroken, "tesseract: no answer within %s: %w", timeLimit, ocr.ErrGivenUp)
		}
		return "", social.Errorf(social.CodeBroken, "tesseract: %w: %s", err, strings.Join(strings.Fields(said.String()), " "))
	}
	return out.String(), nil
}

// environment is what the program knows: no tokens and passwords, and one thread, as
// pictures are read side by side with everything else.
func environment() []string {
	return append(slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "EARSHOT_") || strings.HasPrefix(v, "AWS_")
	}), "OMP_THREAD_LIMIT=1")
}

// limited keeps the beginning of what is written to it. It embeds no buffer, whose ReadFrom
// would take all.
type limited struct {
	kept []byte
	most int
}

func (l *limited) Write(p []byte) (int, error) {
	l.kept = append(l.kept, p[:min(len(p), max(l.most-len(l.kept), 0))]...)
	return len(p), nil
}

func (l *limited) String() string { return string(l.kept) }
