package storage_test

import (
	"fmt"
	"testing"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// TestArrivedEndsBesideAWriter stores another post for each that is read: what was there
// at first is read, and the rest is left to the next call.
func TestArrivedEndsBesideAWriter(t *testing.T) {
	s := storagetest.Open(t)
	seen, err := s.Arrived(t.Context(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	number := 0
	store := func() {
		number++
		storagetest.Write(t, s, storagetest.Entry(fmt.Sprint(number), "Northwind"))
	}
	for range 3 {
		store()
	}
	read := map[string]int{}
	for range 3 {
		before := number
		if seen, err = s.Arrived(t.Context(), seen, func(f social.Fingerprint) error {
			read[f.Key.ID]++
			store()
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		for i := 1; i <= before; i++ {
			if read[fmt.Sprint(i)] == 0 {
				t.Errorf("post %d was stored before the call and not read", i)
			}
		}
	}
}
