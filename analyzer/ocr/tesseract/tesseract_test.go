package tesseract

import (
	"errors"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/ocr"
	"earshot/internal/social"
)

const table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" +
	"1\t1\t0\t0\t0\t0\t0\t0\t400\t100\t-1\t\n" +
	"5\t1\t1\t1\t1\t1\t10\t20\t60\t30\t90.5\tHollow\n" +
	"5\t1\t1\t1\t1\t2\t80\t22\t40\t30\t80.5\tPine\n" +
	"5\t1\t1\t1\t2\t1\t10\t60\t60\t30\t70\t咖\n" +
	"5\t1\t1\t1\t2\t2\t80\t60\t60\t30\t70\t啡\n" +
	"5\t2\t1\t1\t1\t1\t10\t60\t60\t30\t95\tsale\n"

// install puts a program that speaks as tesseract does on the PATH.
func install(t *testing.T, script string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, program), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
}

// speaks is a program with some languages that answers with a table.
func speaks(answer string) string {
	return `case "$1" in
--version) echo "tesseract 5.3.0"; exit;;
--list-langs) printf 'List of available languages in "/data/" (4):\nrus\neng\nosd\njpn\n'; exit;;
esac
cat >/dev/null
` + answer
}

func TestFind(t *testing.T) {
	install(t, speaks("exit 1"))
	r, err := Find(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"eng", "jpn", "rus"}, r.Languages()); diff != "" || r.Name() != "tesseract 5.3.0" {
		t.Errorf("%s reads\n%s", r.Name(), diff)
	}
	if diff := cmp.Diff([][]string{{"eng"}, {"rus"}, {"jpn"}}, r.groups()); diff != "" {
		t.Error(diff)
	}
	if _, err := Find(t.Context(), []string{"ell"}); social.CodeOf(err) != social.CodeUnavailable || !strings.Contains(err.Error(), "tesseract-ocr-ell") {
		t.Errorf("a language that is not installed: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Find(t.Context(), nil); social.CodeOf(err) != social.CodeUnavailable || !strings.Contains(err.Error(), "tesseract-ocr") {
		t.Errorf("without the program: %v", err)
	}
}

func TestRead(t *testing.T) {
	install(t, speaks("cat <<'END'\n"+table+"END\n"))
	r, err := Find(t.Context(), []string{"eng"})
	if err != nil {
		t.Fatal(err)
	}
	lines, err := r.Read(t.Context(), image.NewNRGBA(image.Rect(0, 0, 400, 100)))
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, l := range lines {
		texts = append(texts, l.Text)
	}
	if diff := cmp.Diff([]string{"Hollow Pine", "咖啡", "sale"}, texts); diff != "" {
		t.Fatal(diff)
	}
	// The picture is small, so it was doubled.
	if got := lines[0].Corners.Bounds(); got != image.Rect(5, 10, 60, 26) || lines[0].Certainty < 0.86 || lines[0].Certainty > 0.87 {
		t.Errorf("the first line stands at %v with certainty %v", got, lines[0].Certainty)
	}
	read, err := r.ReadLines(t.Context(), []*image.RGBA{image.NewRGBA(image.Rect(0, 0, 9, 5)), image.NewRGBA(image.Rect(0, 0, 9, 5)), image.NewRGBA(image.Rect(0, 0, 9, 5))})
	if err != nil || len(read) != 3 || read[1].Text != "sale" || read[2].Text != "" {
		t.Errorf("lines %+v, %v", read, err)
	}
}

// TestFaultsAreNamed: what the program says last is in the error, and a picture over which
// it fails can be tried again.
func TestFaultsAreNamed(t *testing.T) {
	install(t, speaks("echo 'Error in pixReadMem: size < 12' >&2; exit 1"))
	r, err := Find(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.Read(t.Context(), image.NewNRGBA(image.Rect(0, 0, 4, 4)))
	if social.CodeOf(err) != social.CodeBroken || !strings.Contains(err.Error(), "pixReadMem") || errors.Is(err, ocr.ErrGivenUp) {
		t.Errorf("error %v", err)
	}
}

// TestPagesAreATIFF: every page says where it is, and the last one that there is no more.
func TestPagesAreATIFF(t *testing.T) {
	data := pages([]*image.RGBA{image.NewRGBA(image.Rect(0, 0, 3, 3)), image.NewRGBA(image.Rect(0, 0, 20, 2))})
	n := 0
	for at := 4; ; n++ {
		next := int(data[at]) | int(data[at+1])<<8
		if next == 0 {
			break
		}
		entries := int(data[next])
		at = next + 2 + 12*entries
	}
	if n != 2 {
		t.Errorf("%d pages", n)
	}
}

// TestReal reads with the program that is installed, if one is.
func TestReal(t *testing.T) {
	if _, err := exec.LookPath(program); err != nil {
		t.Log("tesseract is not installed, so it reads nothing here")
		return
	}
	r, err := Find(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	blank := image.NewNRGBA(image.Rect(0, 0, 300, 100))
	for i := range blank.Pix {
		blank.Pix[i] = 255
	}
	if lines, err := r.Read(t.Context(), blank); err != nil || len(lines) != 0 {
		t.Errorf("on a blank page it reads %+v, %v", lines, err)
	}
	if read, err := r.ReadLines(t.Context(), []*image.RGBA{{Pix: blank.Pix, Stride: blank.Stride, Rect: blank.Rect}}); err != nil || len(read) != 1 {
		t.Errorf("a blank line reads %+v, %v", read, err)
	}
}

// FuzzTable: nothing in a table makes the reader of it fail.
func FuzzTable(f *testing.F) {
	f.Add(table)
	f.Add("5\t9\t1\t1\t1\t1\t1\t2\t60\t30\t-1\tx\n5\t1\n")
	f.Add("5\t1\t1\t1\t1\t1\t-1\t99999999999\t60\t30\tNaN\tx\n")
	f.Fuzz(func(t *testing.T, table string) {
		for _, l := range append(parse(table, 2), parsePages(table, 3)...) {
			if !(l.Certainty >= 0 && l.Certainty <= 1) {
				t.Errorf("certainty %v", l.Certainty)
			}
		}
	})
}
