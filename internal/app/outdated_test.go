package app

import (
	"testing"
	"time"

	"earshot/analyzer/image/fingerprint"
	"earshot/internal/social"
)

// TestFingerprintsOfAnotherSchemeAreTakenAnew: pictures that an older program read are found
// among others again without any post that shows them coming again, one whose original was
// let go of too, by its thumbnail; their hosts are not asked.
func TestFingerprintsOfAnotherSchemeAreTakenAnew(t *testing.T) {
	for name, letGo := range map[string]bool{"kept": false, "let go of": true} {
		t.Run(name, func(t *testing.T) {
			withPicture(t, func(a *App, post social.Post, during *func()) {
				read(t, a, post)
				url := post.Images[0].URL
				known := func() social.Media {
					t.Helper()
					media, err := a.Store.MediaByURL(t.Context(), []string{url})
					if err != nil {
						t.Fatal(err)
					}
					return media[url]
				}
				if letGo {
					a.letGoIn(t, keptFor+time.Minute)
					a.letGoIn(t, keptFor+2*time.Hour)
				}
				old := known()
				old.PrintScheme, old.FetchedAt = fingerprint.Scheme-1, old.FetchedAt.Add(time.Second)
				if err := a.Store.WriteMedia(t.Context(), []social.Media{old}); err != nil {
					t.Fatal(err)
				}
				*during = func() { t.Error("the picture is fetched again") }
				last, err := a.lookAgain(t.Context(), "", "")
				if err != nil || last != url {
					t.Fatalf("asked up to %q, %v", last, err)
				}
				a.workUntilIdle(t)
				if m := known(); m.PrintScheme != fingerprint.Scheme || m.Freed != letGo {
					t.Errorf("%+v", m)
				}
				if last, err = a.lookAgain(t.Context(), "", ""); err != nil || last != "" {
					t.Errorf("asked again, up to %q, %v", last, err)
				}
			})
		})
	}
}
