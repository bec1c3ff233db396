package mention

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"time"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// mentionRows are rows of mentions, column by column.
type mentionRows struct {
	brands, platforms, ids, languages, labels, sources []string
	days, created                                      []time.Time
	engagement                                         []*int64
	authors, versions                                  []uint64
	deleted                                            []uint8
	readings                                           []readingColumn
	originalPlatforms, originalIDs                     []string
	spam                                               []bool
	dates                                              []string
	backlog                                            []bool
	analyzers                                          []string
	undoubted                                          []bool
	schemes                                            []uint16
	searchKeys                                         [][]string
	searchTexts                                        []string
}

// place adds the rows that bring a post's mentions in order: for the newest
// state of a post its rows and a tombstone in each other place; for an older
// one a tombstone where it may have left rows before it was known to be old.
// The brand-days touched are noted in dirty.
func (m *mentionRows) place(w write, c claimed, dirty map[database.BrandDay]struct{}) {
	stands := w.standing()
	if c.newest == w.version {
		found := w.searchable(stands)
		for _, at := range w.wants {
			m.add(w, &stands, at, w.version, false, dirty)
			m.found(found)
		}
		for _, p := range c.places {
			if !slices.Contains(w.wants, p.BrandDay) {
				m.add(w, &stands, p.BrandDay, w.version, true, dirty)
				m.found(searchable{})
			}
		}
		return
	}
	for _, p := range c.places {
		if p.version < c.newest && slices.Contains(w.wants, p.BrandDay) {
			m.add(w, &stands, p.BrandDay, c.newest, true, dirty)
			m.found(searchable{})
		}
	}
}

// found notes what queries find the last row by; nothing where it is a tombstone.
func (m *mentionRows) found(by searchable) {
	m.schemes = append(m.schemes, query.SearchKeyVersion)
	m.searchKeys, m.searchTexts = append(m.searchKeys, by.keys), append(m.searchTexts, by.text)
}

func (m *mentionRows) add(w write, stands *social.Analysis, at database.BrandDay, version uint64, deleted bool, dirty map[database.BrandDay]struct{}) {
	p, a := &w.entry.Post, &w.entry.Analysis
	m.brands = append(m.brands, at.Brand)
	m.days = append(m.days, at.Day)
	m.platforms = append(m.platforms, p.Platform)
	m.ids = append(m.ids, p.ID)
	m.created = append(m.created, p.CreatedAt)
	m.languages = append(m.languages, a.Language)
	m.labels = append(m.labels, string(stands.SentimentToward(at.Brand).Class()))
	m.sources = append(m.sources, p.Source)
	m.engagement = append(m.engagement, p.Engagement.Total())
	m.authors = append(m.authors, authorID(p))
	m.versions = append(m.versions, version)
	if m.readings == nil {
		m.readings = countedReadings()
	}
	of := a.Of(at.Brand)
	for i := range m.readings {
		m.readings[i].add(&of)
	}
	original := originalOf(w.entry)
	m.originalPlatforms = append(m.originalPlatforms, original.Platform)
	m.originalIDs = append(m.originalIDs, original.ID)
	m.spam = append(m.spam, a.Spam.Likely())
	m.analyzers, m.undoubted = append(m.analyzers, a.Version), append(m.undoubted, a.Sentiment.Label != social.Unknown && a.Sentiment.SureFrom == 0)
	m.dates, m.backlog = append(m.dates, string(p.DateFrom)), append(m.backlog, p.Backlog)
	m.deleted = append(m.deleted, database.Flag(deleted))
	if at.Brand != "" {
		dirty[at] = struct{}{}
	}
}

func (s *Writer) insertMentions(ctx context.Context, m mentionRows) error {
	if len(m.ids) == 0 {
		return nil
	}
	columns := []any{m.brands, m.days, m.platforms, m.ids, m.created, m.languages,
		m.labels, m.sources, m.engagement, m.authors, m.versions, m.deleted}
	for _, r := range m.readings {
		columns = append(columns, r.values(false)...)
	}
	return s.db.Insert(ctx, queries.InsertMentions, append(columns, m.originalPlatforms, m.originalIDs, m.spam, m.dates, m.backlog, m.analyzers, m.undoubted,
		m.schemes, m.searchKeys, m.searchTexts)...)
}

// authorID tells authors apart by platform and handle, or else name; 0 is no author. It is
// the start of a SHA-256: among ten million authors the odds that any two share
// one are below one in 300,000.
func authorID(p *social.Post) uint64 {
	label := p.Author.Label()
	if label == "" {
		return 0
	}
	hash := sha256.Sum256([]byte(p.Platform + "\x00" + label))
	return max(1, binary.BigEndian.Uint64(hash[:]))
}
