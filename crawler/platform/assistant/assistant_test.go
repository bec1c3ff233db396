package assistant_test

import (
	"strings"
	"testing"

	"earshot/crawler"
	"earshot/crawler/crawlertest"
	"earshot/crawler/platform/assistant"
	"earshot/internal/social"
)

func TestConformance(t *testing.T) { crawlertest.Run(t, assistant.New(), "testdata") }

func good() social.Source {
	return social.Source{Name: "s", Platform: assistant.Name, BaseURL: "https://llm.example/v1", Queries: []string{"Which kettle?", "Which cup?"}, Params: map[string]string{"models": "m1, llama3:8b"}}
}

func TestCheck(t *testing.T) {
	for want, change := range map[string]func(*social.Source){
		"":                     func(*social.Source) {},
		"base_url":             func(s *social.Source) { s.BaseURL = "" },
		"needs prompts":        func(s *social.Source) { s.Queries = nil },
		"queries[1]":           func(s *social.Source) { s.Queries[1] = " " },
		"names of models":      func(s *social.Source) { s.Params["models"] = " , " },
		"params.budget: \"x\"": func(s *social.Source) { s.Params["budget"] = "x" },
		"asks 4 times":         func(s *social.Source) { s.Params["budget"] = "3" },
		"tags":                 func(s *social.Source) { s.Tags = []string{"a"} },
	} {
		src := good()
		change(&src)
		err := assistant.New().Check(src)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("Check: %v, want %q", err, want)
		}
	}
}

// TestRefusals: what the interface will not do is said, and never an answer.
func TestRefusals(t *testing.T) {
	for body, code := range map[string]social.Code{
		`{"error":{"message":"Rate limit reached","type":"requests","code":"rate_limit_exceeded"}}`:                social.CodeRateLimited,
		`{"error":{"message":"You exceeded your current quota","type":"insufficient_quota"}}`:                      social.CodeRateLimited,
		`{"error":{"message":"Incorrect API key","type":"invalid_request_error","code":"invalid_api_key"}}`:        social.CodeLogin,
		`{"error":{"message":"The model does not exist","code":"model_not_found","type":"invalid_request_error"}}`: social.CodeBlocked,
		`{"error":"model not found"}`: social.CodeBlocked,
		`not json`:                    "",
		`{"choices":[]}`:              "",
	} {
		if err := assistant.New().Refusal(crawler.Response{Status: 400, Body: []byte(body)}); social.CodeOf(err) != code {
			t.Errorf("%s: %v, want %s", body, err, code)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"choices":[{"message":{"content":"[a](https://a.example)","annotations":[{"url_citation":{"url":"https://b.example"}}]}}],"citations":["https://c.example"]}`))
	f.Add([]byte(`{"error":{"message":"no"}}`))
	f.Add([]byte(`{"choices":[{"message":{"content":null,"refusal":"no"}}]}`))
	src := good()
	scope := crawler.Scope{Source: src, Lane: "m1: Which kettle?"}
	req, err := assistant.New().Start(scope)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		page, err := assistant.New().Parse(scope, crawler.Response{Request: req, URL: req.URL, Status: 200, Body: body})
		for _, p := range page.Posts {
			if err != nil || p.ID == "" || p.Text == "" && p.Title == "" {
				t.Errorf("%+v, %v", p, err)
			}
		}
	})
}
