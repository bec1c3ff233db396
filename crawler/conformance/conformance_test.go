package conformance_test

import (
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/conformance"
	"earshot/internal/social"
)

// careless is an adapter that breaks the contract wherever it can.
type careless struct{ calls *int }

func (careless) Info() crawler.Info           { return crawler.Info{Platform: "careless"} }
func (careless) Check(social.Source) error    { return nil }
func (careless) Lanes(social.Source) []string { return []string{"a", "a"} }
func (careless) Start(crawler.Scope) (crawler.Request, error) {
	return crawler.Request{URL: "/relative"}, nil
}

func (c careless) Parse(_ crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	*c.calls++
	one := social.Count(1)
	return crawler.Page{
		Posts: []social.Post{
			{Platform: "careless", ID: "1", Text: "<b>bold</b>", CreatedAt: time.Unix(int64(*c.calls), 0).UTC(), URL: "javascript:x", Engagement: social.Engagement{Likes: one}},
			{Platform: "careless", ID: "1", CreatedAt: time.Unix(1, 0).UTC()},
			{Platform: "other"},
		},
		Next: []crawler.Request{resp.Request},
	}, nil
}

// TestFaultsAreFound proves that each check can fail.
func TestFaultsAreFound(t *testing.T) {
	adapter := careless{calls: new(int)}
	answer := conformance.Answer{Scope: crawler.Scope{Lane: "b"}, Request: crawler.Request{URL: "https://a.example/"}, URL: "https://a.example/", Body: []byte(`{"a":1}`)}
	_, ofAnswer := conformance.CheckAnswer(adapter, answer)
	for _, tc := range []struct {
		faults []conformance.Fault
		want   []string
	}{
		{conformance.CheckInfo(adapter), []string{"Info.Title is missing", "Info.Delay is missing"}},
		{conformance.CheckEmptySource(adapter), []string{"Check of an empty source"}},
		{conformance.CheckLanes(adapter, answer.Scope), []string{`lane "a" is empty or there twice`, "no web address", `lane "b" is none of`, "no error"}},
		{conformance.CheckPaging(adapter, answer), []string{"is asked for again"}},
		{ofAnswer, []string{"two answers", "markup in", "is there twice", `of platform "other"`, "is no web address", "on a platform that gives none"}},
		{conformance.CheckDamaged(adapter, answer), []string{"half an object is taken for an answer with nothing in it"}},
	} {
		var all strings.Builder
		for _, f := range tc.faults {
			all.WriteString(f.Check + ": " + f.Says + "\n")
		}
		for _, want := range tc.want {
			if !strings.Contains(all.String(), want) {
				t.Errorf("%q is not among\n%s", want, all.String())
			}
		}
	}
}
