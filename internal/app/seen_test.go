package app

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "image/jpeg"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"earshot/analyzer/picture"
	"earshot/internal/app/config"
	"earshot/internal/query"
	"earshot/internal/social"
)

const (
	// ofBrand is how many posts of each kind show the brand, others how many pictures of
	// other things there are.
	ofBrand = 35
	others  = 200
	ritual  = "Morning ritual. #coffee"
)

// brandColour is the colour of pictures that the model at the loopback sees the brand in.
var brandColour = color.RGBA{200, 30, 30, 255}

// drawn is a picture with a text painted on it, which a chunk of the file repeats: a stand-in
// reads it there, so that what is tested is what comes of a text that was read.
func drawn(text string, back color.Color, n int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 160+n%7, 90))
	draw.Draw(img, img.Bounds(), image.NewUniform(back), image.Point{}, draw.Src)
	d := font.Drawer{Dst: img, Src: image.White, Face: basicfont.Face7x13, Dot: fixed.P(4+n%20, 30+n%40)}
	d.DrawString(text)
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		panic(err)
	}
	chunk := append([]byte("tEXt"), "words\x00"+text...)
	data := binary.BigEndian.AppendUint32(nil, uint32(len(chunk)-4))
	data = binary.BigEndian.AppendUint32(append(data, chunk...), crc32.ChecksumIEEE(chunk))
	const header = 8 + 25 // the signature and IHDR
	return slices.Concat(out.Bytes()[:header], data, out.Bytes()[header:])
}

// chunkReader stands in for a reader of text.
type chunkReader struct{ reads *atomic.Int64 }

func (chunkReader) Name() string              { return "text" }
func (chunkReader) Wants(m social.Media) bool { return m.OCRReader == "" }
func (r chunkReader) Read(_ context.Context, m *social.Media, data []byte) error {
	r.reads.Add(1)
	_, rest, _ := bytes.Cut(data, []byte("tEXtwords\x00"))
	text, _, _ := bytes.Cut(rest, []byte("\x00\x00")) // what follows are a checksum and the next length
	m.OCRReader, m.OCR = "stand-in", strings.ToValidUTF8(string(text[:max(0, len(text)-4)]), "")
	return nil
}
func (chunkReader) Share(m *social.Media, same social.Media) bool {
	m.OCR, m.OCRReader = same.OCR, same.OCRReader
	return same.OCRReader != ""
}

// seeing is a model on loopback that says what is on a picture by its colour.
func seeing(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		said := map[string]any{"caption": "A cup on a table in the morning", "tags": []string{"cup", "table"}, "visible_text": []string{}, "objects": []string{"cup"}, "scene": "kitchen"}
		if _, data, ok := strings.Cut(string(body), ";base64,"); ok {
			data, _, _ = strings.Cut(data, `"`)
			raw, _ := base64.StdEncoding.DecodeString(data)
			if img, _, err := image.Decode(bytes.NewReader(raw)); err == nil {
				if red, green, _, _ := img.At(2, 2).RGBA(); red > 2*green {
					said["caption"] = "A cup with the name Northwind beside a receipt"
				}
			}
		}
		w.Header().Set("Content-Type", "application/json")
		content, _ := json.Marshal(said)
		_ = json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{"finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": string(content)}}}})
	}))
	t.Cleanup(server.Close)
	return server
}

// album serves pictures and makes the posts that show them.
type album struct {
	mu       sync.Mutex
	pictures map[string][]byte
	base     string
	posts    []social.Post
}

func newAlbum(t *testing.T) *album {
	a := &album{pictures: map[string][]byte{}}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.mu.Lock()
		defer a.mu.Unlock()
		data, ok := a.pictures[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write(data)
	}))
	t.Cleanup(server.Close)
	a.base = server.URL
	return a
}

// add adds a post that says nothing, with a picture.
func (a *album) add(kind string, n int, alt string, data []byte) {
	path := fmt.Sprintf("/%s/%d.png", kind, n)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.pictures[path] = data
	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(len(a.posts)) * time.Minute)
	a.posts = append(a.posts, social.Post{
		Platform: "feed", ID: fmt.Sprint(kind, "-", n), Source: "town", URL: a.base + path + ".html", Author: social.Author{Handle: fmt.Sprint("ana", n)},
		Text: ritual, Tags: []string{"coffee"}, Images: []social.Image{{URL: a.base + path, Alt: alt}}, Keep: social.KeepMentions, CreatedAt: at, FetchedAt: time.Now().UTC(),
	})
}

