package mention

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Addresses returns what is noted of addresses, of each the first note first.
func (s *Writer) Addresses(ctx context.Context, addresses []string) ([]social.Address, error) {
	if len(addresses) == 0 {
		return nil, nil
	}
	table, err := database.TextTable("addressed", "address", addresses)
	if err != nil {
		return nil, err
	}
	return database.Collect(ctx, s.db, queries.Addresses, nil, func(r driver.Rows) (a social.Address, err error) {
		var shared uint8
		err = r.Scan(&a.Address, &a.Key.Platform, &a.Key.ID, &shared)
		a.Shared = shared != 0
		return a, err
	}, table)
}

// NoteAddresses stores of which posts addresses are.
func (s *Writer) NoteAddresses(ctx context.Context, list []social.Address) error {
	return s.insertAddresses(ctx, list, uint64(time.Now().UnixNano()), false)
}

// ForgetAddresses takes notes back.
func (s *Writer) ForgetAddresses(ctx context.Context, list []social.Address) error {
	return s.insertAddresses(ctx, list, uint64(time.Now().UnixNano()), true)
}

func (s *Writer) insertAddresses(ctx context.Context, list []social.Address, version uint64, deleted bool) error {
	if len(list) == 0 {
		return nil
	}
	var (
		addresses, platforms, ids []string
		shared                    []uint8
	)
	for _, a := range list {
		addresses = append(addresses, a.Address)
		platforms = append(platforms, a.Key.Platform)
		ids = append(ids, a.Key.ID)
		shared = append(shared, database.Flag(a.Shared))
	}
	return s.db.Insert(ctx, queries.InsertAddresses, addresses, platforms, ids, shared, all(len(list), version), all(len(list), database.Flag(deleted)))
}

// AddressScheme is the scheme by which the posts that were stored before have their
// addresses noted; "" is none.
func (s *Writer) AddressScheme(ctx context.Context) (string, error) {
	schemes, err := database.Collect(ctx, s.db, queries.AddressScheme, nil, scanText)
	if err != nil || len(schemes) == 0 {
		return "", err
	}
	return schemes[len(schemes)-1], nil
}

// SetAddressScheme notes that every post stored has its addresses by a scheme.
func (s *Writer) SetAddressScheme(ctx context.Context, scheme string) error {
	return s.NoteAddresses(ctx, []social.Address{{Key: social.Key{Platform: "scheme", ID: scheme}}})
}

// AliasedPlatforms are those of which posts are noted under another identifier than
// their own: under addresses that begin with "id:" and the platform.
func (s *Writer) AliasedPlatforms(ctx context.Context) ([]string, error) {
	return database.Collect(ctx, s.db, queries.Aliased, nil, scanText)
}

func scanText(r driver.Rows) (text string, err error) {
	err = r.Scan(&text)
	return text, err
}

// EachAddressed hands every stored post that has an address to do, with no more of
// it than its identity, the addresses and identifiers in it, and when it was
// fetched, until there are no more or do returns an error, which is then
// EachAddressed's. A connection is held while do runs.
func (s *Writer) EachAddressed(ctx context.Context, do func(social.Post) error) error {
	return s.db.Stream(ctx, queries.AddressedPosts, nil, func(r driver.Rows) error {
		var p social.Post
		if err := r.Scan(&p.Platform, &p.ID, &p.URL, &p.ParentID, &p.ThreadID, &p.FetchedAt); err != nil {
			return err
		}
		return do(p)
	})
}
