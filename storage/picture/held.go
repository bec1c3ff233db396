package picture

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Hold keeps posts until their pictures are read. Of two states of one post that of the higher
// version waits.
func (s *Pictures) Hold(ctx context.Context, held []social.HeldPost) error {
	var c heldColumns
	now := time.Now().UTC()
	for _, h := range held {
		c.add(h, now, false)
	}
	return c.insert(ctx, s.db)
}

// Release lets go of posts that waited: nothing of them is kept. A later state of one, held
// meanwhile, goes on waiting.
func (s *Pictures) Release(ctx context.Context, held []social.HeldPost) error {
	var c heldColumns
	for _, h := range held {
		c.add(social.HeldPost{Key: h.Key, Version: h.Version.Released()}, time.Unix(0, 0).UTC(), true)
	}
	return c.insert(ctx, s.db)
}

// HoldDeleted lets go of posts that were deleted, of each state read before whenever it is held.
func (s *Pictures) HoldDeleted(ctx context.Context, deleted []social.Post) error {
	var c heldColumns
	for _, p := range deleted {
		c.add(social.HeldPost{Key: p.Key(), Version: social.HeldDeletion(p.FetchedAt)}, time.Unix(0, 0).UTC(), true)
	}
	return c.insert(ctx, s.db)
}

// HeldVersions hands the last version of each of keys that waits or waited to do, and whether
// it waits no more.
func (s *Pictures) HeldVersions(ctx context.Context, keys []social.Key, do func(key social.Key, last social.HeldVersion, gone bool)) error {
	if len(keys) == 0 {
		return nil
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return err
	}
	return s.db.Stream(ctx, queries.HeldVersions, nil, func(r driver.Rows) error {
		var key social.Key
		var version uint64
		var gone uint8
		if err := r.Scan(&key.Platform, &key.ID, &version, &gone); err != nil {
			return err
		}
		do(key, social.HeldVersion(version), gone != 0)
		return nil
	}, table)
}

// HeldSize is how many posts wait, and their bytes.
func (s *Pictures) HeldSize(ctx context.Context) (posts, bytes uint64, err error) {
	_, err = database.Collect(ctx, s.db, queries.HeldSize, nil, func(r driver.Rows) (struct{}, error) {
		return struct{}{}, r.Scan(&posts, &bytes)
	})
	return posts, bytes, err
}

// HeldBySource is how many posts of each source wait.
func (s *Pictures) HeldBySource(ctx context.Context) (map[string]uint64, error) {
	held := map[string]uint64{}
	_, err := database.Collect(ctx, s.db, queries.HeldBySource, nil, func(r driver.Rows) (source string, err error) {
		var n uint64
		err = r.Scan(&source, &n)
		held[source] = n
		return source, err
	})
	return held, err
}

// HeldShowing are the waiting posts that show one of some pictures.
func (s *Pictures) HeldShowing(ctx context.Context, urls []string) ([]social.HeldPost, error) {
	if len(urls) == 0 {
		return nil, nil
	}
	table, err := database.TextTable("urls", "url", urls)
	if err != nil {
		return nil, err
	}
	return s.held(ctx, queries.HeldShowing, nil, table)
}

// HeldPosts are those of keys that wait.
func (s *Pictures) HeldPosts(ctx context.Context, keys []social.Key) ([]social.HeldPost, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	return s.held(ctx, queries.HeldPosts, nil, table)
}

// HeldSince are up to limit posts that wait since before then.
func (s *Pictures) HeldSince(ctx context.Context, before time.Time, limit int) ([]social.HeldPost, error) {
	return s.held(ctx, queries.HeldSince, database.Params{"before": before.UnixMicro(), "limit": uint64(limit)})
}

func (s *Pictures) held(ctx context.Context, name queries.Name, params database.Params, tables ...*ext.Table) ([]social.HeldPost, error) {
	return database.Collect(ctx, s.db, name, params, func(r driver.Rows) (h social.HeldPost, err error) {
		var post string
		var version uint64
		err = r.Scan(&h.Key.Platform, &h.Key.ID, &version, &post)
		h.Post, h.Version = []byte(post), social.HeldVersion(version)
		return h, err
	}, tables...)
}

// heldColumns are waiting posts, column by column.
type heldColumns struct {
	platform, id, source, post []string
	version, bytes             []uint64
	urls                       [][]string
	since                      []time.Time
	deleted                    []uint8
}

func (c *heldColumns) add(h social.HeldPost, since time.Time, deleted bool) {
	c.platform, c.id, c.source, c.post = append(c.platform, h.Key.Platform), append(c.id, h.Key.ID), append(c.source, h.Source), append(c.post, string(h.Post))
	c.version, c.bytes, c.urls = append(c.version, uint64(h.Version)), append(c.bytes, uint64(len(h.Post))), append(c.urls, h.URLs)
	c.since, c.deleted = append(c.since, since), append(c.deleted, database.Flag(deleted))
}

func (c *heldColumns) insert(ctx context.Context, db *database.DB) error {
	if len(c.id) == 0 {
		return nil
	}
	return db.Insert(ctx, queries.InsertHeldPosts, c.platform, c.id, c.version, c.source, c.post, c.urls, c.bytes, c.since, c.deleted)
}
