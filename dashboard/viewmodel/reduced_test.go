package viewmodel_test

import (
	"testing"
	"time"

	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// TestAPictureWithoutItsOriginal is shown by its thumbnail, leads to nothing that is gone, and says so.
func TestAPictureWithoutItsOriginal(t *testing.T) {
	at := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	m := social.Media{URL: "https://a.example/1.jpg", State: social.MediaReady, SHA256: "aa", Thumb: "bb", StoredAt: at, FetchedAt: at}
	shown := func() [3]string {
		p := viewmodel.FamilyPicture(social.FamilyPage{Pictures: []social.Media{m}}, "aa", at)
		return [3]string{p.Src, p.Full, p.Reduced}
	}
	if got := shown(); got != [3]string{"/media/bb", "/media/aa", ""} {
		t.Errorf("kept it is %q", got)
	}
	m.LetGoAt = at.Add(90*24*time.Hour + time.Minute)
	if got := shown(); got != [3]string{"/media/bb", "/media/bb", "The original was let go of after 90 days; this is the thumbnail."} {
		t.Errorf("let go of it is %q", got)
	}
}
