package storage_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/integrity"
	"earshot/storage/storagetest"
)

// TestEveryTableIsVerified: whoever adds a table says in integrity.Tables how it is
// verified, and adds a comparison where it can be told from other tables.
func TestEveryTableIsVerified(t *testing.T) {
	s := storagetest.Open(t)
	now, err := s.Inventory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	checks := integrity.Tables()
	for name := range now.Tables {
		if checks[name] == "" {
			t.Errorf("integrity.Tables does not say how table %s is verified", name)
		}
		delete(checks, name)
	}
	for name := range checks {
		t.Errorf("integrity.Tables names %s, which is no table", name)
	}
}

// TestDroppedTablesAreNoDamage: a table that a migration dropped is in what was noted
// before the upgrade, and the program that dropped it must open the store.
func TestDroppedTablesAreNoDamage(t *testing.T) {
	s := storagetest.Open(t)
	write(t, s, entry("1", "Northwind"))
	before, err := s.Inventory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	before.Tables["trend_days"] = before.Tables["mentions"]
	before.Lost = []social.Damage{{Kind: social.DamageTable, Table: "trend_hours"}}
	if _, found, err := s.Look(t.Context(), before); err != nil || len(found) > 0 {
		t.Errorf("tables of an earlier version are told as damage: %+v, %v", found, err)
	}
}

// TestWholeStoreIsExact compares a store in which posts were edited, erased, corrected,
// folded and analysed again, and finds nothing.
func TestWholeStoreIsExact(t *testing.T) {
	s := storagetest.Open(t)
	for i := range 40 {
		e := entry(fmt.Sprint(i), "Northwind", "Harbour Roast")
		if i%3 == 0 {
			e = entry(fmt.Sprint(i))
		}
		e.Post.CreatedAt = e.Post.CreatedAt.AddDate(0, 0, -i)
		write(t, s, e)
		switch i % 5 {
		case 1:
			e.Post.FetchedAt, e.Post.CreatedAt, e.Analysis.Brands = e.Post.FetchedAt.Add(time.Hour), e.Post.CreatedAt.AddDate(0, 0, 1), []string{"Northwind"}
			write(t, s, e)
		case 2:
			write(t, s, social.Entry{Post: social.Post{Platform: e.Post.Platform, ID: e.Post.ID, Deleted: true, FetchedAt: e.Post.FetchedAt.Add(time.Hour)}})
		case 3:
			e.Analysis.Brands = []string{"Harbour Roast"}
			if _, err := s.WriteAnalyses(t.Context(), []social.Entry{e}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := s.RefreshTrends(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantFaults(t, s, nil)
	r, err := s.Compare(t.Context(), nil)
	if err != nil || r.Posts != 32 || r.Mentions == 0 || len(r.Trends) != 0 {
		t.Errorf("%d posts and %d mentions compared, rollups wrong %v, %v", r.Posts, r.Mentions, r.Trends, err)
	}
}

// TestFaultsAreNamed takes rows of single tables away, and wants the posts they were of.
func TestFaultsAreNamed(t *testing.T) {
	for table, want := range map[string]integrity.Fault{
		"posts": integrity.FaultPost, "analyses": integrity.FaultAnalysis | integrity.FaultMentions,
		"claims": integrity.FaultClaims, "mentions": integrity.FaultMentions,
	} {
		t.Run(table, func(t *testing.T) {
			dsn := storagetest.DSN(t)
			s, err := storage.Open(t.Context(), dsn, discard)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			write(t, s, entry("kept", "Northwind"), entry("lost", "Northwind"))
			if _, err := s.RefreshTrends(t.Context()); err != nil {
				t.Fatal(err)
			}
			execOn(t, dsn, "DELETE FROM "+table+" WHERE id = 'lost'")
			wantFaults(t, s, map[string]integrity.Fault{"lost": want})
		})
	}
	t.Run("rollups", func(t *testing.T) {
		dsn := storagetest.DSN(t)
		write(t, storagetest.OpenAt(t, dsn), entry("kept", "Northwind"), entry("lost", "Northwind"))
		for table, check := range integrity.Tables() {
			if check != integrity.ByMentions {
				continue
			}
			s := storagetest.OpenAt(t, dsn)
			s.MonthsApart = 0 // a month is counted again only after a while otherwise
			refreshAll(t, s)
			execOn(t, dsn, "TRUNCATE TABLE "+table)
			found := table
			if table == "reading_spans" { // which of the readings of months stand
				found = "reading_months"
			}
			r, err := s.Compare(t.Context(), nil)
			if err != nil || len(r.Trends[found]) != 1 {
				t.Fatalf("%s is empty: %+v, %v", table, r.Trends, err)
			}
			if err := s.MarkDirty(t.Context(), r.Trends[found]); err != nil {
				t.Fatal(err)
			}
			refreshAll(t, s)
			if r, err = s.Compare(t.Context(), nil); err != nil || len(r.Trends) != 0 {
				t.Errorf("%s was recomputed: %+v, %v", table, r.Trends, err)
			}
		}
	})
}

// refreshAll recomputes the days that changed, and then their months, which are
// counted once they rest.
func refreshAll(t *testing.T, s *storage.Store) {
	t.Helper()
	for range 2 {
		if _, err := s.RefreshTrends(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// wantFaults compares the tables, and compares what is faulty once more.
func wantFaults(t *testing.T, s *storage.Store, want map[string]integrity.Fault) {
	t.Helper()
	r, err := s.Compare(t.Context(), nil)
	for range 2 {
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, f := range r.Faulty {
			if found = append(found, f.Key.ID); want[f.Key.ID] != f.Fault {
				t.Errorf("%s has the faults %b, want %b", f.Key.ID, f.Fault, want[f.Key.ID])
			}
		}
		if len(found) != len(want) {
			t.Errorf("faulty are %v, want %v", slices.Sorted(slices.Values(found)), want)
		}
		r, err = s.Recheck(t.Context(), r)
	}
}
