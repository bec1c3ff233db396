package markup

import (
	"io"
	"strings"
	"testing"
)

func TestCharacters(t *testing.T) {
	ascii := strings.Repeat(" ", 2000)
	for _, tc := range []struct{ name, body, contentType, want string }{
		{"header", "caf\xe9", "text/html; charset=iso-8859-1", "café"},
		{"meta", "<meta charset=gbk>\xbf\xa7\xb7\xc8", "text/html", "<meta charset=gbk>咖啡"},
		{"nothing said, UTF-8 late in the page", ascii + "кава", "text/html", ascii + "кава"},
		{"nothing said, not UTF-8", ascii + "caf\xe9", "", ascii + "café"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := Characters([]byte(tc.body), tc.contentType)
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(r)
			if err != nil || string(got) != tc.want {
				t.Errorf("got %q, error %v; want %q", got, err, tc.want)
			}
		})
	}
}
