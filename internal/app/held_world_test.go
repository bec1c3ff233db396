package app

import (
	"context"
	"fmt"
	"image/color"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/app/config"
	"earshot/internal/social"
	"earshot/storage"
)

// heldKinds are how many posts of each kind a heldWorld has.
const heldKinds = 24

// heldWorld is an album whose posts mention brands in their pictures only, in these besides, or
// not at all, with the streams and the store that several processes share.
type heldWorld struct {
	*album
	dsn, nats string
	dir       string
	store     *storage.Store
}

func newHeldWorld(t *testing.T) *heldWorld {
	t.Helper()
	w := &heldWorld{album: newAlbum(t), dir: t.TempDir()}
	store, eng, err := OpenStoreAt(t.Context(), Settings{DataDir: filepath.Join(w.dir, "clickhouse"), Log: slog.New(slog.DiscardHandler)}, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := CloseStore(store, eng); err != nil {
			t.Error(err)
		}
	})
	w.store, w.dsn, w.nats = store, eng.DSN(), "nats://"+serveStreams(t, filepath.Join(w.dir, "nats"))
	plain := color.RGBA{30, 60, 90, 255}
	for n := range heldKinds {
		w.add("seen", n, "", drawn("NORTHWIND", plain, n))
		w.add("other", n, "", drawn("MENU", plain, n+100))
		w.add("both", n, "", drawn("BREWLINE", plain, n+200))
		w.posts[len(w.posts)-1].Text = fmt.Sprintf("Northwind, cup %d", n)
	}
	// Each shows a picture of its own and one of another, so that two processes find them at once.
	own := make([]social.Image, len(w.posts))
	for i, p := range w.posts {
		own[i] = p.Images[0]
	}
	for i := range w.posts {
		next := i + 1
		if i%3 == 1 { // what says nothing shows nothing
			next = i + 3
		}
		if next < len(own) {
			w.posts[i].Images = append(w.posts[i].Images, own[next])
		}
	}
	return w
}

// config has the posts read by what shares the streams and the store of w.
func (w *heldWorld) config() config.Config { return heldConfig(w.dsn, w.nats) }

func heldConfig(dsn, nats string) config.Config {
	cfg := config.Default()
	cfg.Brands = []config.Brand{{Name: "Northwind", Query: "northwind"}, {Name: "Brewline", Query: "brewline"}}
	cfg.Crawler.AllowPrivateNetworks, cfg.Crawler.Delay = true, 0
	cfg.Pictures.Text = config.TextOff // the stand-in reads
	cfg.Storage.DSN, cfg.Streams.URL = dsn, nats
	return cfg
}

// settings are those of one of the processes.
func (w *heldWorld) settings(name string) Settings {
	return Settings{DataDir: filepath.Join(w.dir, name), Version: "test", Log: slog.New(slog.DiscardHandler), ackWait: time.Second}
}

// publish puts the posts on the stream in small pages, and nothing else.
func (w *heldWorld) publish(ctx context.Context, a *App) error {
	for page := range slices.Chunk(w.posts, 4) {
		if err := a.Publisher().Publish(ctx, page); err != nil {
			return err
		}
	}
	return nil
}

// work runs what reads pictures and matches posts until ctx ends.
func (a *App) work(ctx context.Context) {
	var working sync.WaitGroup
	working.Go(func() { a.AnalyzeWorker.Run(ctx) })
	working.Go(func() { a.PictureWorker.Run(ctx) })
	working.Go(func() { a.Seen.Run(ctx) })
	working.Wait()
}

// idle waits until nothing is in the streams and no post waits.
func (w *heldWorld) idle(ctx context.Context, a *App) error {
	return a.WaitFor(ctx, func() (bool, error) {
		for range 2 {
			for _, pending := range []func(context.Context) (int, error){a.Streams.Posts.Pending, a.Streams.Media.Pending} {
				if n, err := pending(ctx); err != nil || n > 0 {
					return false, err
				}
			}
		}
		posts, _, err := w.store.HeldSize(ctx)
		return posts == 0, err
	})
}

