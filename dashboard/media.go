package dashboard

import (
	"bytes"
	"net/http"
	"slices"
	"time"

	"earshot/internal/social"
)

// shownTypes are the pictures a browser is sent; what else was stored is not.
var shownTypes = []string{"image/jpeg", "image/png", "image/gif", "image/webp"}

// media answers with the bytes of a picture. They came from strangers, so they
// are named by an allow-listed type that is not guessed from the bytes, and
// sandboxed should they be opened on their own. A key is a hash of the bytes:
// what it names never changes.
func (s *site) media(w http.ResponseWriter, r *http.Request) error {
	if s.Pictures == nil {
		return social.Errorf(social.CodeNotFound, "no pictures are stored")
	}
	data, contentType, err := s.Pictures.Get(r.Context(), r.PathValue("key"))
	if err != nil {
		return err
	}
	if !slices.Contains(shownTypes, contentType) {
		return social.Errorf(social.CodeNotFound, "this is not a picture that can be shown")
	}
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Content-Disposition", "inline")
	h.Set("Cache-Control", "private, max-age=31536000, immutable")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	return nil
}
