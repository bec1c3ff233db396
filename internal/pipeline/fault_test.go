package pipeline

import (
	"strings"
	"testing"
)

func TestFaultsOfManyPicturesAreOneKind(t *testing.T) {
	for fault, want := range map[string]string{
		"crawler: https://a.example/1.png?size=2 answered 404 Not Found":                                   "crawler: ... answered 404 Not Found",
		"crawler: fetch http://127.0.0.1:8080/b.png: dial tcp 127.0.0.1:8080: connect: connection refused": "crawler: fetch ... dial tcp ...: connect: connection refused",
		`crawler: fetch https://b.example/c.jpg: lookup b.example on [::1]:53: no such host`:               "crawler: fetch ... lookup b.example on ...: no such host",
		"a picture of kind \"image/x\" is not read":                                                        "a picture of kind ... is not read",
		"the model answered nothing at all and " + strings.Repeat("went on ", 40):                          "the model answered nothing at all and " + strings.Repeat("went on ", 15) + "we...",
	} {
		if got := FaultKind(fault); got != want {
			t.Errorf("%s\n is of kind %s\n    want %s", fault, got, want)
		}
	}
}
