package app

import (
	"context"
	"errors"
	"image/color"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"earshot/internal/app/config"
	rematch "earshot/internal/pipeline/seen"
	"earshot/internal/social"
	"earshot/storage"
)

// holding runs do with an app that reads pictures by a stand-in.
func holding(t *testing.T, do func(a *App, reads *atomic.Int64) error) {
	t.Helper()
	cfg := config.Default()
	cfg.Brands = []config.Brand{{Name: "Northwind", Query: "northwind"}}
	cfg.Crawler.AllowPrivateNetworks, cfg.Crawler.Delay = true, 0
	cfg.Pictures.Text = config.TextOff // the stand-in reads
	settings := Settings{DataDir: t.TempDir(), Version: "test", Log: slog.New(slog.DiscardHandler)}
	err := With(t.Context(), settings, cfg, func(a *App) error {
		var reads atomic.Int64
		a.readWith(chunkReader{&reads})
		return do(a, &reads)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sweepIn sweeps as if so much time had passed.
func (a *App) sweepIn(t *testing.T, later time.Duration) {
	t.Helper()
	opts := a.seenOptions(a.Analyzer)
	opts.Now = func() time.Time { return time.Now().Add(later) }
	if err := rematch.New(opts).Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// TestPicturesOfDroppedPostsAreForgotten: what was fetched for a post that mentions nobody goes
// once posts may not wait so long, unless it is shown by one that is stored.
func TestPicturesOfDroppedPostsAreForgotten(t *testing.T) {
	album, plain := newAlbum(t), color.RGBA{30, 60, 90, 255}
	album.add("ocr", 0, "", drawn("NORTHWIND", plain, 1))
	album.add("other", 0, "", drawn("menu", plain, 2))
	album.posts[1].Images = append(album.posts[1].Images, social.Image{URL: album.base + "/none.png"})
	shown, other := album.posts[0].Images[0].URL, album.posts[1].Images[0].URL
	holding(t, func(a *App, reads *atomic.Int64) error {
		states := func() (map[string]social.Media, error) {
			return a.Store.MediaByURL(t.Context(), []string{shown, other})
		}
		if err := a.Publisher().Publish(t.Context(), album.posts); err != nil {
			return err
		}
		a.workUntilIdle(t)
		before, err := states()
		if err != nil || before[shown].State != social.MediaReady || before[other].State != social.MediaReady {
			t.Fatalf("read %+v, %v", before, err)
		}
		const heldTime = 48 * time.Hour
		a.sweepIn(t, heldTime-time.Minute)
		if known, err := states(); err != nil || known[other].State != social.MediaReady {
			t.Errorf("too early %+v, %v", known, err)
		}
		a.sweepIn(t, heldTime+time.Minute)
		known, err := states()
		if m := known[other]; err != nil || known[shown].State != social.MediaReady || m.State != social.MediaDeleted || m.SHA256+m.Thumb+m.OCR != "" {
			t.Errorf("forgotten %+v, %v", known, err)
		}
		for _, key := range []string{before[other].SHA256, before[other].Thumb} {
			if _, _, err := a.Media.Get(t.Context(), key); social.CodeOf(err) != social.CodeNotFound {
				t.Errorf("the bytes are there still: %v", err)
			}
		}
		if _, _, err := a.Media.Get(t.Context(), before[shown].SHA256); err != nil {
			t.Error(err)
		}
		album.posts[1].FetchedAt = album.posts[1].FetchedAt.Add(time.Hour)
		if err := a.Publisher().Publish(t.Context(), album.posts[1:]); err != nil {
			return err
		}
		a.workUntilIdle(t)
		if known, err := states(); err != nil || known[other].State != social.MediaReady || reads.Load() != 3 {
			t.Errorf("read once more: %+v, %v, %d pictures read", known, err, reads.Load())
		}
		return nil
	})
}

// TestDeletedPostsDoNotWait: a post that is deleted while it waits, or before, or on its way back,
// comes to nothing.
func TestDeletedPostsDoNotWait(t *testing.T) {
	album := newAlbum(t)
	for n := range 3 {
		album.add("late", n, "", drawn("NORTHWIND", color.RGBA{30, 60, 90, 255}, n))
	}
	waiting, before, back := album.posts[0], album.posts[1], album.posts[2]
	gone := func(p social.Post) social.Post {
		return social.Post{Platform: p.Platform, ID: p.ID, Source: p.Source, Deleted: true, FetchedAt: p.FetchedAt.Add(time.Minute)}
	}
	holding(t, func(a *App, _ *atomic.Int64) error {
		a.tally.Begin()
		for _, page := range [][]social.Post{{waiting}, {gone(before)}, {back}, {before}, {gone(waiting)}} {
			if err := a.Publisher().Publish(t.Context(), page); err != nil {
				return err
			}
			a.analyseWaiting(t)
		}
		if posts, _, err := a.Store.HeldSize(t.Context()); err != nil || posts != 1 {
			t.Errorf("%d posts wait, %v, want the one that is not deleted", posts, err)
		}
		known := social.Media{URL: back.Images[0].URL, State: social.MediaReady, OCR: "Northwind", OCRReader: "stand-in", FetchedAt: time.Now().UTC()}
		if err := a.Store.WriteMedia(t.Context(), []social.Media{known}); err != nil {
			return err
		}
		if err := a.Seen.Pictures(t.Context(), []string{known.URL}); err != nil {
			return err
		}
		// It is on its way back, and another process reads that it is deleted.
		if err := a.Seen.Settle(t.Context(), []social.Entry{{Post: gone(back)}}); err != nil {
			return err
		}
		a.workUntilIdle(t)
		if posts, _, err := a.Store.HeldSize(t.Context()); err != nil || posts != 0 {
			t.Errorf("%d posts wait, %v", posts, err)
		}
		if stored := everyMention(t, a); len(stored) != 0 {
			t.Errorf("stored %v", stored)
		}
		return nil
	})
}

// dying is a store to which a process dies before it lets go of posts.
type dying struct{ *storage.Store }

func (dying) Release(context.Context, []social.HeldPost) error { return errors.New("died") }

// TestPostsComeBackOnce: who dies after posts that waited are on the stream, before that is noted,
// puts them there once.
func TestPostsComeBackOnce(t *testing.T) {
	album := newAlbum(t)
	for n := range 3 {
		album.add("other", n, "", drawn("menu", color.RGBA{30, 60, 90, 255}, n))
	}
	holding(t, func(a *App, _ *atomic.Int64) error {
		if err := a.Publisher().Publish(t.Context(), album.posts); err != nil {
			return err
		}
		a.analyseWaiting(t)
		opts := a.seenOptions(a.Analyzer)
		opts.Now = func() time.Time { return time.Now().Add(49 * time.Hour) }
		opts.Store = dying{a.Store}
		if err := rematch.New(opts).Sweep(t.Context()); err == nil {
			t.Error("it did not die")
		}
		a.sweepIn(t, 49*time.Hour)
		posts, _, err := a.Store.HeldSize(t.Context())
		if err != nil || posts != 0 {
			t.Errorf("%d posts wait still, %v", posts, err)
		}
		if n, err := a.Streams.Posts.Pending(t.Context()); err != nil || n != len(album.posts) {
			t.Errorf("%d posts came back of %d, %v", n, len(album.posts), err)
		}
		return nil
	})
}

// analyseWaiting has the posts that wait in the stream analysed, and no picture fetched.
func (a *App) analyseWaiting(t *testing.T) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	var working sync.WaitGroup
	working.Go(func() { a.AnalyzeWorker.Run(ctx) })
	defer working.Wait()
	defer stop()
	if err := a.WaitForPosts(ctx, 0); err != nil {
		t.Fatal(err)
	}
}
