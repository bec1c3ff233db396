package picture_test

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/database"
	"earshot/storage/picture"
	"earshot/storage/storagetest"
)

// TestNearPrintsAreFound: a look-up finds every picture that has a hash within the
// distance of a content, every one within the distance of a patch that has an equal key,
// and none beyond.
func TestNearPrintsAreFound(t *testing.T) {
	dsn := storagetest.DSN(t)
	s, err := storage.Open(t.Context(), dsn, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r := rand.New(rand.NewPCG(1, 2))
	asked := r.Uint64() | 1
	var prints []social.PicturePrint
	content, patch, beyond := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i := range 400 {
		hash := asked
		bits := i % 12
		var changed [3]bool
		for _, bit := range r.Perm(63)[:bits] {
			hash ^= 1 << (bit + 1)
			changed[bit/21] = true
		}
		sha := fmt.Sprintf("%016x%048x", r.Uint64(), i)
		prints = append(prints, social.PicturePrint{SHA256: sha, Hashes: []uint64{r.Uint64() | 1, hash}, Print: []byte{1}})
		content[sha] = bits <= picture.ContentBits
		patch[sha] = bits <= picture.PatchBits && changed != [3]bool{true, true, true}
		beyond[sha] = bits > picture.PatchBits
	}
	if err := s.WritePrints(t.Context(), prints); err != nil {
		t.Fatal(err)
	}
	found := func(hashes ...uint64) map[string]bool {
		near, err := s.NearPrints(t.Context(), hashes, 1000)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for _, n := range near {
			got[n.SHA256] = true
		}
		return got
	}
	check := func(of string, want, got map[string]bool) {
		t.Helper()
		for sha := range beyond {
			if want[sha] && !got[sha] || beyond[sha] && got[sha] {
				t.Errorf("by a %s %s: found %v, wanted %v, beyond %v", of, sha, got[sha], want[sha], beyond[sha])
			}
		}
	}
	check("content", content, found(asked, r.Uint64()|1))
	check("patch", patch, found(r.Uint64()|1, asked))
	gone := prints[0].SHA256
	if err := s.DeletePrints(t.Context(), []string{gone}); err != nil {
		t.Fatal(err)
	}
	if got := found(asked); got[gone] {
		t.Error("a deleted one is found")
	}
	var left uint64
	row := storagetest.Connect(t, dsn).QueryRow(t.Context(), "SELECT count() FROM picture_prints WHERE sha256 = ? AND deleted AND (print != '' OR notEmpty(hashes))", gone)
	if err := row.Scan(&left); err != nil || left != 0 {
		t.Errorf("of a deleted picture its likeness is kept: %d, %v", left, err)
	}
	if err := s.WritePrints(t.Context(), []social.PicturePrint{{SHA256: "no digest"}}); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("a print without a digest: %v", err)
	}
}

// TestFamilyMembers: pictures are found by what they are of now, not by what they were of.
func TestFamilyMembers(t *testing.T) {
	s := storagetest.Open(t)
	write := func(version uint64, family string, shas ...string) {
		t.Helper()
		var rows []social.PictureFamily
		for _, sha := range shas {
			rows = append(rows, social.PictureFamily{SHA256: sha, Family: family, Version: version})
		}
		if err := s.WriteFamilies(t.Context(), rows); err != nil {
			t.Fatal(err)
		}
	}
	write(1, "b", "b", "c", "d")
	write(2, "a", "c", "a")
	for family, want := range map[string][]string{"a": {"a", "c"}, "b": {"b", "d"}, "z": nil} {
		members, err := s.FamilyMembers(t.Context(), []string{family})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for sha := range members {
			got = append(got, sha)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("family %s: %v, want %v", family, got, want)
		}
	}
}

