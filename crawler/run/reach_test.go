package run_test

import (
	"testing"
	"time"

	"earshot/crawler/runtest"
)

// TestReach wants each run to say from when on its answers cover what was posted.
func TestReach(t *testing.T) {
	const day = 24 * time.Hour
	srv := runtest.NewServer(t)
	srv.Serve("/horizon", runtest.Page{Posts: []runtest.Post{runtest.Ago("1", day)}, Next: []string{"/horizon/2"}})
	srv.Serve("/horizon/2", runtest.Page{Posts: []runtest.Post{runtest.Ago("2", 40*day)}})
	srv.Serve("/paged", runtest.Page{Posts: []runtest.Post{runtest.Ago("3", day), runtest.Ago("pinned", 20*day)}, Next: []string{"/paged/2"}})
	srv.Serve("/paged/2", runtest.Page{Posts: []runtest.Post{runtest.Ago("4", 5*day), runtest.Ago("5", 6*day)}})
	srv.Serve("/present", runtest.Page{Posts: []runtest.Post{runtest.Ago("6", day), runtest.Ago("7", 25*day)}})
	srv.Serve("/nothing", runtest.Page{})
	srv.Status("/gone", 410)
	for _, tt := range []struct {
		name  string
		lanes []string
		back  time.Duration // before the run's start
	}{
		{"read to the horizon", []string{"horizon"}, 30 * day},
		{"read to the last page", []string{"paged"}, 6 * day},
		{"the lane that reached least far", []string{"horizon", "paged"}, 6 * day},
		{"shows only the present", []string{"present"}, 0},
		{"one shows only the present", []string{"paged", "present"}, 0},
		{"nothing to see", []string{"nothing"}, 0},
		{"one lane fails", []string{"paged", "gone"}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := runtest.NewRig(t, runtest.Town(srv, tt.lanes...))
			run := b.Crawl("town")
			if want := run.Started.Add(-tt.back); !run.Reached.Equal(want) {
				t.Errorf("reached %s, want %s", run.Reached, want)
			}
			if got := b.Ledger.Runs[run.ID].Reached; !got.Equal(run.Reached) {
				t.Errorf("handed on: %s", got)
			}
		})
	}
}
