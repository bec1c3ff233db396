package mention

import (
	"context"
	"time"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// insertPlaces stores where the posts of a batch were read.
func (s *Writer) insertPlaces(ctx context.Context, batch []write) error {
	var c placeColumns
	for _, w := range batch {
		for _, p := range w.entry.Places {
			c.add(w.entry.Post.Key(), p, false)
		}
	}
	return c.insert(ctx, s.db)
}

// deletePlaces erases where deleted posts were read.
func (s *Writer) deletePlaces(ctx context.Context, deleted []social.Key) error {
	if len(deleted) == 0 {
		return nil
	}
	places, err := s.posts.Places(ctx, deleted)
	if err != nil {
		return err
	}
	var c placeColumns
	for key, list := range places {
		for _, p := range list {
			p.URL = ""
			c.add(key, p, true)
		}
	}
	return c.insert(ctx, s.db)
}

// placeColumns are places column by column.
type placeColumns struct {
	platform, id, placePlatform, placeID, source, url []string
	first, fetched                                    []time.Time
	length                                            []uint32
	version                                           []uint64
	deleted                                           []uint8
}

func (c *placeColumns) add(of social.Key, p social.Place, deleted bool) {
	c.platform = append(c.platform, of.Platform)
	c.id = append(c.id, of.ID)
	c.placePlatform = append(c.placePlatform, p.Platform)
	c.placeID = append(c.placeID, p.ID)
	c.source = append(c.source, p.Source)
	c.url = append(c.url, p.URL)
	c.first = append(c.first, p.FirstSeen)
	c.fetched = append(c.fetched, p.FetchedAt)
	c.length = append(c.length, uint32(p.Length))
	c.version = append(c.version, uint64(p.FetchedAt.UnixMicro()))
	c.deleted = append(c.deleted, database.Flag(deleted))
}

func (c *placeColumns) insert(ctx context.Context, db *database.DB) error {
	if len(c.id) == 0 {
		return nil
	}
	return db.Insert(ctx, queries.InsertPlaces, c.platform, c.id, c.placePlatform, c.placeID, c.source, c.url, c.first, c.fetched, c.length, c.version, c.deleted)
}
