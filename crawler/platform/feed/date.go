package feed

import (
	"errors"

	"earshot/internal/date"
	"earshot/internal/social"
)

// setDate sets when p was published: what e states; failing that, when e was
// changed, or the day in its address. The dates of the whole feed say nothing of
// an entry. The error says why p has no date.
func setDate(p *social.Post, e entry) error {
	o := date.Options{Language: p.Language, Serial: true}
	published, fault := date.Read(e.published, o)
	updated, err := date.Read(e.updated, o)
	switch {
	case fault == nil:
		p.CreatedAt = published.Time
	case err == nil:
		p.CreatedAt = updated.Time
	default:
		day, ok := date.FromURL(p.URL)
		if !ok && errors.Is(fault, date.ErrEmpty) {
			return err
		} else if !ok {
			return fault
		}
		p.CreatedAt, p.DateFrom = day, social.DateAddress
	}
	if err == nil && updated.Time.After(p.CreatedAt) {
		p.EditedAt = updated.Time
	}
	return nil
}
