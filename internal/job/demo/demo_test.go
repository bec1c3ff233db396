package demo

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"earshot/dashboard"
	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/job/crawlonce"
	"earshot/internal/pipeline/crawl"
	"earshot/internal/sample"
	"earshot/internal/social"
)

// TestApp opens everything in this process, so that the race detector sees
// the parts work side by side: two crawls of the sample, the rollups and the
// dashboard's pages.
func TestApp(t *testing.T) {
	platforms, err := sample.Start(sample.Options{Seed: 3, Now: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC), Scale: 0.01})
	if err != nil {
		t.Fatal(err)
	}
	defer platforms.Close()
	settings := app.Settings{DataDir: t.TempDir(), Environ: []string{"TZ=UTC"}, Version: "test", Log: slog.New(slog.DiscardHandler)}
	cfg := demoConfig(platforms)
	cfg.Pictures.Text = config.TextOff // what is read depends on what a machine has installed
	for i := range cfg.Sources {
		cfg.Sources[i].History = 0 // the sample's present is a while ago
	}
	err = app.With(t.Context(), settings, cfg, func(a *app.App) error {
		names, err := a.Chosen(nil)
		if err != nil {
			return err
		}
		first, err := crawlonce.Crawl(t.Context(), a, names, crawlonce.Options{})
		if err != nil {
			return err
		}
		if want := int64(expectedPosts(platforms)); first.Stored != want || first.New != want || len(first.Failed()) > 0 {
			t.Errorf("first crawl %+v, want %d posts", first, want)
		}
		if others := first.Updated + first.Unchanged + first.Stale + first.Erased; others != 0 {
			t.Errorf("%d of the first crawl's posts are counted as something else than new: %+v", others, first)
		}
		var read int64
		for _, r := range first.Runs {
			read += r.Posts
		}
		// Some of them have two of the tags that are read.
		if told := first.New + first.Dropped + first.Again + first.Merged.Total(); told != read || first.Again == 0 {
			t.Errorf("%d posts were read, and %d are told, %d of them as read again", read, told, first.Again)
		}
		platforms.Publish(3)
		second, err := crawlonce.Crawl(t.Context(), a, names, crawlonce.Options{})
		if err != nil {
			return err
		}
		if want := int64(expectedPosts(platforms)); second.Stored != want {
			t.Errorf("second crawl %+v, want %d posts", second, want)
		}
		if err := lookAround(t, a); err != nil {
			return err
		}
		return deleteOne(t, a, names, second.Stored)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// deleteOne has a post with a picture deleted on its platform and wants nothing
// of it left, not even the bytes of its picture.
func deleteOne(t *testing.T, a *app.App, names []string, stored int64) error {
	var victim social.StoredPost
	err := a.Store.EachPost(t.Context(), social.Filter{}, func(p social.StoredPost) error {
		if len(p.Media) > 0 && p.Media[0].State == social.MediaReady {
			victim = p
		}
		return nil
	})
	if err != nil {
		return err
	}
	if victim.Post.ID == "" {
		t.Fatal("no stored post has a picture")
	}
	// Later than any state of it that the crawl reads meanwhile.
	gone := social.Post{Platform: victim.Post.Platform, ID: victim.Post.ID, Deleted: true, FetchedAt: time.Now().Add(time.Hour)}
	if err := (crawl.Publisher{Posts: app.Queue{Queue: a.Streams.Posts}}).Publish(t.Context(), []social.Post{gone}); err != nil {
		return err
	}
	third, err := crawlonce.Crawl(t.Context(), a, names, crawlonce.Options{})
	if err != nil {
		return err
	}
	if third.Erased != 1 || third.Stored != stored-1 || third.Refused != 0 {
		t.Errorf("after a deletion %+v, want one post less than %d", third, stored)
	}
	left, err := a.Store.Post(t.Context(), gone.Key())
	if err != nil {
		return err
	}
	if !left.Post.Deleted || left.Post.Text != "" || len(left.Post.Images) != 0 || left.Analysis.Language != "" {
		t.Errorf("left of the post: %+v", left)
	}
	url, sha := victim.Media[0].URL, victim.Media[0].SHA256
	media, err := a.Store.MediaByURL(t.Context(), []string{url})
	if err != nil {
		return err
	}
	shown, err := a.Store.PicturesShown(t.Context(), []string{url})
	if err != nil {
		return err
	}
	if forgotten := media[url].State == social.MediaDeleted; forgotten == shown[url] {
		t.Errorf("picture %s: forgotten %t, shown by another post %t", url, forgotten, shown[url])
	}
	used, err := a.Store.MediaKeysUsed(t.Context(), []string{sha})
	if err != nil {
		return err
	}
	has, err := a.Media.Has(t.Context(), sha)
	if err == nil && has != used[sha] {
		t.Errorf("bytes of the picture kept %t, of use %t", has, used[sha])
	}
	return err
}

// lookAround wants every page of the dashboard to answer.
func lookAround(t *testing.T, a *app.App) error {
	handler, err := dashboard.New(a.DashboardOptions(dashboard.Options{Sample: true}))
	if err != nil {
		return err
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	for _, path := range []string{"/", "/posts", "/pictures", "/sources", "/definitions", "/export/trends.csv"} {
		body, status, err := get(t.Context(), server.URL+path)
		if err != nil {
			return err
		}
		if status != http.StatusOK || len(body) == 0 {
			t.Errorf("%s answers %d with %d bytes", path, status, len(body))
		}
		if path == "/sources" && strings.Count(body, "brew-social") == 0 {
			t.Errorf("%s does not name the source brew-social", path)
		}
	}
	return nil
}

func get(ctx context.Context, url string) (body string, status int, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", 0, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	return string(data), resp.StatusCode, err
}
