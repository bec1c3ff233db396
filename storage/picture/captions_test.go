package picture_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// TestCaptions follows pictures from the wish for a caption to the caption: in the order of
// reach, once for all URLs of the same bytes, and given up for one model and prompt alone.
func TestCaptions(t *testing.T) {
	s, ctx, now := storagetest.Open(t), t.Context(), storagetest.Noon
	var media []social.Media
	show := func(id, sha string, likes int64) string {
		e := storagetest.Entry(id, "Northwind")
		e.Post.Images = []social.Image{{URL: "https://example.social/" + id + ".jpg"}}
		e.Post.Engagement = social.Engagement{Likes: &likes}
		storagetest.Write(t, s, e)
		media = append(media, social.Media{URL: e.Post.Images[0].URL, State: social.MediaReady, SHA256: sha, Thumb: "t" + sha, FetchedAt: now.Add(time.Duration(len(media)) * time.Second)})
		return e.Post.Images[0].URL
	}
	first, twin := show("1", "aa", 1), show("2", "aa", 50)
	show("3", "bb", 20)
	show("4", "cc", 90)
	media = append(media, social.Media{URL: "https://example.social/done.jpg", State: social.MediaReady, SHA256: "dd", CaptionModel: "m", FetchedAt: now},
		social.Media{URL: "https://example.social/failed.jpg", State: social.MediaFailed, FetchedAt: now})
	if err := s.WriteMedia(ctx, media); err != nil {
		t.Fatal(err)
	}
	wishes := func(model string, skip ...string) (shas []string) {
		t.Helper()
		all, err := s.CaptionWishes(ctx, model, "2", skip, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range all {
			shas = append(shas, w.SHA256)
			if w.Thumb != "t"+w.SHA256 || w.Reach == 0 {
				t.Errorf("%+v", w)
			}
		}
		return shas
	}
	want := func(model string, skip []string, shas ...string) {
		t.Helper()
		if diff := cmp.Diff(shas, wishes(model, skip...)); diff != "" {
			t.Errorf("of %s: %s", model, diff)
		}
	}
	want("m", nil, "cc", "aa", "bb")
	asks := []social.CaptionAsk{
		{SHA256: "cc", Model: "m", Prompt: "2", Step: social.CaptionGivenUp, Fault: "cannot be decoded", At: now},
		{SHA256: "bb", Model: "m", Prompt: "2", Step: social.CaptionFailed, Fault: "is prose", Attempts: 1, Since: now.Add(-time.Hour), At: now, Input: 900, Output: 30, Cost: 5, Took: 2 * time.Second},
		{SHA256: "aa", Model: "m", Prompt: "2", Step: social.CaptionSaid, Said: social.Caption{Text: "A cup.", Model: "m", Description: social.Description{Sentiment: "negative"}}, At: now, Since: time.Unix(0, 0).UTC()},
	}
	if err := s.WriteCaptions(ctx, asks...); err != nil {
		t.Fatal(err)
	}
	want("m", []string{"bb"})
	want("m", nil, "bb")
	want("other", []string{"bb"}, "cc")
	counts, err := s.CaptionCounts(ctx, "m", "2", []string{"bb"})
	if diff := cmp.Diff([]social.CaptionCount{
		{Step: social.CaptionFailed, Later: true, Fault: "is prose", Count: 1}, {Step: social.CaptionGivenUp, Fault: "cannot be decoded", Count: 1}, {Step: social.CaptionSaid, Count: 1},
	}, counts); diff != "" || err != nil {
		t.Errorf("counts: %v %s", err, diff)
	}
	known, err := s.CaptionAsks(ctx, []string{"aa", "bb", "zz"})
	if diff := cmp.Diff(map[string]social.CaptionAsk{"aa": asks[2], "bb": asks[1]}, known); diff != "" || err != nil {
		t.Errorf("asked: %v %s", err, diff)
	}
	said := func(urls ...string) {
		t.Helper()
		got, err := s.CaptionsSaid(ctx, 10)
		if diff := cmp.Diff(map[string][]string{"aa": urls}, got); diff != "" || err != nil {
			t.Errorf("said: %v %s", err, diff)
		}
	}
	said(first, twin)
	media[0].Take(asks[2].Said)
	media[0].FetchedAt = now.Add(time.Hour)
	if err := s.WriteMedia(ctx, media[:1]); err != nil {
		t.Fatal(err)
	}
	said(twin)
	if err := s.WriteCaptions(ctx, social.CaptionAsk{Model: "m"}); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("without bytes: %v", err)
	}
}
