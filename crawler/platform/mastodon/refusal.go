package mastodon

import (
	"earshot/crawler"
	"earshot/internal/social"
)

var _ crawler.Refuser = Adapter{}

// Refusal finds the servers that say under a 422 that they want a login, as
// versions before 4.5 do ("This method requires an authenticated user").
func (Adapter) Refusal(resp crawler.Response) error {
	if err := refusal(resp); social.CodeOf(err) == social.CodeLogin {
		return err
	}
	return nil
}
