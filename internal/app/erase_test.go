package app

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"earshot/analyzer/logo/logotest"
	"earshot/internal/app/config"
	"earshot/internal/pipeline"
	"earshot/internal/pipeline/erase"
	"earshot/internal/pipeline/write"
	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// broken is a store of bytes that fails the first time something is deleted.
type broken struct {
	erase.Bytes
	failed bool
}

func (b *broken) Delete(ctx context.Context, key string) error {
	if !b.failed {
		b.failed = true
		return errors.New("the power went")
	}
	return b.Bytes.Delete(ctx, key)
}

// withPicture is an app, and a post that shows a picture which is read by it; during is done
// whenever the picture is asked for.
func withPicture(t *testing.T, do func(a *App, post social.Post, during *func())) {
	t.Helper()
	picture := logotest.With(logotest.Marks()[4], "plain", 740_001).JPEG
	during := func() {}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		during()
		_, _ = w.Write(picture)
	}))
	defer server.Close()
	cfg := config.Default()
	cfg.Brands = []config.Brand{{Name: "Northwind", Query: "northwind"}}
	cfg.Crawler.AllowPrivateNetworks, cfg.Crawler.Delay, cfg.Pictures.Text = true, 0, config.TextOff
	err := With(t.Context(), Settings{DataDir: t.TempDir(), Version: "test", Log: slog.New(slog.DiscardHandler)}, cfg, func(a *App) error {
		do(a, social.Post{
			Platform: "feed", ID: "1", Source: "town", URL: server.URL + "/1.html", Author: social.Author{Handle: "ana"}, Text: "A cup at Northwind",
			Images: []social.Image{{URL: server.URL + "/1.jpg"}}, Keep: social.KeepMentions, CreatedAt: storagetest.Noon, FetchedAt: time.Now().UTC(),
		}, &during)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, a *App, p social.Post) {
	t.Helper()
	if err := a.Publisher().Publish(t.Context(), []social.Post{p}); err != nil {
		t.Fatal(err)
	}
	a.workUntilIdle(t)
}

func deletionOf(p social.Post) pipeline.Batch {
	return pipeline.Batch{Entries: []social.Entry{{Post: social.Post{Platform: p.Platform, ID: p.ID, Deleted: true, FetchedAt: p.FetchedAt.Add(time.Hour)}}}}
}

// nothingLeft checks that of a picture nothing is kept.
func nothingLeft(t *testing.T, a *App, url, sha string) {
	t.Helper()
	media, err := a.Store.MediaByURL(t.Context(), []string{url})
	if m := media[url]; err != nil || m.State != social.MediaDeleted || m.SHA256 != "" || m.Thumb != "" {
		t.Errorf("the picture's row is %+v, %v", m, err)
	}
	if has, err := a.Media.Has(t.Context(), sha); err != nil || has {
		t.Errorf("its bytes are kept: %t, %v", has, err)
	}
	prints, err := a.Store.PrintsOf(t.Context(), []string{sha})
	if err != nil || len(prints) != 0 {
		t.Errorf("%d prints of it are kept, %v", len(prints), err)
	}
	families, err := a.Store.FamiliesOf(t.Context(), []string{sha})
	if err != nil || len(families) != 0 {
		t.Errorf("it is in a family: %v, %v", families, err)
	}
	answers, err := a.Store.LogoAnswers(t.Context())
	if err != nil || len(answers) != 0 {
		t.Errorf("what was said of logos in it is kept: %+v, %v", answers, err)
	}
}

// TestErasingAPictureIsFinished: where the power goes while a picture is erased, erasing its
// post again erases all of it.
func TestErasingAPictureIsFinished(t *testing.T) {
	withPicture(t, func(a *App, post social.Post, _ *func()) {
		read(t, a, post)
		url := post.Images[0].URL
		media, err := a.Store.MediaByURL(t.Context(), []string{url})
		if err != nil || media[url].State != social.MediaReady {
			t.Fatalf("%+v, %v", media, err)
		}
		sha := media[url].SHA256
		if prints, err := a.Store.PrintsOf(t.Context(), []string{sha}); err != nil || len(prints) != 1 {
			t.Fatalf("%d prints, %v", len(prints), err)
		}
		answer := social.LogoAnswer{SHA256: sha, Brand: "Northwind", Verdict: social.LogoYes, At: time.Now().UTC(), By: "ana", Box: social.Box{X: 1, Y: 2, W: 3, H: 4}}
		if err := a.Store.AnswerLogo(t.Context(), answer); err != nil {
			t.Fatal(err)
		}
		failing := a.eraser()
		failing.Bytes = &broken{Bytes: a.Media}
		writer := write.New(write.Options{Store: a.Store, Erase: failing, Log: a.Settings.Log})
		if err := writer.Write(t.Context(), deletionOf(post)); err == nil {
			t.Fatal("nothing failed")
		}
		again := write.New(write.Options{Store: a.Store, Erase: a.eraser(), Log: a.Settings.Log})
		if err := again.Write(t.Context(), deletionOf(post)); err != nil {
			t.Fatal(err)
		}
		nothingLeft(t, a, url, sha)
	})
}

// TestAPictureOfWhichOnlyTheThumbnailIsKeptStaysInItsFamily as long as another address has it.
func TestAPictureOfWhichOnlyTheThumbnailIsKeptStaysInItsFamily(t *testing.T) {
	withPicture(t, func(a *App, post social.Post, _ *func()) {
		read(t, a, post)
		url := post.Images[0].URL
		media, err := a.Store.MediaByURL(t.Context(), []string{url})
		if err != nil {
			t.Fatal(err)
		}
		m := media[url]
		m.LetGoAt, m.FetchedAt = time.Now().UTC(), time.Now().UTC()
		elsewhere := m
		elsewhere.URL += "?again"
		if err := a.Store.WriteMedia(t.Context(), []social.Media{m, elsewhere}); err != nil {
			t.Fatal(err)
		}
		left := func() (prints, families int) {
			t.Helper()
			known, err := a.Store.PrintsOf(t.Context(), []string{m.SHA256})
			if err != nil {
				t.Fatal(err)
			}
			of, err := a.Store.FamiliesOf(t.Context(), []string{m.SHA256})
			if err != nil {
				t.Fatal(err)
			}
			return len(known), len(of)
		}
		if err := a.eraser().At(t.Context(), []string{url}); err != nil {
			t.Fatal(err)
		}
		if prints, families := left(); prints != 1 || families != 1 {
			t.Errorf("%d prints and %d families are left", prints, families)
		}
		if err := a.eraser().At(t.Context(), []string{elsewhere.URL}); err != nil {
			t.Fatal(err)
		}
		if prints, families := left(); prints != 0 || families != 0 {
			t.Errorf("of a picture that no address has %d prints and %d families are left", prints, families)
		}
	})
}

// TestAPictureReadWhileItsPostIsErased leaves nothing, whether the post is erased while the
// picture is fetched, or was about to be when it was asked for.
func TestAPictureReadWhileItsPostIsErased(t *testing.T) {
	withPicture(t, func(a *App, post social.Post, during *func()) {
		read(t, a, post)
		url := post.Images[0].URL
		media, err := a.Store.MediaByURL(t.Context(), []string{url})
		if err != nil {
			t.Fatal(err)
		}
		sha := media[url].SHA256
		writer := write.New(write.Options{Store: a.Store, Erase: a.eraser(), Log: a.Settings.Log})
		if err := writer.Write(t.Context(), deletionOf(post)); err != nil {
			t.Fatal(err)
		}
		nothingLeft(t, a, url, sha)
		next := func(id string) social.Post {
			p := post
			p.ID, p.URL, p.FetchedAt = id, post.URL+id, time.Now().UTC()
			return p
		}
		second, third := next("2"), next("3")
		erased := false
		*during = func() {
			if !erased {
				erased = true
				if err := writer.Write(t.Context(), deletionOf(second)); err != nil {
					t.Error(err)
				}
			}
		}
		read(t, a, second)
		if !erased {
			t.Fatal("the picture was not fetched again")
		}
		nothingLeft(t, a, url, sha)
		*during = func() {}
		read(t, a, third)
		if media, err = a.Store.MediaByURL(t.Context(), []string{url}); err != nil || media[url].State != social.MediaReady {
			t.Errorf("shown again it is %+v, %v", media, err)
		}
	})
}
