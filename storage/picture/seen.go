package picture

import (
	"encoding/json"
	"fmt"
	"time"

	"earshot/internal/social"
	"earshot/storage/database"
)

// columns are the columns of what was seen in pictures. Lists of things with places
// are kept as JSON: they are read with their picture and never asked for by a part.
type columns struct {
	reader, lines, logos, set, description, look []string
	brands, palette                              [][]string
	animated                                     []bool
	transcript, transcriptReader                 []string
	scheme                                       []uint8
	stored, letGo                                []time.Time
	freed                                        []bool
}

func (c *columns) add(m social.Media) error {
	lines, err := encoded(m.Lines, len(m.Lines) == 0)
	if err != nil {
		return err
	}
	logos, err := encoded(m.Logos, len(m.Logos) == 0)
	if err != nil {
		return err
	}
	description, err := encoded(m.Description, m.Description.IsZero())
	if err != nil {
		return err
	}
	var brands []string
	for _, l := range m.Logos {
		if !l.Perhaps {
			brands = append(brands, l.Brand)
		}
	}
	c.reader, c.lines, c.logos, c.set = append(c.reader, m.OCRReader), append(c.lines, lines), append(c.logos, logos), append(c.set, m.LogoSet)
	c.description, c.look, c.brands = append(c.description, description), append(c.look, m.Look), append(c.brands, brands)
	c.palette, c.animated = append(c.palette, m.Palette), append(c.animated, m.Animated)
	c.transcript, c.transcriptReader = append(c.transcript, m.Transcript), append(c.transcriptReader, m.TranscriptReader)
	c.scheme = append(c.scheme, m.PrintScheme)
	c.stored, c.letGo, c.freed = append(c.stored, orEpoch(m.StoredAt)), append(c.letGo, orEpoch(m.LetGoAt)), append(c.freed, m.Freed)
	return nil
}

// all are the columns in the order of queries/insert_media.sql.
func (c *columns) all() []any {
	return []any{c.reader, c.lines, c.logos, c.brands, c.set, c.description, c.look, c.animated, c.palette, c.transcript, c.transcriptReader, c.scheme, c.stored, c.letGo, c.freed}
}

// encoded is value as JSON, and empty where it says nothing.
func encoded(value any, empty bool) (string, error) {
	if empty {
		return "", nil
	}
	text, err := json.Marshal(value)
	if err != nil {
		return "", fmt.Errorf("encode what is seen: %w", err)
	}
	return string(text), nil
}

func decodeSeen(r *database.Row, m *social.Media) {
	m.OCRReader = r.Text()
	lines, logos := r.Text(), r.Text()
	m.LogoSet = r.Text()
	description := r.Text()
	m.Look, m.Animated, m.Palette = r.Text(), r.Bool(), r.Texts()
	m.Transcript, m.TranscriptReader = r.Text(), r.Text()
	m.PrintScheme = r.Uint8()
	m.StoredAt, m.LetGoAt, m.Freed = sinceEpoch(r.Time()), sinceEpoch(r.Time()), r.Bool()
	for _, column := range []struct {
		name, text string
		into       any
	}{{"text_lines", lines, &m.Lines}, {"logos", logos, &m.Logos}, {"description", description, &m.Description}} {
		if column.text == "" {
			continue
		}
		if err := json.Unmarshal([]byte(column.text), column.into); err != nil {
			r.Fail(fmt.Errorf("storage: media: column %s of %.200q: %w", column.name, m.URL, err))
		}
	}
}

// orEpoch is how a time that may be unknown is stored, and sinceEpoch how it is read.
func orEpoch(at time.Time) time.Time {
	if at.IsZero() {
		return time.Unix(0, 0).UTC()
	}
	return at
}

func sinceEpoch(at time.Time) time.Time {
	if at.UnixMicro() == 0 {
		return time.Time{}
	}
	return at
}
