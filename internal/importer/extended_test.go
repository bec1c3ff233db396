package importer

import (
	"testing"

	"github.com/tidwall/gjson"
)

// TestExtendedJSON reads what MongoDB's exports wrap.
func TestExtendedJSON(t *testing.T) {
	for raw, want := range map[string]string{
		`{"v":{"$numberLong":"1234567890123456792"}}`: "1234567890123456792", `{"v":{"$oid":"66fad51c000000001b0224b8"}}`: "66fad51c000000001b0224b8",
		`{"v":{"$date":"2026-05-04T10:00:00Z"}}`: "2026-05-04T10:00:00Z", `{"v":{"$date":{"$numberLong":"1777888800000"}}}`: "1777888800000", `{"v":{"name":"x"}}`: "",
	} {
		if got := (jsonRecord{item: gjson.Parse(raw)}).text("v"); got != want {
			t.Errorf("%s is %q, want %q", raw, got, want)
		}
	}
}
