package record

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"earshot/internal/social"
)

// TestRecordsStaySmall whatever servers answer: a record is one message of the state, and
// a NATS of the operator's own takes 1 MiB.
func TestRecordsStaySmall(t *testing.T) {
	const lanes = 60
	var rec Source
	var counts Counts
	for i := range 2 * NamedItems {
		counts.Items++
		counts.Skip("item %d: %s", i, strings.Repeat("<", 600))
	}
	for n := range RecentRuns + 1 {
		var names []string
		for i := range lanes {
			names = append(names, fmt.Sprint("tag:", i))
		}
		rec = rec.Next(social.Run{ID: fmt.Sprint("run-", n), Started: time.Unix(0, 0)}, names)
		for i := range lanes {
			*rec.Pending(rec.Run.ID, names[i]) = Ended(names[i], counts, nil)
			rec.Update(time.Unix(int64(n), 0))
		}
	}
	if rec.Run.Skipped != 2*lanes*NamedItems || len(rec.Run.SkippedItems) != NamedItems || rec.Active() {
		t.Errorf("%d skipped, %d named, active %v", rec.Run.Skipped, len(rec.Run.SkippedItems), rec.Active())
	}
	data, err := json.Marshal(rec)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > 900<<10 {
		t.Errorf("the record has %d bytes", len(data))
	}
}
