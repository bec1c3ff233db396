package picture_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

func TestLogoAnswers(t *testing.T) {
	s := storagetest.Open(t)
	yes := social.LogoAnswer{SHA256: "ab", Brand: "Northwind", Verdict: social.LogoYes, Box: social.Box{X: 1, Y: 2, W: 3, H: 4}, At: storagetest.Noon, By: "Ana"}
	no := social.LogoAnswer{SHA256: "ab", Brand: "Contoso", Verdict: social.LogoNo, At: storagetest.Noon.Add(time.Minute)}
	for _, a := range []social.LogoAnswer{yes, no} {
		if err := s.AnswerLogo(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	stand := func() []social.LogoAnswer {
		list, err := s.LogoAnswers(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if diff := cmp.Diff([]social.LogoAnswer{no, yes}, stand()); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	back := no
	back.Verdict, back.At = social.LogoUnsaid, no.At.Add(time.Second)
	if err := s.AnswerLogo(t.Context(), back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]social.LogoAnswer{yes}, stand()); diff != "" {
		t.Errorf("with one taken back (-want +got):\n%s", diff)
	}
	if err := s.AnswerLogo(t.Context(), social.LogoAnswer{SHA256: "ab", Brand: "A", Verdict: "maybe", At: storagetest.Noon}); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("an answer that is none: %v", err)
	}
}

func TestLogoExamples(t *testing.T) {
	s := storagetest.Open(t)
	e := social.LogoExample{Brand: "Northwind", SHA256: "cd", Name: "mark.png", Type: "image/png", Data: []byte("\x89PNG\x00\xff"), At: storagetest.Noon, By: "Ana"}
	if err := s.KeepLogo(t.Context(), e, false); err != nil {
		t.Fatal(err)
	}
	list, err := s.LogoExamples(t.Context())
	if diff := cmp.Diff([]social.LogoExample{e}, list); diff != "" || err != nil {
		t.Errorf("%v, (-want +got):\n%s", err, diff)
	}
	gone := e
	gone.Data, gone.At = nil, e.At.Add(time.Second)
	if err := s.KeepLogo(t.Context(), gone, true); err != nil {
		t.Fatal(err)
	}
	if list, err = s.LogoExamples(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
}

func TestLogosToReviewAndOutdated(t *testing.T) {
	s := storagetest.Open(t)
	ready := func(url, sha, set string, logos ...social.Logo) social.Media {
		return social.Media{URL: url, State: social.MediaReady, SHA256: sha, LogoSet: set, Logos: logos, PrintScheme: 2, FetchedAt: storagetest.Noon}
	}
	perhaps := social.Logo{Brand: "Northwind", Box: social.Box{X: 1, Y: 1, W: 9, H: 9}, Certainty: 0.5, Perhaps: true}
	sure := social.Logo{Brand: "Northwind", Certainty: 0.9}
	// Of one that has but its thumbnail, the fingerprint alone is taken again.
	old, gone := ready("u6", "a6", "s1"), ready("u7", "a7", "")
	old.PrintScheme, gone.LetGoAt = 1, storagetest.Noon
	err := s.WriteMedia(t.Context(), []social.Media{old, gone, ready("u1", "a1", "s1", perhaps), ready("u2", "a1", "s1", perhaps), ready("u3", "a3", "s1+9", sure), ready("u4", "a4", "s0"), ready("u5", "a5", "")})
	if err != nil {
		t.Fatal(err)
	}
	list, n, err := s.PerhapsLogos(t.Context(), 10)
	if err != nil || n != 1 || len(list) != 1 || list[0].URL != "u1" {
		t.Errorf("to review: %d of %d, %v", len(list), n, err)
	}
	for _, c := range []struct {
		set, after string
		want       []string
	}{
		{"s1", "", []string{"u4", "u5", "u6"}},
		{"s1", "u4", []string{"u5", "u6"}},
		{"", "", []string{"u1", "u2", "u3", "u4", "u6"}},
		{"s2", "u3", []string{"u4", "u5", "u6"}},
	} {
		got, err := s.PicturesOutdated(t.Context(), 2, c.set, c.after, 10)
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("outdated for %q after %q: %v (-want +got):\n%s", c.set, c.after, err, diff)
		}
	}
	urls, err := s.URLsOfPicture(t.Context(), "a1")
	if diff := cmp.Diff([]string{"u1", "u2"}, urls); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
