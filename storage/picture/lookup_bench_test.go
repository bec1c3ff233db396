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

// BenchmarkLookUp looks pictures up by hashes as many as one has among rows of the index,
// as many as EARSHOT_BENCH_HASHES lists: "30000,1000000".
func BenchmarkLookUp(b *testing.B) {
	list := os.Getenv("EARSHOT_BENCH_HASHES")
	if list == "" {
		list = "10000"
	}
	dsn := storagetest.DSN(b)
	s := storagetest.OpenAt(b, dsn)
	conn := storagetest.Connect(b, dsn)
	var there uint64
	for text := range strings.SplitSeq(list, ",") {
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		for there < n {
			step := min(n-there, 5_000_000)
			if err := conn.Exec(clickhouse.Context(b.Context()), `
				INSERT INTO picture_keys SELECT toUInt32(bitOr(bitShiftLeft(toUInt64(part), 21), bitAnd(bitShiftRight(hash, 1 + 21 * part), 2097151))), hash, intDiv(number, 41), 1, 0
				FROM (SELECT number, bitOr(sipHash64(number), 1) AS hash, arrayJoin([0, 1, 2]) AS part FROM numbers({from:UInt64}, {n:UInt64}))`,
				clickhouse.Named("from", there), clickhouse.Named("n", step)); err != nil {
				b.Fatal(err)
			}
			there += step
		}
		if err := conn.Exec(b.Context(), "OPTIMIZE TABLE picture_keys FINAL"); err != nil {
			b.Fatal(err)
		}
		b.Run(text, func(b *testing.B) {
			r := rand.New(rand.NewPCG(n, 1))
			var rows, bytes int64
			var processor time.Duration
			s.Observe(func(c database.Cost) {
				if c.Query == "near_pictures" {
					rows, bytes, processor = rows+c.Rows, bytes+c.Bytes, processor+c.Processor
				}
			})
			for b.Loop() {
				hashes := make([]uint64, 41)
				for i := range hashes {
					hashes[i] = r.Uint64() | 1
				}
				if _, err := s.NearPrints(b.Context(), hashes, 256); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(rows)/float64(b.N), "rows/op")
			b.ReportMetric(float64(bytes)/float64(b.N)/1e6, "MB/op")
			b.ReportMetric(float64(processor.Milliseconds())/float64(b.N), "cpu-ms/op")
		})
	}
}
