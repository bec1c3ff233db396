package app

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/app/config"
	"earshot/internal/pipeline/write"
	"earshot/internal/social"
)

const keptFor = 90 * 24 * time.Hour

// letGoIn looks for originals that are past their time as if so much time had passed.
func (a *App) letGoIn(t *testing.T, later time.Duration) {
	t.Helper()
	a.Config.Pictures.KeepOriginals = config.Duration(keptFor)
	first, second := a.originals(), a.originals()
	first.Now = func() time.Time { return time.Now().Add(later) }
	second.Now = first.Now
	faults := make(chan error, 2)
	go func() { faults <- first.Sweep(t.Context()) }()
	go func() { faults <- second.Sweep(t.Context()) }()
	for range 2 {
		if err := <-faults; err != nil {
			t.Fatal(err)
		}
	}
}

// TestOriginalsAreLetGoOf: once its time is over, the bytes of a picture go an hour after its row
// says so, by two processes at the same time; all else stays, nothing is fetched again, and
// its post takes the rest with it.
func TestOriginalsAreLetGoOf(t *testing.T) {
	withPicture(t, func(a *App, post social.Post, during *func()) {
		fetched := 0
		*during = func() { fetched++ }
		read(t, a, post)
		asked := fetched // the rules of its host, too
		url := post.Images[0].URL
		known := func() social.Media {
			t.Helper()
			media, err := a.Store.MediaByURL(t.Context(), []string{url})
			if err != nil || media[url].State != social.MediaReady {
				t.Fatalf("%+v, %v", media, err)
			}
			return media[url]
		}
		before := known()
		want := func(step string, original bool, counts ...int64) {
			t.Helper()
			has, err := a.Media.Has(t.Context(), before.SHA256)
			if err != nil || has != original {
				t.Errorf("%s: the original is there: %t, %v", step, has, err)
			}
			if has, err = a.Media.Has(t.Context(), before.Thumb); err != nil || !has {
				t.Errorf("%s: the thumbnail is there: %t, %v", step, has, err)
			}
			kept, letGo, err := a.Store.OriginalCounts(t.Context())
			if !slices.Equal(counts, []int64{kept, letGo}) || err != nil {
				t.Errorf("%s: %d are kept, %d let go of, %v", step, kept, letGo, err)
			}
		}
		a.letGoIn(t, keptFor-time.Minute)
		want("too early", true, 1, 0)
		a.letGoIn(t, keptFor+time.Minute)
		want("let go of", true, 0, 1)
		a.letGoIn(t, keptFor+30*time.Minute)
		want("half an hour later", true, 0, 1)
		for range 2 {
			a.letGoIn(t, keptFor+2*time.Hour)
			want("freed", false, 0, 1)
		}
		after := known()
		if after.LetGoAt.IsZero() || !after.Freed {
			t.Errorf("its row does not say so: %+v", after)
		}
		after.LetGoAt, after.Freed, after.FetchedAt = before.LetGoAt, before.Freed, before.FetchedAt
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("what is known changed:\n%s", diff)
		}
		thumb, _, err := a.Media.Get(t.Context(), before.Thumb)
		shown, _, shownErr := keptPictures{a.Media, a.Store}.Get(t.Context(), before.SHA256)
		if err != nil || shownErr != nil || !slices.Equal(thumb, shown) {
			t.Errorf("at its address the thumbnail is not shown: %v, %v", err, shownErr)
		}
		if err := a.Store.EachReady(t.Context(), func(_, sha, thumb string) error {
			if sha != "" || thumb != before.Thumb {
				t.Errorf("%q and %q are to be there", sha, thumb)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		again := post
		again.Text, again.FetchedAt = "Another cup at Northwind", time.Now().UTC()
		read(t, a, again)
		if want("read again", false, 0, 1); fetched != asked {
			t.Errorf("%d requests, %d before", fetched, asked)
		}
		other := again
		other.ID, other.URL, other.Images = "2", post.URL+"2", []social.Image{{URL: url + "?2"}}
		read(t, a, other)
		want("fetched at another address", true, 1, 0)
		a.letGoIn(t, keptFor+3*time.Hour)
		want("past its time there", true, 0, 1)
		a.letGoIn(t, keptFor+5*time.Hour)
		want("freed there", false, 0, 1)
		writer := write.New(write.Options{Store: a.Store, Erase: a.eraser(), Log: a.Settings.Log})
		for _, p := range []social.Post{again, other} {
			if err := writer.Write(t.Context(), deletionOf(p)); err != nil {
				t.Fatal(err)
			}
		}
		nothingLeft(t, a, url, before.SHA256)
		if has, err := a.Media.Has(t.Context(), before.Thumb); err != nil || has {
			t.Errorf("of erased posts the thumbnail is kept: %t, %v", has, err)
		}
	})
}

// TestOriginalsThatAreNeededStay: those that are to be read, in which a person is to say whether a
// logo is, or of which one said so.
func TestOriginalsThatAreNeededStay(t *testing.T) {
	withPicture(t, func(a *App, post social.Post, _ *func()) {
		read(t, a, post)
		url := post.Images[0].URL
		media, err := a.Store.MediaByURL(t.Context(), []string{url})
		if err != nil {
			t.Fatal(err)
		}
		m := media[url]
		stays := func(why string) {
			t.Helper()
			a.letGoIn(t, keptFor+time.Hour)
			if kept, letGo, err := a.Store.OriginalCounts(t.Context()); kept != 1 || letGo != 0 || err != nil {
				t.Errorf("%s: %d are kept, %d let go of, %v", why, kept, letGo, err)
			}
		}
		store := func(logos ...social.Logo) {
			t.Helper()
			m.Logos, m.FetchedAt = logos, m.FetchedAt.Add(time.Second)
			if err := a.Store.WriteMedia(t.Context(), []social.Media{m}); err != nil {
				t.Fatal(err)
			}
		}
		store(social.Logo{Brand: "Northwind", Perhaps: true})
		stays("to be answered")
		store()
		answer := social.LogoAnswer{SHA256: m.SHA256, Brand: "Northwind", Verdict: social.LogoNo, At: time.Now().UTC(), By: "ana"}
		if err := a.Store.AnswerLogo(t.Context(), answer); err != nil {
			t.Fatal(err)
		}
		stays("answered")
		answer.Verdict, answer.At = social.LogoUnsaid, answer.At.Add(time.Second)
		if err := a.Store.AnswerLogo(t.Context(), answer); err != nil {
			t.Fatal(err)
		}
		a.Config.Pictures.KeepOriginals = config.Duration(keptFor)
		o := a.originals()
		o.Now = func() time.Time { return time.Now().Add(keptFor + time.Hour) }
		o.Waits = func(m social.Media) bool { return m.CaptionModel == "" }
		if err := o.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if kept, letGo, err := a.Store.OriginalCounts(t.Context()); kept != 1 || letGo != 0 || err != nil {
			t.Errorf("not read: %d are kept, %d let go of, %v", kept, letGo, err)
		}
		o.GivenUp = func(_ context.Context, shas []string) (map[string]bool, error) {
			return map[string]bool{m.SHA256: slices.Contains(shas, m.SHA256)}, nil
		}
		if err := o.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if kept, letGo, err := a.Store.OriginalCounts(t.Context()); kept != 0 || letGo != 1 || err != nil {
			t.Errorf("given up: %d are kept, %d let go of, %v", kept, letGo, err)
		}
	})
}
