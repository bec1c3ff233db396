package export_test

import (
	"bytes"
	"testing"

	"earshot/internal/export"
	"earshot/internal/social"
)

func TestCorrections(t *testing.T) {
	p := stored()
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
			p.Analysis.Sentiment = social.Sentiment{Label: label, Corrected: true}
			if err := w.Write(p); err != nil {
				t.Fatal(err)
			}
			if format == export.NDJSON {
				want += `{"platform":"mastodon","id":"https://m.example/1","language":"en","label":"` + string(label) + `","text":"Title\ntwo\r\nlines\tand a tab"}` + "\n"
			}
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
