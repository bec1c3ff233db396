// Command reading measures how well text in pictures is read: it draws pictures of four
// kinds in six scripts and prints the character error rate (edits of letters, of all
// letters; Levenshtein 1966) of each reader, tesseract alone beside them, and how many of the
// names that are found from a certainty on are shown. Where a font or a reader is not installed, it says so.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"earshot/analyzer/ocr/paddle"
)

func main() {
	paddle.ServeIfChild()
	count := flag.Int("pictures", 200, "how many pictures to draw")
	seed := flag.Uint64("seed", 1, "which pictures")
	only := flag.String("only", "", "the reader to measure alone, by its name as printed")
	keep := flag.String("keep", "", "a folder to write the pictures into, with what stands on them")
	flag.Parse()
	if err := run(context.Background(), *count, *seed, *keep, *only); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// sheet is a drawn picture and what stands on it.
type sheet struct {
	kind, script, language string
	img                    image.Image
	text                   string
}

func run(ctx context.Context, count int, seed uint64, keep, only string) error {
	sheets, err := drawAll(count, seed, os.Stdout)
	if err != nil {
		return err
	}
	if keep != "" {
		if err := write(sheets, keep); err != nil {
			return err
		}
	}
	readers, err := readers(ctx, os.Stdout)
	if err != nil {
		return err
	}
	if only != "" {
		readers = slices.DeleteFunc(readers, func(r reader) bool { return r.name != only })
	}
	return report(ctx, readers, sheets, keep, os.Stdout)
}

// drawAll draws pictures of each kind in each script in turns.
func drawAll(count int, seed uint64, out *os.File) ([]sheet, error) {
	random := rand.New(rand.NewPCG(seed, 14))
	var sheets []sheet
	all, kinds := scripts(), kinds()
	for i, s := range all {
		fonts, err := openFonts(s)
		if err != nil {
			return nil, err
		}
		if len(fonts) == 0 {
			fmt.Fprintf(out, "%s: not measured: none of its fonts is installed: %s\n", s.name, strings.Join(s.fonts, ", "))
			continue
		}
		for n := range (count + len(all) - 1 - i) / len(all) {
			k := kinds[n%len(kinds)]
			c := newCanvas(random, s, fonts[n/len(kinds)%len(fonts)], k.width, k.height)
			k.draw(c)
			img, err := sent(c.RGBA, random)
			if err != nil {
				return nil, err
			}
			sheets = append(sheets, sheet{kind: k.name, script: s.name, language: s.tesseract, img: img, text: strings.Join(c.lines, "\n")})
		}
	}
	return sheets, nil
}

// sent is a picture as it comes from a platform: as a JPEG of some quality.
func sent(img image.Image, random *rand.Rand) (image.Image, error) {
	var data bytes.Buffer
	if err := jpeg.Encode(&data, img, &jpeg.Options{Quality: 55 + random.IntN(35)}); err != nil {
		return nil, err
	}
	return jpeg.Decode(&data)
}

func write(sheets []sheet, dir string) error {
	for i, s := range sheets {
		name := filepath.Join(dir, fmt.Sprintf("%03d-%s-%s", i, s.script, strings.ReplaceAll(s.kind, " ", "-")))
		var data bytes.Buffer
		if err := png.Encode(&data, s.img); err != nil {
			return err
		}
		if err := os.WriteFile(name+".png", data.Bytes(), 0o644); err != nil {
			return err
		}
		if err := os.WriteFile(name+".txt", []byte(s.text+"\n"), 0o644); err != nil {
			return err
		}
	}
	return nil
}