// fill adds posts whose pictures show the brand in each way, and pictures of other things.
func (a *album) fill() {
	plain := color.RGBA{30, 60, 90, 255}
	for n := range ofBrand {
		a.add("alt", n, "A green awning with the name Northwind", drawn("open", plain, n))
		a.add("ocr", n, "", drawn([]string{"NORTHWIND", "NORTHWINDCOFFEE", "Thank you\nNORTHWIND COFFEE\n2 x latte 7.80", "50%OFF AT NORTHWIND", "North wind"}[n%5], plain, n+100))
		a.add("model", n, "", drawn("", brandColour, n+200))
	}
	things := []string{"PINEAPPLE", "wind from the north", "COFFEE TO GO", "OPEN 24H", "Contoso", "northwindow cleaning", "windnorth", "the northern wind", "NORTH", "WIND 12 kn", "espresso", "",
		"southwind", "north-east wind", "NORTHERN LIGHTS", "downwind", "Nordwind Airways", "40% OFF", "menu", "Thank you"}
	for n := range others {
		a.add("other", n, []string{"", "a street in the north", "a cup"}[n%3], drawn(things[n%len(things)], plain, n+300))
	}
}

// working runs the workers of an app until nothing waits any more.
func (a *App) workUntilIdle(t *testing.T) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	var working sync.WaitGroup
	working.Go(func() { a.AnalyzeWorker.Run(ctx) })
	working.Go(func() { a.PictureWorker.Run(ctx) })
	if a.CaptionWorker != nil {
		working.Go(func() { a.CaptionWorker.Run(ctx) })
	}
	defer working.Wait()
	defer stop()
	err := a.WaitFor(ctx, func() (bool, error) {
		if a.CaptionWorker != nil {
			if ok, err := a.CaptionWorker.Idle(ctx); err != nil || !ok {
				return false, err
			}
		}
		posts, media := a.Streams.Posts.Pending, a.Streams.Media.Pending
		for _, pending := range []func(context.Context) (int, error){posts, media, posts, media} {
			if n, err := pending(ctx); err != nil || n > 0 {
				return false, err
			}
		}
		return true, nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestPicturesThatNameABrandAreMentions is the situation of posts that say nothing and show
// the brand: by alt text, by text in the picture, by a model's caption. Each is found, once, and
// nothing else is.
func TestPicturesThatNameABrandAreMentions(t *testing.T) {
	album := newAlbum(t)
	album.fill()
	cfg := config.Default()
	cfg.Brands = []config.Brand{{Name: "Northwind", Query: `northwind OR "north wind" NOT airline`}}
	cfg.Crawler.AllowPrivateNetworks, cfg.Crawler.Delay = true, 0
	cfg.LLM.BaseURL, cfg.LLM.CaptionModel = seeing(t).URL+"/v1", "tiny"
	cfg.Pictures.Text = config.TextOff // the stand-in reads
	log := &syncLog{}
	settings := Settings{DataDir: t.TempDir(), Version: "test", Log: slog.New(slog.NewTextHandler(log, nil))}
	defer func() {
		if t.Failed() {
			t.Log(log.String())
		}
	}()
	err := With(t.Context(), settings, cfg, func(a *App) error {
		var reads atomic.Int64
		a.readWith(chunkReader{&reads})
		a.BeginCounting()
		for some := range slices.Chunk(album.posts, 40) {
			if err := a.Publisher().Publish(t.Context(), some); err != nil {
				return err
			}
		}
		a.workUntilIdle(t)
		counts, err := a.Counts(t.Context())
		if err != nil {
			return err
		}
		falsely := checkFound(t, a)
		t.Logf("%d of %d found by alt texts, text and captions; false mentions among %d pictures of other things: %d; %d pictures read", 3*ofBrand, 3*ofBrand, others, falsely, reads.Load())
		if counts.New != 3*ofBrand+int64(falsely) || counts.Dropped != others-int64(falsely) || falsely != 0 {
			t.Errorf("%+v, and %d of other things", counts.Tallied, falsely)
		}
		if posts, _, err := a.Store.HeldSize(t.Context()); err != nil || posts != 0 {
			t.Errorf("%d posts still wait: %v", posts, err)
		}
		// Everything once more changes nothing.
		before := everyMention(t, a)
		for i := range album.posts {
			album.posts[i].FetchedAt = album.posts[i].FetchedAt.Add(time.Hour)
		}
		if err := a.Publisher().Publish(t.Context(), album.posts); err != nil {
			return err
		}
		a.workUntilIdle(t)
		if again := everyMention(t, a); !slices.Equal(before, again) {
			t.Errorf("read once more there are\n%v, before\n%v", again, before)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// readWith has pictures read by a step before those that are configured.
func (a *App) readWith(step picture.Step) {
	a.pictureOptions.Steps = append([]picture.Step{step}, a.pictureOptions.Steps...)
	a.describer = describer{picture.New(a.pictureOptions)}
	a.makePostWorkers(a.Analyzer)
	a.PictureWorker = a.newPictureWorker()
}

// checkFound checks what is stored of the album, and returns how many posts of other things
// are mentions.
func checkFound(t *testing.T, a *App) (falsely int) {
	t.Helper()
	found := map[string]int{}
	err := a.Store.EachPost(t.Context(), social.Filter{Brand: "Northwind"}, func(p social.StoredPost) error {
		kind, _, _ := strings.Cut(p.Post.ID, "-")
		found[kind]++
		want := map[string]social.Evidence{"alt": social.EvidenceAlt, "ocr": social.EvidenceText, "model": social.EvidenceCaption}[kind]
		if kinds := p.Analysis.EvidenceOf("Northwind"); want == "" {
			t.Logf("%s is a mention: %v, %q", p.Post.ID, kinds, p.Media[0].OCR)
		} else if !slices.Equal(kinds, []social.Evidence{want}) || !p.Analysis.VisualOnly("Northwind") {
			t.Errorf("%s is named in %v", p.Post.ID, kinds)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"alt", "ocr", "model"} {
		if found[kind] != ofBrand {
			t.Errorf("%d of %d found by %s", found[kind], ofBrand, kind)
		}
	}
	for search, want := range map[string]int64{"awning": ofBrand, "alt:awning": ofBrand, "ocr:awning": 0, "ocr:northwind": 28, `ocr:"north wind"`: 28, "caption:receipt": ofBrand, "image:northwind": 3 * ofBrand, "northwind NOT image:northwind": 0} {
		f := social.Filter{Brand: "Northwind", Query: query.MustParse(search)}
		figures, err := a.Store.Figures(t.Context(), f)
		if err != nil || search != `ocr:"north wind"` && search != "ocr:northwind" && figures.Mentions != want {
			t.Errorf("%s: %d mentions, want %d: %v", search, figures.Mentions, want, err)
		}
		if strings.HasPrefix(search, "ocr:") && want > 0 && figures.Mentions != ofBrand {
			t.Errorf("%s: %d mentions", search, figures.Mentions)
		}
	}
	visual := social.Filter{Brand: "Northwind", AnyRead: social.ReadValues{social.ReadEvidence: {string(social.EvidenceVisual)}}}
	trends, err := a.Store.Trends(t.Context(), visual, social.ByDay, nil)
	if err != nil {
		t.Fatal(err)
	}
	var sum int64
	for _, bucket := range trends {
		sum += bucket.Figures.Mentions
	}
	if sum != int64(3*ofBrand+found["other"]) {
		t.Errorf("%d visual-only mentions in trends", sum)
	}
	return found["other"]
}

// everyMention are the posts of the brand with where they name it.
func everyMention(t *testing.T, a *App) (all []string) {
	t.Helper()
	err := a.Store.EachPost(t.Context(), social.Filter{Brand: "Northwind"}, func(p social.StoredPost) error {
		all = append(all, fmt.Sprint(p.Post.ID, p.Analysis.EvidenceOf("Northwind"), p.Analysis.Sentiment.Label))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
