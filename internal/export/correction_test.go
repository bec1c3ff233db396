package export_test

import (
	"bytes"
	"strconv"
	"testing"
	"time"

	"earshot/internal/export"
	"earshot/internal/social"
)

func TestCorrections(t *testing.T) {
	p := stored()
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	p.Post.Text = "two\r\nlines\tand a tab"
	for format, want := range map[export.Format]string{
		export.TSV:    "-1\tTitle two lines and a tab\n1\tTitle two lines and a tab\n0\tTitle two lines and a tab\n",
		export.NDJSON: "",
	} {
		var buf bytes.Buffer
		w, err := export.NewCorrectionWriter(&buf, format)
		if err != nil {
			t.Fatal(err)
		}
		for _, label := range []social.Label{social.Negative, social.Positive, social.Neutral} {
			given := social.Correction{Key: p.Post.Key(), Label: label, Confirmed: label == social.Neutral, By: "Ana", At: at}
			if err := w.Write(p, given); err != nil {
				t.Fatal(err)
			}
			if format == export.NDJSON {
				want += `{"platform":"mastodon","id":"https://m.example/1","language":"en","label":"` + string(label) + `","text":"Title\ntwo\r\nlines\tand a tab","brand":"","confirmed":` + strconv.FormatBool(label == social.Neutral) + `,"by":"Ana","at":"2026-11-02T09:00:00Z"}` + "\n"
			}
		}
		toward := social.Correction{Key: p.Post.Key(), Brand: "Northwind", Label: social.Negative, At: at}
		if err := w.Write(p, toward); err != nil {
			t.Fatal(err)
		}
		if format == export.NDJSON {
			want += `{"platform":"mastodon","id":"https://m.example/1","language":"en","label":"negative","text":"Title\ntwo\r\nlines\tand a tab","brand":"Northwind","confirmed":false,"by":"","at":"2026-11-02T09:00:00Z"}` + "\n"
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if buf.String() != want {
			t.Errorf("%s: got %q, want %q", format, buf.String(), want)
		}
	}
	if _, err := export.NewCorrectionWriter(nil, "ods"); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("error = %v", err)
	}
}
