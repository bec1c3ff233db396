package paddle

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"earshot/analyzer/ocr"
	"earshot/internal/social"
)

// brokenEnv makes the test binary a program whose readers end over every picture.
const brokenEnv = "READER_THAT_CRASHES"

func TestMain(m *testing.M) {
	if os.Getenv(brokenEnv) != "" && os.Getenv(libraryChildEnv) != "" {
		crash()
	}
	ServeIfChild()
	os.Exit(m.Run())
}

// crash takes a picture and ends without an answer, as a library does at a fault.
func crash() {
	if err := reply(os.Stdout, answer{}); err != nil {
		os.Exit(2)
	}
	if _, err := receive(os.Stdin); err != nil {
		os.Exit(3)
	}
	os.Stderr.WriteString("fatal: signal arrived in the library\n")
	os.Exit(4)
}

// signboard is a picture with lines of text on it.
func signboard(t *testing.T, size float64, lines ...string) *image.NRGBA {
	t.Helper()
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	img := image.NewNRGBA(image.Rect(0, 0, int(size*16), int(size*2*float64(len(lines)+1))))
	draw.Draw(img, img.Rect, image.NewUniform(color.NRGBA{40, 60, 90, 255}), image.Point{}, draw.Src)
	for i, l := range lines {
		d := font.Drawer{Dst: img, Src: image.White, Face: face, Dot: fixed.P(int(size), int(size*2*float64(i+1)))}
		d.DrawString(l)
	}
	return img
}

// newReader is a reader by this test binary.
func newReader(t *testing.T) *Reader {
	t.Helper()
	at, err := Find()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r := New(program, at)
	t.Cleanup(r.Close)
	return r
}

func TestReadsLines(t *testing.T) {
	r := newReader(t)
	for name, size := range map[string]float64{"small": 14, "large": 60} {
		t.Run(name, func(t *testing.T) {
			text, err := ocr.Reader{First: r}.Read(t.Context(), signboard(t, size, "Hollow Pine Coffee", "open 9 to 18"))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff("Hollow Pine Coffee\nopen 9 to 18", text.String()); diff != "" {
				t.Error(diff)
			}
			if text.Reader != Name || len(text.Lines) != 2 {
				t.Fatalf("read by %q: %+v", text.Reader, text.Lines)
			}
			box := text.Lines[0].Box
			if box.X < 20 || box.X > 80 || box.Y < 150 || box.Y > 320 || box.W < 450 || box.W > 650 || text.Lines[0].Certainty < 0.9 {
				t.Errorf("the first line stands at %+v with certainty %.2f", box, text.Lines[0].Certainty)
			}
		})
	}
}

func TestReadsNothingOnPlainPictures(t *testing.T) {
	text, err := ocr.Reader{First: newReader(t)}.Read(t.Context(), signboard(t, 30))
	if err != nil || text.Reader != Name || len(text.Lines) != 0 {
		t.Errorf("read %+v, %v", text, err)
	}
}

// TestStripsAreBounded: pictures of extreme shapes are read like others.
func TestStripsAreBounded(t *testing.T) {
	r := newReader(t)
	for _, size := range []image.Point{{1, 1}, {20_000, 1}, {1, 20_000}, {4000, 3000}} {
		img := image.NewNRGBA(image.Rectangle{Max: size})
		if _, err := r.Read(t.Context(), img); err != nil {
			t.Errorf("%v: %v", size, err)
		}
	}
}

// TestCrashIsAFaultOfThePicture: processes that end over a picture are counted, the
// picture is given up, and the next one is read by a new process.
func TestCrashIsAFaultOfThePicture(t *testing.T) {
	r := newReader(t)
	t.Setenv(brokenEnv, "1")
	_, err := r.Read(t.Context(), signboard(t, 20, "Coffee"))
	if !errors.Is(err, ocr.ErrGivenUp) || social.CodeOf(err) != social.CodeBroken || !strings.Contains(err.Error(), "signal arrived") {
		t.Errorf("error %v", err)
	}
	if r.Crashes() != mostCrashes {
		t.Errorf("%d crashes were counted", r.Crashes())
	}
	if err := os.Unsetenv(brokenEnv); err != nil {
		t.Fatal(err)
	}
	text, err := ocr.Reader{First: r}.Read(t.Context(), signboard(t, 20, "Coffee"))
	if err != nil || text.String() != "Coffee" {
		t.Errorf("after the crash: %q, %v", text.String(), err)
	}
	// One that is killed between two pictures costs the next one nothing.
	if err := r.child.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if text, err = (ocr.Reader{First: r}).Read(t.Context(), signboard(t, 20, "Coffee")); err != nil || text.String() != "Coffee" {
		t.Errorf("after a kill: %q, %v", text.String(), err)
	}
}

func TestReadStopsWithItsContext(t *testing.T) {
	r := newReader(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Read(ctx, signboard(t, 20, "Coffee")); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// TestSlowPicturesAreGivenUp: a process that does not answer in time is ended.
func TestSlowPicturesAreGivenUp(t *testing.T) {
	r := newReader(t)
	r.limit = time.Nanosecond
	if _, err := r.Read(t.Context(), signboard(t, 20, "Coffee")); !errors.Is(err, ocr.ErrGivenUp) {
		t.Errorf("error %v", err)
	}
}

func TestMissingWeightsAreNamed(t *testing.T) {
	t.Setenv(ModelsEnv, t.TempDir())
	if _, err := findModels(); social.CodeOf(err) != social.CodeUnavailable || !strings.Contains(err.Error(), ModelsEnv) {
		t.Errorf("error %v", err)
	}
	t.Setenv(LibraryEnv, t.TempDir())
	if _, err := Find(); social.CodeOf(err) != social.CodeUnavailable || !strings.Contains(err.Error(), LibraryEnv) {
		t.Errorf("error %v", err)
	}
	for _, system := range []string{"linux/amd64", "linux/arm64", "darwin/arm64"} {
		os, processor, _ := strings.Cut(system, "/")
		if libraryOf(os, processor) == "" {
			t.Errorf("no library for %s", system)
		}
	}
	if libraryOf("darwin", "amd64") != "" {
		t.Error("a library for an older Mac")
	}
}

// TestNotALibrary: a file that is no ONNX Runtime is a named fault, not a crash.
func TestNotALibrary(t *testing.T) {
	at, err := Find()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	at.Library = program
	r := New(program, at)
	t.Cleanup(r.Close)
	if err := r.Check(); err == nil {
		t.Error("a test binary reads pictures")
	}
}
