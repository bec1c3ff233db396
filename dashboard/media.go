package dashboard

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"time"

	"earshot/internal/social"
)

// shownTypes are the MIME types that are served to browsers; stored pictures of
// other types are not.
var shownTypes = []string{"image/jpeg", "image/png", "image/gif", "image/webp"}

// media serves the bytes of a picture. They are untrusted: the type comes from an
// allow-list and is not guessed from the bytes, and a sandbox applies when the
// picture is opened on its own. A key is a hash of the bytes, so that the response
// can be cached for good.
func (s *site) media(w http.ResponseWriter, r *http.Request) error {
	if s.Pictures == nil {
		return social.Errorf(social.CodeNotFound, "no pictures are stored")
	}
	key := r.PathValue("key")
	data, contentType, err := s.Pictures.Get(r.Context(), key)
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
	// Of an original that was let go of the thumbnail is served: the tag is of what is sent.
	sum := sha256.Sum256(data)
	h.Set("ETag", `"`+hex.EncodeToString(sum[:16])+`"`)
	h.Set("Cache-Control", "private, max-age=31536000, immutable")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	return nil
}
