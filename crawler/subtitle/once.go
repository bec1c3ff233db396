package subtitle

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"earshot/crawler"
	"earshot/internal/social"
)

// Once makes req, which asks for what is said in a post, one that is made once, and anew
// when the post was changed. Where posts are stored whether they mention anybody or not, it
// is then made on the condition that the answer was changed as well: what the unchanged one
// said is stored.
func Once(req crawler.Request, post social.Post, src social.Source) crawler.Request {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %d", post.Title, post.Text, post.EditedAt.Unix())
	req.Thread = hex.EncodeToString(h.Sum(nil)[:8])
	req.Below, req.Conditional = true, src.Keep == social.KeepAll
	return req
}
