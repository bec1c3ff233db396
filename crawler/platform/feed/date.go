package feed

import (
	"time"

	"earshot/internal/date"
	"earshot/internal/social"
)

// maxAhead is how far in the future a date may be: clocks differ and zones get
// lost, but an entry of next month is a mistake.
const maxAhead = 24 * time.Hour

// date sets when p was published: what e states; failing that, when e was
// changed, or the day in its address. The dates of the whole feed say nothing of
// an entry. An error says why there is none.
func (m maker) date(p *social.Post, e entry) error {
	o := date.Options{Language: p.Language}
	published, fault := date.Read(e.published, o)
	updated, err := date.Read(e.updated, o)
	switch {
	case fault == nil:
		p.CreatedAt = published.Time
	case err == nil:
		p.CreatedAt = updated.Time
	default:
		day, ok := date.FromURL(p.URL)
		if !ok {
			return fault
		}
		p.CreatedAt, p.DateFrom = day, social.DateAddress
	}
	if p.CreatedAt.After(m.at.Add(maxAhead)) {
		return social.Errorf(social.CodeBroken, "the date %s lies in the future", p.CreatedAt.Format(time.RFC3339))
	}
	if err == nil && updated.Time.After(p.CreatedAt) {
		p.EditedAt = updated.Time
	}
	return nil
}
