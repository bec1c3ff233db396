package caption

import "context"

// elsewhere tells whether other processes ask about pictures that this one left to them. One
// that does no longer is not left to it any more: what came of it is to be seen.
func (w *Worker) elsewhere(ctx context.Context) (bool, error) {
	shas := w.left()
	for _, sha := range shas {
		stands, err := w.claims.Stands(ctx, sha)
		if err != nil {
			return false, err
		}
		if !stands {
			w.forget(sha)
			w.Wake()
		}
	}
	return len(shas) > 0, nil
}
