package mastodon

import (
	"earshot/crawler"
	"earshot/internal/social"
)

var _ crawler.Refuser = Adapter{}

// Refusal recognises a 422 that asks for a login, which versions before 4.5
// send ("This method requires an authenticated user").
func (Adapter) Refusal(resp crawler.Response) error {
	if err := absent(resp); err != nil {
		return err
	}
	if err := refusal(resp); social.CodeOf(err) == social.CodeLogin {
		return err
	}
	return nil
}
