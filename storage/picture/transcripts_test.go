package picture_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// TestTranscripts follows recordings from the wish for a transcript to what was heard, which
// the post then has, and to its being forgotten with the last post.
func TestTranscripts(t *testing.T) {
	s, ctx, now := storagetest.Open(t), t.Context(), storagetest.Noon
	record := func(id string, likes int64, recordings ...social.Recording) social.Entry {
		e := storagetest.Entry(id, "Northwind")
		e.Post.Recordings, e.Post.Engagement = recordings, social.Engagement{Likes: &likes}
		storagetest.Write(t, s, e)
		return e
	}
	song := social.Recording{URL: "https://m.example/a.mp3", Type: "audio/mpeg", Seconds: 61, Bytes: 900}
	film := social.Recording{URL: "https://m.example/b.mp4", Type: "video/mp4"}
	one := record("1", 3, song)
	two := record("2", 50, film, social.Recording{URL: "https://m.example/c.mp4", Type: social.Gifv})
	record("3", 9, song)
	told := storagetest.Entry("4", "Northwind")
	told.Post.Recordings, told.Post.Transcript, told.Post.TranscriptFrom = []social.Recording{{URL: "https://m.example/d.mp3"}}, "told", social.TranscriptPeople
	storagetest.Write(t, s, told)

	want := func(model string, skip []string, urls ...string) []social.TranscriptWish {
		t.Helper()
		list, err := s.TranscriptWishes(ctx, model, skip, 10)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, w := range list {
			got = append(got, w.URL)
		}
		if diff := cmp.Diff(urls, got); diff != "" {
			t.Errorf("wishes of %s (-want +got):\n%s", model, diff)
		}
		return list
	}
	list := want("m", nil, film.URL, song.URL)
	if w := list[1]; w.Recording != song || w.Reach != 9 || w.Page == "" || w.Known.Step != "" {
		t.Errorf("the wish for a song: %+v", w)
	}
	want("m", []string{film.URL}, song.URL)
	given := social.TranscriptAsk{URL: film.URL, Step: social.TranscriptGivenUp, Model: "m", Host: "ai.example", Fault: "it has no sound", At: now}
	heard := social.TranscriptAsk{
		URL: song.URL, Step: social.TranscriptHeard, Text: "a song of refunds", Model: "m", Host: "ai.example", Language: "en", Certainty: 0.9,
		Length: 61 * time.Second, Cost: 6, Took: time.Second, Since: time.Unix(0, 0).UTC(), At: now,
	}
	if err := s.WriteTranscripts(ctx, given, heard); err != nil {
		t.Fatal(err)
	}
	want("m", nil)
	want("other", nil, film.URL)
	counts, err := s.TranscriptCounts(ctx, "m", nil)
	if diff := cmp.Diff([]social.TranscriptCount{{Step: social.TranscriptGivenUp, Fault: "it has no sound", Count: 1}}, counts); err != nil || diff != "" {
		t.Errorf("counts, %v (-want +got):\n%s", err, diff)
	}
	asks, err := s.TranscriptAsks(ctx, []string{song.URL})
	if diff := cmp.Diff(map[string]social.TranscriptAsk{song.URL: heard}, asks); err != nil || diff != "" {
		t.Errorf("what was noted, %v (-want +got):\n%s", err, diff)
	}
	due, err := s.PicturesDue(ctx, []string{song.URL, film.URL})
	if _, marked := due[song.URL]; err != nil || !marked || len(due) != 1 {
		t.Errorf("due to be matched: %v, %v", due, err)
	}
	for _, asked := range [][]string{{song.URL}, append(elsewhere(300), song.URL)} {
		keys, err := s.PostsWith(ctx, asked)
		if err != nil || len(keys) != 2 {
			t.Errorf("posts with the song, of %d: %v, %v", len(asked), keys, err)
		}
	}
	stored, err := s.Stored(ctx, []social.Key{one.Post.Key()})
	if err != nil || len(stored) != 1 || social.Spoken(stored[0].Post, stored[0].Media...) != heard.Text {
		t.Fatalf("the post with what was heard: %+v, %v", stored, err)
	}
	if diff := cmp.Diff([]string{"m at ai.example"}, social.SpokenFrom(stored[0].Post, stored[0].Media...)); diff != "" {
		t.Error(diff)
	}
	each := 0
	if err := s.EachPost(ctx, social.Filter{}, func(p social.StoredPost) error {
		if social.Spoken(p.Post, p.Media...) == heard.Text {
			each++
		}
		return nil
	}); err != nil || each != 2 {
		t.Errorf("%d of all posts have the song, %v", each, err)
	}

	only, err := s.RecordingsOnlyOf(ctx, []social.Key{one.Post.Key(), two.Post.Key()})
	if diff := cmp.Diff([]string{film.URL}, only); err != nil || diff != "" {
		t.Errorf("what only two posts have, %v (-want +got):\n%s", err, diff)
	}
	shown, err := s.RecordingsShown(ctx, []string{song.URL, "https://m.example/none.mp3"})
	if diff := cmp.Diff(map[string]bool{song.URL: true}, shown); err != nil || diff != "" {
		t.Errorf("shown, %v (-want +got):\n%s", err, diff)
	}
	if err := s.WriteTranscripts(ctx, social.TranscriptAsk{URL: song.URL, Step: social.TranscriptForgotten, At: now.Add(time.Second)}); err != nil {
		t.Fatal(err)
	}
	if found, err := s.HeardByURL(ctx, []string{song.URL}); err != nil || len(found) != 0 {
		t.Errorf("what was forgotten: %v, %v", found, err)
	}
	want("m", nil, song.URL)
}
