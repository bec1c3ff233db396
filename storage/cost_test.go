package storage_test

import (
	"sync"
	"testing"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/storagetest"
)

// TestObserveTellsWhatStatementsCost: rows as ClickHouse counts them, and a time.
func TestObserveTellsWhatStatementsCost(t *testing.T) {
	s := storagetest.Open(t)
	storagetest.Write(t, s, batch(0, 5000)...)
	var mu sync.Mutex
	costs := map[string]database.Cost{}
	s.Observe(func(c database.Cost) {
		mu.Lock()
		defer mu.Unlock()
		costs[c.Query] = c
	})
	if _, err := s.Figures(t.Context(), social.Filter{Brand: "Northwind", Labels: []social.Label{social.Positive}}); err != nil {
		t.Fatal(err)
	}
	s.Observe(nil)
	if _, err := s.SourceCounts(t.Context()); err != nil {
		t.Fatal(err)
	}
	c, ok := costs["counts"]
	if !ok || c.Rows < 5000 || c.Rows > 12_000 || c.Bytes == 0 || c.Processor <= 0 || c.Took <= 0 || c.Memory <= 0 {
		t.Errorf("counting 5000 mentions cost %+v of %+v", c, costs)
	}
	if _, ok := costs["source_counts"]; ok {
		t.Error("a statement is told of after observing ended")
	}
}
