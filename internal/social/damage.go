package social

import (
	"fmt"
	"strings"
	"time"
)

// DamageKind says what is wrong with something that was stored.
type DamageKind string

const (
	// DamageDetached is a part of a table that ClickHouse found broken and set aside,
	// as when it started.
	DamageDetached DamageKind = "detached"
	// DamageMissing is a part that was there and is no more.
	DamageMissing DamageKind = "missing"
	// DamageUnreadable is a part whose bytes are not what was written.
	DamageUnreadable DamageKind = "unreadable"
	// DamageTable is a table that is gone, or another of its name.
	DamageTable DamageKind = "table"
	// DamageRows are rows that other tables call for, or that disagree with them.
	DamageRows DamageKind = "rows"
	// DamageFile is a file beside the tables that is gone or altered.
	DamageFile DamageKind = "file"
)

// Damage is something of what was stored that is gone or wrong.
type Damage struct {
	Kind  DamageKind `json:"kind"`
	Table string     `json:"table"`
	// Part names the part of the table, where it is one.
	Part string `json:"part,omitempty"`
	// Rows counts the rows at fault; negative where that is not known.
	Rows int64 `json:"rows"`
	// From and To are the first and the last day of what is at fault; zero where
	// that is not known.
	From time.Time `json:"from,omitzero"`
	To   time.Time `json:"to,omitzero"`
	// Detail says more.
	Detail string `json:"detail,omitempty"`
}

// Sentence says what is wrong, without an end.
func (d Damage) Sentence() string {
	var b strings.Builder
	rows := "an unknown number of rows"
	if d.Rows >= 0 {
		rows = fmt.Sprintf("%d rows", d.Rows)
	}
	if d.Rows == 1 {
		rows = "1 row"
	}
	switch d.Kind {
	case DamageDetached:
		fmt.Fprintf(&b, "table %s: part %s was found broken and set aside, with %s", d.Table, d.Part, rows)
	case DamageMissing:
		fmt.Fprintf(&b, "table %s: part %s is gone, with %s", d.Table, d.Part, rows)
	case DamageUnreadable:
		fmt.Fprintf(&b, "table %s: part %s cannot be read, with %s", d.Table, d.Part, rows)
	case DamageTable:
		fmt.Fprintf(&b, "table %s is gone, with %s", d.Table, rows)
	case DamageFile:
		fmt.Fprintf(&b, "%s: %d", d.Table, d.Rows)
	default:
		fmt.Fprintf(&b, "table %s: %s", d.Table, rows)
	}
	if !d.From.IsZero() {
		b.WriteString(", of " + d.From.Format(time.DateOnly))
		if d.To.After(d.From) {
			b.WriteString(" to " + d.To.Format(time.DateOnly))
		}
	}
	if d.Detail != "" {
		b.WriteString(": " + d.Detail)
	}
	return b.String()
}
