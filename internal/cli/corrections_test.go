package cli

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

func TestReadCorrections(t *testing.T) {
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	want := []social.Correction{
		{Key: social.Key{Platform: "feed", ID: "1"}, Label: social.Negative, Confirmed: true, By: "Ana", At: at},
		{Key: social.Key{Platform: "feed", ID: "2"}, Brand: "Northwind", Label: social.Unknown},
	}
	for name, c := range map[string]struct {
		text string
		want []social.Correction
		bad  bool
	}{
		"a.ndjson": {text: `{"platform":"feed","id":"1","language":"en","label":"negative","text":"x","brand":"","confirmed":true,"by":"Ana","at":"2026-11-02T09:00:00Z"}` + "\n\n" + `{"platform":"feed","id":"2","brand":"Northwind","label":""}`, want: want},
		"a.csv":    {text: "\ufeffplatform,id,text,label,brand,confirmed,by,at\nfeed,1,\"x,\ny\",negative,,true,Ana,2026-11-02T09:00:00Z\nfeed,2,,,Northwind,,,\n", want: want},
		"b.ndjson": {text: `{"platform":"feed","id":"1","label":"angry"}`, bad: true},
		"c.ndjson": {text: `{"platform":"feed","label":"negative"}`, bad: true},
		"d.ndjson": {text: `{"platform":`, bad: true},
		"b.csv":    {text: "platform,id,label,at\nfeed,1,negative,yesterday\n", bad: true},
		"c.csv":    {text: "platform,id,label\nfeed,1\n", bad: true},
		"d.csv":    {text: "", bad: true},
		"a.xlsx":   {text: "PK", bad: true},
		"e.csv":    {text: "platform,id,label\n\"feed,1,negative\n", bad: true},
	} {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := readCorrections(file)
		if c.bad {
			if social.CodeOf(err) != social.CodeInvalid {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
	}
}