// check wants what is stored to be what is to come of the posts, each once.
func (w *heldWorld) check(t *testing.T) {
	t.Helper()
	got, want := map[string]string{}, map[string]string{}
	for _, p := range w.posts {
		brands := map[string]bool{}
		for i, img := range append([]social.Image{{URL: w.base + "/" + p.Text}}, p.Images...) {
			switch path := img.URL[len(w.base):]; {
			case i == 0 && p.Text != ritual, i > 0 && path[:5] == "/seen":
				brands["Northwind"] = true
			case i > 0 && path[:5] == "/both":
				brands["Brewline"] = true
			}
		}
		if len(brands) > 0 {
			want[p.ID] = fmt.Sprint(brands)
		}
	}
	err := w.store.EachPost(t.Context(), social.Filter{}, func(p social.StoredPost) error {
		brands := map[string]bool{}
		for _, b := range p.Analysis.Brands {
			brands[b] = true
		}
		if _, twice := got[p.Post.ID]; twice {
			t.Errorf("%s is stored twice", p.Post.ID)
		}
		got[p.Post.ID] = fmt.Sprint(brands)
		if state := social.SeenState(p.Post, p.Media...); state != p.Analysis.Seen || len(p.Media) != len(p.Post.Images) {
			t.Errorf("%s is matched with something else than is known of its %d of %d pictures", p.Post.ID, len(p.Media), len(p.Post.Images))
		}
		return nil
	})
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("stored, %v (-want +got):\n%s", err, diff)
	}
	for brand, of := range map[string]func(string) bool{"Northwind": func(s string) bool { return s != "map[Brewline:true]" }, "Brewline": func(s string) bool { return s != "map[Northwind:true]" }} {
		n := int64(0)
		for _, brands := range want {
			if of(brands) {
				n++
			}
		}
		if f, err := w.store.Figures(t.Context(), social.Filter{Brand: brand}); err != nil || f.Mentions != n {
			t.Errorf("%s has %d mentions, want %d: %v", brand, f.Mentions, n, err)
		}
	}
	if due, err := w.store.PicturesDueBefore(t.Context(), time.Now().Add(time.Hour), 10); err != nil || len(due) > 0 {
		t.Errorf("posts of %v are still to be matched: %v", due, err)
	}
	if posts, _, err := w.store.HeldSize(t.Context()); err != nil || posts > 0 {
		t.Errorf("%d posts wait: %v", posts, err)
	}
}

// TestSeveralProcessesMatchOnce: two processes share the streams and the store. Each post comes to
// what one alone makes of it, and is counted once.
func TestSeveralProcessesMatchOnce(t *testing.T) {
	w := newHeldWorld(t)
	const processes = 2
	var mu sync.Mutex
	var sum struct{ New, Dropped, Again int64 }
	var working, ready, over sync.WaitGroup
	ready.Add(processes)
	over.Add(1)
	for i := range processes {
		working.Go(func() {
			err := With(t.Context(), w.settings(fmt.Sprint(i)), w.config(), func(a *App) error {
				a.readWith(chunkReader{&atomic.Int64{}})
				a.BeginCounting()
				ready.Done()
				ready.Wait()
				ctx, stop := context.WithCancel(t.Context())
				var own sync.WaitGroup
				own.Go(func() { a.work(ctx) })
				defer own.Wait()
				defer stop()
				if i > 0 {
					over.Wait()
				} else {
					defer over.Done()
					if err := w.publish(ctx, a); err != nil {
						return err
					}
					if err := w.idle(ctx, a); err != nil {
						return err
					}
				}
				counts, err := a.Counts(ctx)
				mu.Lock()
				defer mu.Unlock()
				sum.New, sum.Dropped, sum.Again = sum.New+counts.New, sum.Dropped+counts.Dropped, sum.Again+counts.Again
				t.Logf("process %d: %d new, %d dropped, %d again", i, counts.New, counts.Dropped, counts.Again)
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	working.Wait()
	w.check(t)
	stored, err := w.store.SourceCounts(t.Context())
	if err != nil || sum.New != int64(stored["town"]) || sum.New+sum.Dropped != int64(len(w.posts)) || sum.Again != 0 {
		t.Errorf("%+v counted, %v stored of %d: %v", sum, stored, len(w.posts), err)
	}
}