// TestLookUpReadsLittle: among more pictures a look-up reads no more than its keys' rows.
func TestLookUpReadsLittle(t *testing.T) {
	dsn := storagetest.DSN(t)
	s := storagetest.OpenAt(t, dsn)
	conn := storagetest.Connect(t, dsn)
	var read int64
	s.Observe(func(c database.Cost) {
		if c.Query == "near_pictures" {
			read = c.Rows
		}
	})
	ask := func() int64 {
		t.Helper()
		read = 0
		if _, err := s.NearPrints(t.Context(), []uint64{0x123456789abcdef1}, 10); err != nil {
			t.Fatal(err)
		}
		return read
	}
	fill := func(n int) {
		t.Helper()
		err := conn.Exec(clickhouse.Context(t.Context()), `
			INSERT INTO picture_index SELECT toUInt32(bitOr(bitShiftLeft(toUInt64(part), 21), bitAnd(bitShiftRight(hash, 1 + 21 * part), 2097151))), hash, number
			FROM (SELECT number, bitOr(sipHash64(number), 1) AS hash, arrayJoin([0, 1, 2]) AS part FROM numbers({n:UInt64}))`, clickhouse.Named("n", uint64(n)))
		if err != nil {
			t.Fatal(err)
		}
	}
	fill(30_000)
	few := ask()
	fill(300_000)
	if many := ask(); few == 0 || many > 66*128*3 {
		t.Errorf("a look-up reads %d rows of 90,000 and %d of 900,000", few, many)
	} else {
		t.Logf("a look-up of one hash reads %d rows of 90,000 and %d of 900,000", few, many)
	}
}

// TestErasedPicturesHaveNoKeys: of an erased picture the index keeps no hash, and one that
// comes again is found again.
func TestErasedPicturesHaveNoKeys(t *testing.T) {
	dsn := storagetest.DSN(t)
	s := storagetest.OpenAt(t, dsn)
	conn := storagetest.Connect(t, dsn)
	r := rand.New(rand.NewPCG(7, 7))
	hash := r.Uint64() | 1
	var prints []social.PicturePrint
	for i := range 3 {
		prints = append(prints, social.PicturePrint{SHA256: fmt.Sprintf("%016x%048x", r.Uint64(), i), Hashes: []uint64{hash, r.Uint64() | 1}, Print: []byte{1}})
	}
	if err := s.WritePrints(t.Context(), prints); err != nil {
		t.Fatal(err)
	}
	if err := s.DeletePrints(t.Context(), []string{prints[0].SHA256, prints[1].SHA256}); err != nil {
		t.Fatal(err)
	}
	var rows uint64
	if err := conn.QueryRow(t.Context(), "SELECT count() FROM picture_index").Scan(&rows); err != nil || rows != 6 {
		t.Errorf("the index has %d rows, want those of one picture, 6; %v", rows, err)
	}
	// Those that are erased take no place of others.
	near, err := s.NearPrints(t.Context(), []uint64{hash}, 1)
	if err != nil || len(near) != 1 || near[0].SHA256 != prints[2].SHA256 {
		t.Errorf("found are %v, %v", near, err)
	}
	if err := s.WritePrints(t.Context(), prints[:1]); err != nil {
		t.Fatal(err)
	}
	if near, err = s.NearPrints(t.Context(), []uint64{hash}, 5); err != nil || len(near) != 2 {
		t.Errorf("after one came again %d are found, want 2; %v", len(near), err)
	}
}

// TestShowingCountsEveryAddress: a picture at more addresses than are told of has all its posts counted.
func TestShowingCountsEveryAddress(t *testing.T) {
	dsn := storagetest.DSN(t)
	s := storagetest.OpenAt(t, dsn)
	conn := storagetest.Connect(t, dsn)
	for _, statement := range []string{
		"INSERT INTO posts (platform, id, version, created_at, images.url) SELECT 'feed', toString(number), 1, toDateTime64('2026-01-01 00:00:00', 6, 'UTC') + number, [concat('https://a.example/', toString(number))] FROM numbers(1200)",
		"INSERT INTO media (url, version, state, sha256) SELECT concat('https://a.example/', toString(number)), 1, 'ready', repeat('a', 64) FROM numbers(1200)",
	} {
		if err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	page, err := s.Family(t.Context(), strings.Repeat("a", 64))
	if err != nil || len(page.Pictures) != 1000 || len(page.Posts) != 200 || page.Total != 1200 {
		t.Errorf("%d pictures, %d posts of %d, %v", len(page.Pictures), len(page.Posts), page.Total, err)
	}
}
