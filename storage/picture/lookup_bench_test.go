package picture_test

import (
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"earshot/storage/database"
	"earshot/storage/storagetest"
)

// hashesEach is how many hashes a picture has at most, and most have.
const hashesEach = 41

// BenchmarkLookUp looks pictures up among as many as EARSHOT_BENCH_PICTURES lists:
// "10000,1000000". EARSHOT_BENCH_KEYS is under how many of its three keys each of their hashes
// is stored: with 1, a third of the index, the rows and the time are a third of all, and
// 10,000,000 pictures take 7 GB instead of 20.
func BenchmarkLookUp(b *testing.B) {
	list, keys := os.Getenv("EARSHOT_BENCH_PICTURES"), os.Getenv("EARSHOT_BENCH_KEYS")
	if list == "" {
		list = "1000"
	}
	if keys == "" {
		keys = "3"
	}
	parts, err := strconv.ParseUint(keys, 10, 64)
	if err != nil {
		b.Fatal(err)
	}
	dsn := storagetest.DSN(b)
	s := storagetest.OpenAt(b, dsn)
	conn := storagetest.Connect(b, dsn)
	for text := range strings.SplitSeq(list, ",") {
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		for _, statement := range []string{"TRUNCATE TABLE picture_index", "SYSTEM STOP MERGES picture_index"} {
			if err := conn.Exec(b.Context(), statement); err != nil {
				b.Fatal(err)
			}
		}
		// The rows come in the order of the table, so that nothing is to be merged.
		rows := parts * hashesEach * n
		const step = 50_000_000
		for from := uint64(0); from < rows; from += step {
			if err := conn.Exec(clickhouse.Context(b.Context(), clickhouse.WithSettings(clickhouse.Settings{"max_insert_block_size": 20_000_000, "min_insert_block_size_rows": 20_000_000, "min_insert_block_size_bytes": 1 << 30, "max_threads": 1})), `
				INSERT INTO picture_index
				SELECT key, bitOr(bitOr(bitShiftLeft(toUInt64(key % 2097152), shift), bitAnd(sipHash64(row), bitNot(bitShiftLeft(toUInt64(2097151), shift)))), 1), sipHash64(row, 1)
				FROM (SELECT number AS row, toUInt32(intDiv(toUInt128(number) * {keys:UInt64} * 2097152, {rows:UInt64})) AS key, 1 + 21 * intDiv(key, 2097152) AS shift FROM numbers({from:UInt64}, {n:UInt64}))`,
				clickhouse.Named("keys", parts), clickhouse.Named("rows", rows), clickhouse.Named("from", from), clickhouse.Named("n", min(step, rows-from))); err != nil {
				b.Fatal(err)
			}
		}
		var bytes, active uint64
		if err := conn.QueryRow(b.Context(), "SELECT sum(bytes_on_disk), count() FROM system.parts WHERE database = currentDatabase() AND table = 'picture_index' AND active").Scan(&bytes, &active); err != nil {
			b.Fatal(err)
		}
		r := rand.New(rand.NewPCG(n, 1))
		lookUp := func(b *testing.B) {
			hashes := make([]uint64, hashesEach)
			for i := range hashes {
				hashes[i] = r.Uint64() | 1
			}
			if _, err := s.NearPrints(b.Context(), hashes, 256); err != nil {
				b.Fatal(err)
			}
		}
		for range 20 { // the first ones load the marks of all parts
			lookUp(b)
		}
		b.Run(text, func(b *testing.B) {
			var read int64
			var processor time.Duration
			s.Observe(func(c database.Cost) {
				if c.Query == "near_pictures" {
					read, processor = read+c.Rows, processor+c.Processor
				}
			})
			for b.Loop() {
				lookUp(b)
			}
			b.ReportMetric(float64(read)/float64(b.N), "rows/op")
			b.ReportMetric(float64(processor.Microseconds())/1000/float64(b.N), "cpu-ms/op")
			b.ReportMetric(float64(bytes)/1e6, "MB-index")
			b.ReportMetric(float64(active), "parts")
		})
	}
}
