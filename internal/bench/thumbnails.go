package bench

import (
	"context"
	"errors"
	"fmt"
	stdimage "image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"earshot/analyzer/image"
	"earshot/internal/bench/measure"
)

const (
	// thumbPictures is how many pictures are drawn, thumbWorkers how many are read side by
	// side, as many as of posts.
	thumbPictures, thumbWorkers = 48, 3
	// thumbQuality is the quality that the reference writes, the same as ours.
	thumbQuality = 75
)

// thumbSizes are the sizes of the pictures that are drawn, as posts show them.
var thumbSizes = []stdimage.Point{{1200, 800}, {1080, 1080}, {1600, 1200}, {800, 1000}, {2048, 1536}, {640, 480}}

// benchThumbnails measures thumbnails per second, with the type, the digest and the
// perceptual hash of each picture, beside vipsthumbnail, which makes thumbnails of the same
// files in the same size, format and quality and nothing else.
func benchThumbnails(ctx context.Context, dir string, out io.Writer) error {
	program, err := exec.LookPath("vipsthumbnail")
	if errors.Is(err, exec.ErrNotFound) {
		_, err := fmt.Fprintln(out, "thumbnails: left out, vipsthumbnail is not installed: apt-get install libvips-tools")
		return err
	}
	if err != nil {
		return err
	}
	files, err := drawPictures(dir)
	if err != nil {
		return err
	}
	if err := makeThumbnails(ctx, files[:1]); err != nil { // the encoder is made ready once
		return err
	}
	var ours, reference []measure.Rate
	for round := range benchRounds {
		var watch measure.Stopwatch
		if err := watch.Time(func() error { return makeThumbnails(ctx, files) }); err != nil {
			return err
		}
		mine := watch.Rate(int64(len(files)))
		theirs, err := vips(ctx, program, dir, files)
		if err != nil {
			return err
		}
		ours, reference = append(ours, mine), append(reference, theirs)
		fmt.Fprintf(out, "thumbnails: round %d, %d pictures: %s, vipsthumbnail %s\n", round+1, len(files), mine, theirs)
	}
	if err := printSizes(out, dir, len(files)); err != nil {
		return err
	}
	return measure.PrintRates(out, "thumbnails", "thumbnails", ours, reference)
}

// printSizes prints how many bytes a thumbnail has on either side.
func printSizes(out io.Writer, dir string, n int) error {
	var bytes [2]int64
	for side, pattern := range []string{"*.ours", "*.vips.webp"} {
		made, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return err
		}
		for _, file := range made {
			info, err := os.Stat(file)
			if err != nil {
				return err
			}
			bytes[side] += info.Size()
		}
	}
	_, err := fmt.Fprintf(out, "thumbnails: bytes each: %d, vipsthumbnail %d\n", bytes[0]/int64(n), bytes[1]/int64(n))
	return err
}

// makeThumbnails writes a thumbnail beside each file.
func makeThumbnails(ctx context.Context, files []string) error {
	var (
		workers sync.WaitGroup
		next    atomic.Int64
		faults  = make(chan error, thumbWorkers)
	)
	for range thumbWorkers {
		workers.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(files) {
					return
				}
				if err := makeThumbnail(files[i]); err != nil {
					faults <- err
					return
				}
			}
		})
	}
	workers.Wait()
	close(faults)
	return errors.Join(<-faults, ctx.Err())
}

func makeThumbnail(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	seen, err := image.Inspect(data)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(file), err)
	}
	return os.WriteFile(file+".ours", seen.Thumb, 0o600)
}

// vips has the reference make all thumbnails in one run of it.
func vips(ctx context.Context, program, dir string, files []string) (measure.Rate, error) {
	side := strconv.Itoa(image.ThumbSide)
	args := append([]string{"--size", side + "x" + side + ">", "-o", filepath.Join(dir, "%s.vips.webp[Q="+strconv.Itoa(thumbQuality)+"]")}, files...)
	cmd := exec.CommandContext(ctx, program, args...)
	started := time.Now()
	said, err := cmd.CombinedOutput()
	if err != nil {
		return measure.Rate{}, fmt.Errorf("vipsthumbnail: %w: %.300s", err, said)
	}
	made, err := filepath.Glob(filepath.Join(dir, "*.vips.webp"))
	if err != nil || len(made) != len(files) {
		return measure.Rate{}, errors.Join(fmt.Errorf("vipsthumbnail made %d thumbnails of %d", len(made), len(files)), err)
	}
	state := cmd.ProcessState
	return measure.Rate{N: int64(len(files)), Took: time.Since(started), Program: state.UserTime() + state.SystemTime()}, nil
}

// drawPictures writes pictures into a folder, of which one in six is a PNG.
func drawPictures(dir string) ([]string, error) {
	files := make([]string, 0, thumbPictures)
	for i := range thumbPictures {
		size := thumbSizes[i%len(thumbSizes)]
		file := filepath.Join(dir, fmt.Sprintf("picture%02d.jpg", i))
		encode := func(w io.Writer, m stdimage.Image) error { return jpeg.Encode(w, m, &jpeg.Options{Quality: 88}) }
		if i%7 == 6 {
			file, encode = filepath.Join(dir, fmt.Sprintf("picture%02d.png", i)), png.Encode
		}
		f, err := os.Create(file)
		if err == nil {
			err = errors.Join(encode(f, drawPicture(size, uint64(i))), f.Close())
		}
		if err != nil {
			return nil, fmt.Errorf("draw a picture: %w", err)
		}
		files = append(files, file)
	}
	return files, nil
}

// drawPicture draws soft shapes with the noise of a camera.
func drawPicture(size stdimage.Point, seed uint64) stdimage.Image {
	r := rand.New(rand.NewPCG(seed, 1))
	a, b, c := 20+r.Float64()*90, 20+r.Float64()*90, 20+r.Float64()*90
	img := stdimage.NewRGBA(stdimage.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			noise := float64(r.IntN(12))
			level := func(at float64) uint8 { return uint8(118 + 100*math.Sin(at) + noise) }
			img.SetRGBA(x, y, color.RGBA{level(float64(x) / a), level(float64(y) / b), level(float64(x+y) / c), 255})
		}
	}
	return img
}
