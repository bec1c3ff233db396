package main

import (
	"context"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/disintegration/imaging"

	"earshot/analyzer/ocr"
	"earshot/analyzer/ocr/paddle"
	"earshot/analyzer/ocr/tesseract"
)

// reader reads the pictures in one way.
type reader struct {
	name string
	// by is what reads a picture of a language of tesseract's.
	by func(language string) ocr.Reader
}

// readers are those there is something for.
func readers(ctx context.Context, out io.Writer) ([]reader, error) {
	var first ocr.Engine
	var second ocr.LineEngine
	var all []reader
	at, err := paddle.Find()
	if err != nil {
		fmt.Fprintf(out, "ppocr: not measured: %v\n", err)
	} else {
		program, err := os.Executable()
		if err != nil {
			return nil, err
		}
		first = paddle.New(program, at)
		all = append(all, reader{"ppocr alone", func(string) ocr.Reader { return ocr.Reader{First: first} }})
	}
	plain, err := tesseract.Find(ctx, nil)
	if err != nil {
		fmt.Fprintf(out, "tesseract: not measured: %v\n", err)
		return all, nil
	}
	second = plain
	told := map[string]ocr.Engine{}
	for _, s := range scripts() {
		e, err := tesseract.Find(ctx, []string{s.tesseract})
		if err != nil {
			fmt.Fprintf(out, "tesseract told the language: not measured in %s: %v\n", s.name, err)
			continue
		}
		told[s.tesseract] = e
	}
	all = append(all,
		reader{"tesseract alone", func(string) ocr.Reader { return ocr.Reader{First: second} }},
		reader{"tesseract told the language", func(l string) ocr.Reader {
			if told[l] == nil {
				return ocr.Reader{}
			}
			return ocr.Reader{First: told[l]}
		}})
	if first != nil {
		all = append(all, reader{"auto", func(string) ocr.Reader { return ocr.Reader{First: first, Second: second} }})
	}
	return all, nil
}

// rate is how many letters stand on pictures, and how many edits a reading is away from
// them, with blanks and without.
type rate struct{ letters, edits, solid, solidEdits, pictures int }

func (r *rate) add(want, got string) {
	w, g := strings.Join(strings.Fields(want), " "), strings.Join(strings.Fields(got), " ")
	r.letters += len([]rune(w))
	r.edits += min(distance([]rune(w), []rune(g)), len([]rune(w)))
	w, g = strings.ReplaceAll(w, " ", ""), strings.ReplaceAll(g, " ", "")
	r.solid += len([]rune(w))
	r.solidEdits += min(distance([]rune(w), []rune(g)), len([]rune(w)))
	r.pictures++
}

func (r rate) String() string {
	return fmt.Sprintf("%5.1f %% (%5.1f %% without blanks)", 100*float64(r.edits)/float64(max(r.letters, 1)), 100*float64(r.solidEdits)/float64(max(r.solid, 1)))
}

// report prints the rates of each reader: of each script, of each kind, and of all. A
// picture counts at most as many edits as it has letters.
func report(ctx context.Context, all []reader, sheets []sheet, keep string, out io.Writer) error {
	for _, r := range all {
		rates, order := map[string]*rate{}, []string{}
		before, began := processor(), time.Now()
		var named names
		for i, s := range sheets {
			by := r.by(s.language)
			if !by.Reads() {
				continue
			}
			text, err := by.Read(ctx, pixels(s.img))
			if err != nil {
				fmt.Fprintf(out, "%s: a %s in %s: %v\n", r.name, s.kind, s.script, err)
			}
			named.add(s, text)
			if keep != "" {
				if err := writeReading(keep, i, r.name, text); err != nil {
					return err
				}
			}
			for _, key := range []string{"all", s.script, s.kind} {
				if rates[key] == nil {
					rates[key], order = &rate{}, append(order, key)
				}
				rates[key].add(s.text, text.String())
			}
		}
		fmt.Fprintf(out, "%s: %d pictures, %.2f s a picture by the clock, %.2f s of processor of what it started and waited for\n",
			r.name, len(sheets), time.Since(began).Seconds()/float64(max(len(sheets), 1)), (processor()-before).Seconds()/float64(max(len(sheets), 1)))
		for _, key := range order {
			fmt.Fprintf(out, "  %-12s %4d pictures  character error rate %v\n", key, rates[key].pictures, *rates[key])
		}
		named.print(out)
	}
	return nil
}

// writeReading writes what was read beside the picture, each line with its certainty.
func writeReading(dir string, i int, by string, text ocr.Text) error {
	var out strings.Builder
	for _, l := range text.Lines {
		fmt.Fprintf(&out, "%.2f %s\n", l.Certainty, l.Text)
	}
	name := fmt.Sprintf("%03d-read-by-%s.txt", i, strings.ReplaceAll(by, " ", "-"))
	return os.WriteFile(filepath.Join(dir, name), []byte(out.String()), 0o644)
}

func pixels(img image.Image) *image.NRGBA { return imaging.Clone(img) }

// processor is the processor time of this process and of children that ended.
func processor() time.Duration {
	var sum time.Duration
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if syscall.Getrusage(who, &u) == nil {
			sum += time.Duration(u.Utime.Nano() + u.Stime.Nano())
		}
	}
	return sum
}

// distance is how many letters must be put in, taken out or changed to make b of a.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := 1
			if x == y {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
