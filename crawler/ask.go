package crawler

import (
	"context"

	"earshot/internal/social"
)

// Ask sends a request of a source as a crawl does: signed with its credentials,
// and with what the adapter knows of refusals.
func (f *Fetcher) Ask(ctx context.Context, adapter Adapter, src social.Source, req Request) (Response, error) {
	return f.ask(ctx, adapter, src, req, f.errand(adapter))
}
