package object_test

import (
	"errors"
	"io"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"earshot/internal/social"
	"earshot/storage/object"
)

// TestStores keeps, lists and removes files in a folder and in a bucket.
func TestStores(t *testing.T) {
	srv := httptest.NewServer(gofakes3.New(s3mem.New(), gofakes3.WithAutoBucket(true)).Server())
	defer srv.Close()
	keys := []string{"AWS_ACCESS_KEY_ID=a", "AWS_SECRET_ACCESS_KEY=b"}
	for name, address := range map[string]string{"folder": t.TempDir(), "bucket": "s3://earshot/kept?endpoint=" + srv.URL} {
		t.Run(name, func(t *testing.T) {
			s, err := object.Open(address, keys)
			if err != nil {
				t.Fatal(err)
			}
			for file, text := range map[string]string{"one/a": "first", "one/b": "b", "two/c/d": "third"} {
				if err := s.Put(t.Context(), file, strings.NewReader(text), int64(len(text))); err != nil {
					t.Fatal(err)
				}
			}
			if err := s.Put(t.Context(), "one/torn", iotest.ErrReader(errors.New("torn")), 5); err == nil {
				t.Error("a file that could not be read whole is kept")
			}
			r, err := s.Get(t.Context(), "two/c/d")
			if err != nil {
				t.Fatal(err)
			}
			if text, err := io.ReadAll(r); err != nil || string(text) != "third" {
				t.Errorf("read %q, %v", text, err)
			}
			r.Close()
			if _, err := s.Get(t.Context(), "two/none"); social.CodeOf(err) != social.CodeNotFound {
				t.Errorf("a file that is not there: %v", err)
			}
			if got := names(t, s, "one/"); !slices.Equal(got, []string{"one/a", "one/b"}) {
				t.Errorf("listed %v", got)
			}
			for _, file := range []string{"one/a", "one/a"} {
				if err := s.Delete(t.Context(), file); err != nil {
					t.Error(err)
				}
			}
			if got := names(t, s, ""); !slices.Equal(got, []string{"one/b", "two/c/d"}) {
				t.Errorf("left are %v", got)
			}
		})
	}
}

func TestAddresses(t *testing.T) {
	for _, address := range []string{"", "http://example.com/x", "s3://bucket/x", "s3://bucket?endpoint=nonsense", "s3://bucket?other=1"} {
		if _, err := object.Open(address, nil); social.CodeOf(err) != social.CodeInvalid {
			t.Errorf("%q: %v", address, err)
		}
	}
	s, err := object.Open(t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), "../outside", strings.NewReader(""), 0); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("a name outside of the folder: %v", err)
	}
}

func names(t *testing.T, s object.Store, prefix string) (out []string) {
	t.Helper()
	err := s.Each(t.Context(), prefix, func(i object.Info) error {
		out = append(out, i.Name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}
