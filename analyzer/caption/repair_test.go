package caption

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/llm"
	"earshot/internal/social"
)

// script is a model that gives answers in turn, the last one again and again, and keeps what
// it was asked.
type script struct {
	answers []string
	// echo has it answer with what it was told.
	echo  bool
	asked []question
}

type question struct {
	Messages []struct {
		Role    string
		Content json.RawMessage
	}
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var q question
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.asked = append(s.asked, q)
	said := s.answers[min(len(s.asked), len(s.answers))-1]
	if s.echo {
		said = string(q.Messages[0].Content)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"choices": []any{ // a client that left needs no answer
		map[string]any{"finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": said}},
	}})
}

func ask1(t *testing.T, s *script) (Caption, error) {
	t.Helper()
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	model, err := llm.New(llm.Options{BaseURL: srv.URL, Model: "tiny-vision", Retries: -1})
	if err != nil {
		t.Fatal(err)
	}
	return New(model).Caption(t.Context(), []byte("picture"), "image/jpeg", nil)
}

const whole = `{"caption":"A broken cup beside a receipt.","objects":["Cup","receipt"],"scene":"a kitchen","activities":["pouring tea"],"tags":["cup"],
"visible_text":"NORTHWIND\nTOTAL 4.20","brands":[{"name":"Northwind","confidence":0.75,"where":"on the cup"}],"people_count":2,"sentiment":"negative","sentiment_reason":"the cup is broken","unsafe":true}`

// TestCaptionIsWhole wants all that is asked for.
func TestCaptionIsWhole(t *testing.T) {
	got, err := ask1(t, &script{answers: []string{whole}})
	two := 2
	want := Caption{
		Text: "A broken cup beside a receipt.", OCR: "NORTHWIND\nTOTAL 4.20", Tags: []string{"cup"}, Model: "tiny-vision",
		Description: social.Description{
			Objects: []string{"cup", "receipt"}, Scene: "a kitchen", Activities: []string{"pouring tea"}, People: &two,
			Brands:    []social.SeenBrand{{Name: "Northwind", Where: "on the cup", Certainty: 0.75}},
			Sentiment: "negative", Reason: "the cup is broken", Unsafe: true, Prompt: PromptVersion,
		},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("error %v\n%s", err, diff)
	}
}

// TestRepair wants an answer that cannot be used shown to the model once, with its fault, and
// what cannot be used then to be a fault with a name.
func TestRepair(t *testing.T) {
	good := `{"caption":"A cup on a table."}`
	for name, c := range map[string]struct {
		answers []string
		said    string // what the model is told of its first answer; empty where it is not asked again
		fault   string
	}{
		"prose":            {[]string{"A lovely day by the sea.", good}, "is not the JSON object", ""},
		"broken":           {[]string{`{"caption":"A cup`, good}, "is not the JSON object", ""},
		"wrong schema":     {[]string{`{"title":"A cup"}`, good}, "has no caption", ""},
		"German":           {[]string{`{"caption":"Eine rote Tasse steht auf dem Tisch neben einem Buch."}`, good}, "not in English", ""},
		"Chinese":          {[]string{`{"caption":"桌子上有一杯咖啡"}`, good}, "not in English", ""},
		"chatter":          {[]string{"Hello! How can I help you today?"}, "is not the JSON object", "is not the JSON object"},
		"always Spanish":   {[]string{`{"caption":"Una taza de café está sobre la mesa de la cocina."}`}, "not in English", "not in English"},
		"lines, then":      {[]string{"A lovely day.", "CAPTION: A cup on a table."}, "is not the JSON object", ""},
		"refusal":          {[]string{`{"caption":"I cannot describe this."}`}, "", "refused"},
		"refusal in words": {[]string{"I'm sorry, I can't assist with that request."}, "", "refused"},
	} {
		t.Run(name, func(t *testing.T) {
			s := &script{answers: c.answers}
			got, err := ask1(t, s)
			if (err == nil) != (c.fault == "") || err != nil && (!strings.Contains(err.Error(), c.fault) || !IsUnusable(err)) {
				t.Fatalf("%+v, error %v, want %q", got, err, c.fault)
			}
			if err == nil && (got.Text != "A cup on a table." || !got.Repaired) {
				t.Errorf("%+v", got)
			}
			if c.said == "" {
				if len(s.asked) != 1 {
					t.Errorf("asked %d times", len(s.asked))
				}
				return
			}
			if len(s.asked) != 2 || len(s.asked[1].Messages) != 4 {
				t.Fatalf("asked %d times", len(s.asked))
			}
			if told := string(s.asked[1].Messages[3].Content); !strings.Contains(told, c.said) {
				t.Errorf("it is told %s", told)
			}
			if shown := string(s.asked[1].Messages[2].Content); !strings.Contains(shown, strings.Trim(c.answers[0][:6], `{"`)) {
				t.Errorf("it is shown %s", shown)
			}
		})
	}
}

// TestCanary has a picture talk the model into giving away what it was told.
func TestCanary(t *testing.T) {
	s := &script{answers: []string{""}, echo: true}
	if _, err := ask1(t, s); err == nil || Why(err) != "the answer gives away the prompt" {
		t.Errorf("error %v", err)
	}
	if first, second := string(s.asked[0].Messages[0].Content), captioned(t); first == second {
		t.Error("two pictures are asked about with one canary")
	}
}

func captioned(t *testing.T) string {
	t.Helper()
	s := &script{answers: []string{whole}}
	if _, err := ask1(t, s); err != nil {
		t.Fatal(err)
	}
	return string(s.asked[0].Messages[0].Content)
}

// TestEnglish wants captions in English told from those that are not, whatever names and
// quoted words they hold.
func TestEnglish(t *testing.T) {
	e := newEnglish()
	for text, want := range map[string]bool{
		"A red cup stands on a wooden table.":                     true,
		"Café Müller storefront in Düsseldorf at night":           true,
		"A sign that reads \"Bitte nicht rauchen in der Küche\".": true,
		"A shop sign that says 「咖啡店欢迎您光临我们」 in Chinese.":          true,
		"Northwind espresso machine":                              true,
		"Receipt":                                                 true,
		"Two people drinking tea in a garden":                     true,
		"Screenshot of a chat about a late delivery":              true,
		"Deux personnes boivent du thé dans un jardin.":           false,
		"Человек пьёт кофе за столом":                             false,
		"テーブルの上にコーヒーがあります":                                        false,
		"Due persone bevono il caffè nella cucina della casa.":    false,
	} {
		if e.is(text) != want {
			t.Errorf("%s: English is %t", text, !want)
		}
	}
}
