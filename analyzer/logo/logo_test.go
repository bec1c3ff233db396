package logo_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/logo"
	"earshot/analyzer/logo/logotest"
	"earshot/internal/social"
)

func pngOf(t testing.TB, img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func finderOfMarks(t testing.TB, answers ...logo.Answer) (*logo.Finder, []logotest.Mark) {
	marks := logotest.Marks()
	var examples []logo.Example
	for _, m := range marks {
		examples = append(examples, logo.Example{Brand: m.Name, Data: pngOf(t, m.Picture())})
	}
	f, err := logo.New(examples, answers...)
	if err != nil {
		t.Fatal(err)
	}
	return f, marks
}

// A small part of what internal/bench/logo measures: each logo in three ways, and pictures without any.
func TestLogosAreFound(t *testing.T) {
	f, marks := finderOfMarks(t)
	ways := logotest.Ways()
	found, falsely, shown := 0, 0, 0
	for k, m := range marks {
		for j := range 3 {
			way := ways[(4*j+k)%len(ways)]
			shown++
			list, err := f.Find(logotest.With(m, way, uint64(700_000+50*k+j)).JPEG)
			if err != nil {
				t.Fatal(err)
			}
			right := slices.ContainsFunc(list, func(l social.Logo) bool { return l.Brand == m.Name && !l.Perhaps })
			if right {
				found++
			} else {
				t.Logf("%s, %s: %+v", m.Name, way, list)
			}
			for _, l := range list {
				if l.Brand != m.Name && !l.Perhaps {
					falsely++
				}
			}
		}
	}
	for seed := range uint64(15) {
		list, err := f.Find(logotest.Without(710_000 + seed).JPEG)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range list {
			if !l.Perhaps {
				falsely++
				t.Logf("seed %d: %+v", seed, l)
			}
		}
	}
	if found < 24 || falsely > 0 {
		t.Errorf("%d of %d found, 24 are the least; %d falsely, 0 are the most", found, shown, falsely)
	}
}

func TestAPlaceIsToldAndTheSameEachTime(t *testing.T) {
	f, marks := finderOfMarks(t)
	p := logotest.With(marks[4], "plain", 720_001)
	first, err := f.Find(p.JPEG)
	if err != nil {
		t.Fatal(err)
	}
	second, err := f.Find(p.JPEG)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, second); diff != "" || len(first) == 0 {
		t.Fatalf("twice the same picture (-first +second):\n%s", diff)
	}
	want := p.Box()
	near := func(a, b int) bool { return a-b < 12 && b-a < 12 }
	if got := first[0].Box; first[0].Brand != marks[4].Name || !near(got.X, want.X) || !near(got.Y, want.Y) || !near(got.W, want.W) || !near(got.H, want.H) {
		t.Errorf("found %+v, want %s at %+v", first[0], marks[4].Name, want)
	}
}

func TestWhatCannotBeAnExampleIsSaid(t *testing.T) {
	plain := image.NewRGBA(image.Rect(0, 0, 200, 200))
	draw.Draw(plain, plain.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	small := image.NewRGBA(image.Rect(0, 0, 16, 16))
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"plain": {pngOf(t, plain), "nothing in the picture stands out from its ground"},
		"clear": {pngOf(t, image.NewRGBA(image.Rect(0, 0, 200, 200))), "nothing in the picture stands out from its ground"},
		"small": {pngOf(t, small), "the picture is 16 x 16 pixels; a logo needs 32 on one side"},
		"svg":   {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"></svg>`), "not a picture: the format SVG is not supported"},
		"large": {make([]byte, logo.MaxExampleBytes+1), "the picture has 4194305 bytes, more than 4194304"},
		"empty": {nil, "not a picture: there are no bytes"},
	} {
		if err := logo.Check(c.data); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	for _, m := range logotest.Marks() {
		if err := logo.Check(pngOf(t, m.Picture())); err != nil {
			t.Errorf("%s: %v", m.Name, err)
		}
	}
}

func TestTheSetNamesTheExamples(t *testing.T) {
	marks := logotest.Marks()
	a, b := logo.Example{Brand: "A", Data: pngOf(t, marks[0].Picture())}, logo.Example{Brand: "B", Data: pngOf(t, marks[3].Picture())}
	set := func(list ...logo.Example) string {
		f, err := logo.New(list)
		if err != nil {
			t.Fatal(err)
		}
		return f.Set()
	}
	if set() != "" {
		t.Error("no examples have a name")
	}
	if set(a, b) != set(b, a) || set(a, b) == set(a) || set(a) == set(logo.Example{Brand: "B", Data: a.Data}) {
		t.Errorf("the names of the sets are %s, %s, %s, %s", set(a, b), set(b, a), set(a), set(logo.Example{Brand: "B", Data: a.Data}))
	}
}

func TestAnswersTeach(t *testing.T) {
	marks := logotest.Marks()
	example := logo.Example{Brand: "Kaldera", Data: pngOf(t, marks[0].Picture())}
	p := logotest.With(marks[0], "plain", 730_001)
	find := func(answers ...logo.Answer) []social.Logo {
		f, err := logo.New([]logo.Example{example}, answers...)
		if err != nil {
			t.Fatal(err)
		}
		list, err := f.Find(p.JPEG)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	before := find()
	if len(before) != 1 {
		t.Fatalf("found %+v", before)
	}
	if after := find(logo.Answer{Brand: "Kaldera", Data: p.JPEG, Box: before[0].Box}); len(after) != 0 {
		t.Errorf("what a person rejected is found: %+v", after)
	}
	if after := find(logo.Answer{Brand: "Kaldera", Data: p.JPEG, Box: before[0].Box, Yes: true}); len(after) != 1 || after[0].Certainty < before[0].Certainty {
		t.Errorf("with its own place as an example it is found as %+v, before as %+v", after, before)
	}
	if after := find(logo.Answer{Brand: "Kaldera", Data: []byte("gone"), Yes: true}); !cmp.Equal(after, before) {
		t.Errorf("an answer whose picture cannot be read changes %+v to %+v", before, after)
	}
}

func FuzzFind(f *testing.F) {
	finder, err := logo.New([]logo.Example{{Brand: "Oculon", Data: pngOf(f, logotest.Marks()[2].Picture())}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint16(40), uint16(30), []byte{1, 2, 3})
	f.Add(uint16(1), uint16(1), []byte{0})
	f.Add(uint16(300), uint16(2), []byte{255, 0})
	f.Fuzz(func(t *testing.T, w, h uint16, noise []byte) {
		img := image.NewGray(image.Rect(0, 0, int(w%400)+1, int(h%400)+1))
		for i := range img.Pix {
			if len(noise) > 0 {
				img.Pix[i] = noise[i%len(noise)] * byte(1+i%7)
			}
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, nil); err != nil {
			t.Fatal(err)
		}
		list, err := finder.Find(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range list {
			if l.Box.X < 0 || l.Box.Y < 0 || l.Box.X+l.Box.W > 1000 || l.Box.Y+l.Box.H > 1000 || !(l.Certainty >= social.LogoPerhaps && l.Certainty <= 1) {
				t.Errorf("found %+v", l)
			}
		}
		_ = logo.Check(pngOf(t, img))
	})
}
