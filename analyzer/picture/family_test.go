package picture_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	stdimage "image"
	"image/color"
	"image/jpeg"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/disintegration/imaging"
	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/image/fingerprint"
	"earshot/analyzer/picture"
	"earshot/internal/social"
)

// album keeps prints and families as the store does, a row replaced by one of a higher version.
type album struct {
	mu       sync.Mutex
	prints   map[string]social.PicturePrint
	families map[string]social.PictureFamily
}

func newAlbum() *album {
	return &album{prints: map[string]social.PicturePrint{}, families: map[string]social.PictureFamily{}}
}

func (a *album) WritePrints(_ context.Context, prints []social.PicturePrint) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, p := range prints {
		a.prints[p.SHA256] = p
	}
	return nil
}

func (a *album) NearPrints(_ context.Context, hashes []uint64, _ int) (near []social.PicturePrint, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, p := range a.prints {
		if fingerprint.Near(hashes, p.Hashes) {
			near = append(near, p)
		}
	}
	return near, nil
}

func (a *album) PrintsOf(_ context.Context, shas []string) (found []social.PicturePrint, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, sha := range shas {
		if p, ok := a.prints[sha]; ok {
			found = append(found, p)
		}
	}
	return found, nil
}

func (a *album) DeletePrints(_ context.Context, shas []string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, sha := range shas {
		delete(a.prints, sha)
		delete(a.families, sha)
	}
	return nil
}

func (a *album) FamiliesOf(_ context.Context, shas []string) (map[string]social.PictureFamily, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	found := map[string]social.PictureFamily{}
	for _, sha := range shas {
		if f, ok := a.families[sha]; ok {
			found[sha] = f
		}
	}
	return found, nil
}

func (a *album) FamilyMembers(_ context.Context, families []string) (map[string]social.PictureFamily, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	found := map[string]social.PictureFamily{}
	for sha, f := range a.families {
		if slices.Contains(families, f.Family) {
			found[sha] = f
		}
	}
	return found, nil
}

func (a *album) WriteFamilies(_ context.Context, families []social.PictureFamily) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, f := range families {
		if f.Version >= a.families[f.SHA256].Version {
			a.families[f.SHA256] = f
		}
	}
	return nil
}

// groups are the families of the album as sets of pictures.
func (a *album) groups() [][]string {
	byName := map[string][]string{}
	for sha, f := range a.families {
		byName[f.Family] = append(byName[f.Family], sha)
	}
	var groups [][]string
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		slices.Sort(byName[name])
		groups = append(groups, byName[name])
	}
	return groups
}

// painted is a picture of spots, of its own for each seed.
func painted(seed uint64) *stdimage.NRGBA {
	r := rand.New(rand.NewPCG(seed, 1))
	img := imaging.New(600, 400, color.NRGBA{uint8(90 + r.IntN(60)), 120, 140, 255})
	for range 40 {
		x, y, size := r.IntN(600), r.IntN(400), 6+r.IntN(50)
		c := color.NRGBA{uint8(r.IntN(256)), uint8(r.IntN(256)), uint8(r.IntN(256)), 255}
		for j := max(0, y-size); j < min(400, y+size); j++ {
			for i := max(0, x-size); i < min(600, x+size); i++ {
				if (i-x)*(i-x)+(j-y)*(j-y) < size*size {
					img.SetNRGBA(i, j, c)
				}
			}
		}
	}
	return img
}

func jpegOf(t *testing.T, img stdimage.Image, quality int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func printOf(t *testing.T, data []byte) social.PicturePrint {
	t.Helper()
	sum := sha256.Sum256(data)
	m := social.Media{SHA256: hex.EncodeToString(sum[:])}
	if err := (picture.Print{}).Read(t.Context(), &m, data); err != nil {
		t.Fatal(err)
	}
	return *m.Print
}

// family is a picture and crops of it, of which the outer ones show little in common.
func family(t *testing.T, seed uint64) []social.PicturePrint {
	t.Helper()
	whole := painted(seed)
	crop := func(x, y, w, h int) stdimage.Image { return imaging.Crop(whole, stdimage.Rect(x, y, x+w, y+h)) }
	return []social.PicturePrint{
		printOf(t, jpegOf(t, whole, 85)), printOf(t, jpegOf(t, crop(0, 0, 420, 400), 70)), printOf(t, jpegOf(t, crop(200, 0, 400, 400), 70)),
		printOf(t, jpegOf(t, imaging.FlipH(whole), 60)), printOf(t, jpegOf(t, imaging.Resize(whole, 300, 0, imaging.Lanczos), 60)),
	}
}

// TestFamiliesDoNotDependOnOrder: whichever way pictures come, one by one or together,
// in one process or in several at once, they are of the same families.
func TestFamiliesDoNotDependOnOrder(t *testing.T) {
	var prints []social.PicturePrint
	for seed := range uint64(5) {
		prints = append(prints, family(t, seed)...)
	}
	flat := printOf(t, jpegOf(t, imaging.New(300, 300, color.White), 80))
	grey := printOf(t, jpegOf(t, imaging.New(400, 300, color.Gray{130}), 80))
	prints = append(prints, flat, grey)
	all := newAlbum()
	if err := (picture.Families{Store: all}).Place(t.Context(), prints); err != nil {
		t.Fatal(err)
	}
	want := all.groups()
	if len(want) != 7 {
		t.Fatalf("%d families, want 5 and two pictures that are flat", len(want))
	}
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 7))
		a := newAlbum()
		order := r.Perm(len(prints))
		var processes sync.WaitGroup
		for process := range 1 + int(seed)%3 {
			processes.Go(func() {
				families := picture.Families{Store: a}
				for i, at := range order {
					if i%(1+int(seed)%3) != process {
						continue
					}
					if err := families.Place(t.Context(), prints[at:at+1]); err != nil {
						t.Error(err)
					}
				}
			})
		}
		processes.Wait()
		if diff := cmp.Diff(want, a.groups()); diff != "" {
			t.Errorf("seed %d (-want +got):\n%s", seed, diff)
		}
	}
}

// TestFamiliesSurviveDeletions: what is left is what it would be had the deleted
// picture never been there.
func TestFamiliesSurviveDeletions(t *testing.T) {
	prints := family(t, 3)
	for gone := range prints {
		a, without := newAlbum(), newAlbum()
		left := slices.Delete(slices.Clone(prints), gone, gone+1)
		families := picture.Families{Store: a}
		if err := families.Place(t.Context(), prints); err != nil {
			t.Fatal(err)
		}
		if err := families.Remove(t.Context(), []string{prints[gone].SHA256}); err != nil {
			t.Fatal(err)
		}
		if err := (picture.Families{Store: without}).Place(t.Context(), left); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(without.groups(), a.groups()); diff != "" {
			t.Errorf("without picture %d (-want +got):\n%s", gone, diff)
		}
	}
}
