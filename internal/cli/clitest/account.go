package clitest

import (
	"fmt"
	"strings"
	"testing"

	"earshot/internal/social"
)

// Account holds what is stored against what was served.
type Account struct {
	// Lost counts served posts that are not stored, Doubled rows that are more than one a
	// post or of a post that was never served.
	Lost, Doubled int
	// Wrong says what is stored otherwise than it was served, or counted otherwise than
	// it is stored.
	Wrong []string
}

// Account exports posts and trends, and holds them against what was served and against
// one another.
func (w *World) Account(t *testing.T, served []social.Post) Account {
	t.Helper()
	rows := w.rows(t)
	a := NewAccount(served, rows)
	a.Wrong = append(a.Wrong, w.trendFaults(t, rows)...)
	return a
}

// NewAccount holds exported rows against the posts that were served.
func NewAccount(served []social.Post, rows []Exported) Account {
	var a Account
	stored := map[social.Key]Exported{}
	for _, row := range rows {
		key := social.Key{Platform: row.Platform, ID: row.ID}
		if _, twice := stored[key]; twice {
			a.Doubled++
		}
		stored[key] = row
	}
	known := map[social.Key]bool{}
	for _, p := range served {
		known[p.Key()] = true
		row, ok := stored[p.Key()]
		if !ok {
			a.Lost++
			continue
		}
		if diff := differs(p, row); diff != "" {
			a.Wrong = append(a.Wrong, fmt.Sprintf("%s %s %s", p.Platform, p.ID, diff))
		}
	}
	for key := range stored {
		if !known[key] {
			a.Doubled++
		}
	}
	return a
}

// Exact tells whether nothing is lost, doubled or wrong.
func (a Account) Exact() bool { return a.Lost+a.Doubled+len(a.Wrong) == 0 }

// String has the figures and the first faults.
func (a Account) String() string {
	const most = 5
	return fmt.Sprintf("%d lost, %d doubled, %d wrong\n%s", a.Lost, a.Doubled, len(a.Wrong), strings.Join(a.Wrong[:min(most, len(a.Wrong))], "\n"))
}
