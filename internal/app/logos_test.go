package app

import (
	"bytes"
	"image/png"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"earshot/analyzer/logo/logotest"
	"earshot/internal/app/config"
	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// TestAnswersStandBeforeWhatIsFound goes from a file in the configuration to what is found in a
// picture, and what a person says of it.
func TestAnswersStandBeforeWhatIsFound(t *testing.T) {
	dir := t.TempDir()
	mark := logotest.Marks()[4]
	var file bytes.Buffer
	if err := png.Encode(&file, mark.Picture()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "logo.png"), file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Parse(filepath.Join(dir, "earshot.yaml"), []byte("brands:\n  - {name: Roast, query: roast, logos: [logo.png]}\n  - {name: Plain, query: plain}\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	pictures, err := OpenMedia(t.Context(), Settings{DataDir: dir}, config.Storage{})
	if err != nil {
		t.Fatal(err)
	}
	shown := logotest.With(mark, "plain", 740_001)
	sha, err := pictures.Put(t.Context(), shown.JPEG, "image/jpeg")
	if err != nil {
		t.Fatal(err)
	}
	store, done, err := OpenStore(t.Context(), Settings{DataDir: dir, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	finder, err := newLogos(t.Context(), cfg, store, pictures)
	if err != nil {
		t.Fatal(err)
	}
	find := func() (string, []social.Logo) {
		t.Helper()
		if err := finder.refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		found, err := finder.Find(t.Context(), sha, shown.JPEG)
		if err != nil {
			t.Fatal(err)
		}
		return finder.Set(sha), found
	}
	at := storagetest.Noon
	answer := func(brand string, verdict social.LogoVerdict) {
		t.Helper()
		at = at.Add(time.Second)
		if err := store.AnswerLogo(t.Context(), social.LogoAnswer{SHA256: sha, Brand: brand, Verdict: verdict, Box: shown.Box(), At: at}); err != nil {
			t.Fatal(err)
		}
	}
	before, found := find()
	if len(found) != 1 || found[0].Brand != "Roast" || found[0].Perhaps {
		t.Fatalf("found %+v", found)
	}
	other := finder.Set("another")
	answer("Roast", social.LogoNo)
	set, found := find()
	if len(found) != 0 || set == before || finder.Set("another") != other {
		t.Errorf("after a no: set %s was %s, of another picture %s was %s, found %+v", set, before, finder.Set("another"), other, found)
	}
	answer("Roast", social.LogoUnsaid)
	if set, found = find(); set != before || len(found) != 1 {
		t.Errorf("after it was taken back: set %s, found %+v", set, found)
	}
	answer("Plain", social.LogoYes)
	if _, found = find(); len(found) != 2 || found[1].Brand != "Plain" || found[1].Certainty != 1 || found[1].Box != shown.Box() {
		t.Errorf("after a yes: %+v", found)
	}
	if err := store.KeepLogo(t.Context(), social.LogoExample{Brand: "Plain", SHA256: "1", Data: file.Bytes(), At: at}, false); err != nil {
		t.Fatal(err)
	}
	if _, _ = find(); finder.Set("another") == other {
		t.Error("an upload does not change what is looked for")
	}
}
