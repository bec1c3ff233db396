package stream_test

import (
	"bytes"
	"testing"

	"earshot/storage/stream"
)

// TestDataThatNoMessageClaimsAreSwept replaces a large message by another, which leaves
// the data of the first behind: the next start deletes these, and no others.
func TestDataThatNoMessageClaimsAreSwept(t *testing.T) {
	dir := t.TempDir()
	large := func(with byte) []byte { return bytes.Repeat([]byte{with}, 9<<20) }
	hold := func(work func(bus *stream.Bus)) (held int) {
		bus, err := stream.Open(t.Context(), stream.Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		work(bus)
		if held, err = bus.ReadAll(t.Context(), func([]byte) {}); err != nil {
			t.Error(err)
		}
		if err := bus.Close(); err != nil {
			t.Error(err)
		}
		return held
	}
	before := hold(func(bus *stream.Bus) {
		for _, with := range []byte("ab") {
			if err := bus.Crawl.Put(t.Context(), stream.Message{Key: "lane", Data: large(with)}); err != nil {
				t.Fatal(err)
			}
		}
	})
	after := hold(func(*stream.Bus) {})
	// An object has a message for each 128 KiB.
	if swept := before - after; swept != 9*8 {
		t.Errorf("the streams held %d messages and hold %d: %d are swept, want the %d of one object", before, after, swept, 9*8)
	}
	// A process that runs leaves alone what is young: its message may be on its way.
	young := hold(func(bus *stream.Bus) {
		if err := bus.Crawl.Put(t.Context(), stream.Message{Key: "lane", Data: large('b')}); err != nil {
			t.Fatal(err)
		}
		if err := bus.Sweep(t.Context(), stream.SweepAge); err != nil {
			t.Error(err)
		}
	})
	swept := hold(func(bus *stream.Bus) {
		if err := bus.Crawl.Put(t.Context(), stream.Message{Key: "lane", Data: large('b')}); err != nil {
			t.Fatal(err)
		}
		if err := bus.Sweep(t.Context(), 0); err != nil {
			t.Error(err)
		}
	})
	if one := 9 * 8; young < 2*one || swept >= 2*one {
		t.Errorf("%d messages are held after a sweep of old data and %d after one of all, want two objects of %d and then one", young, swept, one)
	}
	hold(func(bus *stream.Bus) {
		if err := bus.Sweep(t.Context(), 0); err != nil {
			t.Error(err)
		}
		got, err := bus.Crawl.Fetch(t.Context(), 1, patience)
		if err != nil || len(got) != 1 {
			t.Fatalf("%d messages, %v", len(got), err)
		}
		if got[0].Fault != nil || !bytes.Equal(got[0].Data, large('b')) {
			t.Errorf("what is claimed is gone: %d bytes, %v", len(got[0].Data), got[0].Fault)
		}
	})
}
