package verify_test

import (
	"path/filepath"
	"testing"
	"time"

	"earshot/internal/app"
	"earshot/internal/job/verify"
	"earshot/internal/social"
	"earshot/storage/media"
	"earshot/storage/storagetest"
)

// TestOriginalsLetGoOfAreNoLoss: only bytes are missed that are to be there.
func TestOriginalsLetGoOfAreNoLoss(t *testing.T) {
	s := settings(t, filepath.Join(t.TempDir(), "data"))
	address, err := media.FolderURL(filepath.Join(s.Folder(), "media"))
	if err != nil {
		t.Fatal(err)
	}
	bytes, err := media.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	put := func(text string) string {
		t.Helper()
		key, err := bytes.Put(t.Context(), []byte(text), "")
		if err != nil {
			t.Fatal(err)
		}
		return key
	}
	kept, letGo, thumb := put("kept"), put("let go of"), put("thumbnail")
	ready := func(url, sha string, at time.Time) social.Media {
		return social.Media{URL: url, State: social.MediaReady, SHA256: sha, Thumb: thumb, StoredAt: storagetest.Noon, LetGoAt: at, FetchedAt: storagetest.Noon}
	}
	store, eng, err := app.OpenStoreAt(t.Context(), s, "")
	if err != nil {
		t.Fatal(err)
	}
	err = store.WriteMedia(t.Context(), []social.Media{ready("https://a.example/1.jpg", kept, time.Time{}), ready("https://a.example/2.jpg", letGo, storagetest.Noon)})
	if err != nil {
		t.Fatal(err)
	}
	if err := app.CloseStore(store, eng); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		deleted string
		rows    int64
	}{{letGo, 0}, {kept, 1}} {
		if err := bytes.Delete(t.Context(), c.deleted); err != nil {
			t.Fatal(err)
		}
		sum, err := verify.Run(t.Context(), s, verify.Options{})
		if err != nil {
			t.Fatal(err)
		}
		rows := int64(0)
		for _, d := range sum.Damage {
			rows += int64(d.Rows)
		}
		if rows != c.rows || sum.Pictures != 2 {
			t.Errorf("of %d files read, missed are %+v, want %d", sum.Pictures, sum.Damage, c.rows)
		}
	}
}
