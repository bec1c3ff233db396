package sample

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

// testNow is a Monday afternoon.
var testNow = time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC)

func start(t *testing.T, opts Options) *Server {
	t.Helper()
	if opts.Now.IsZero() {
		opts.Now = testNow
	}
	s, err := Start(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// get fetches an address and returns the answer with its body read.
func get(t *testing.T, address string, header ...string) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, body
}

// portless is the truth as JSON without the ports, the only thing chance decides.
func portless(t *testing.T, s *Server) string {
	t.Helper()
	text, err := json.MarshalIndent(s.Posts(), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	var pairs []string
	for p, base := range s.bases {
		pairs = append(pairs, strings.TrimPrefix(base, "http://"), place(p).name())
	}
	return strings.NewReplacer(pairs...).Replace(string(text))
}

func TestSameSeedTellsTheSameStory(t *testing.T) {
	one := start(t, Options{Seed: 7, Scale: .2})
	two := start(t, Options{Seed: 7, Scale: .2})
	other := start(t, Options{Seed: 8, Scale: .2})
	if diff := cmp.Diff(portless(t, one), portless(t, two)); diff != "" {
		t.Errorf("two servers of one seed differ: %.600s", diff)
	}
	if cmp.Equal(portless(t, one), portless(t, other)) {
		t.Error("two seeds tell the same story")
	}
	for i, p := range one.Posts() {
		if strings.Contains(p.ID, "127.0.0.1") {
			t.Fatalf("post %d: identity %s depends on the port", i, p.ID)
		}
	}
}

func TestStory(t *testing.T) {
	s := start(t, Options{Seed: 1})
	posts, f := s.Posts(), s.Facts()
	if n := len(posts); n < 5000 || n > 7000 {
		t.Errorf("%d posts, want about 6,000", n)
	}
	byKey := make(map[social.Key]*note)
	for _, n := range s.notes {
		byKey[social.Key{Platform: n.place.platform(), ID: n.id()}] = n
	}
	if len(byKey) != len(s.notes) {
		t.Errorf("%d identities for %d posts", len(byKey), len(s.notes))
	}
	count := func(from, to time.Time, keep func(*note) bool) (n int) {
		for _, x := range s.notes {
			if !x.created.Before(from) && x.created.Before(to) && keep(x) {
				n++
			}
		}
		return n
	}
	every := func(*note) bool { return true }
	of := func(brand string) func(*note) bool { return func(n *note) bool { return n.subject.brand == brand } }
	day := 24 * time.Hour

	t.Run("spike", func(t *testing.T) {
		spike := count(f.SpikeFrom, f.SpikeTo, of(f.SpikeBrand))
		before := count(f.SpikeFrom.Add(-2*day), f.SpikeFrom, of(f.SpikeBrand))
		if spike < 5*before {
			t.Errorf("%d mentions in the spike, %d before it: want at least five times as many", spike, before)
		}
		bad := count(f.SpikeFrom, f.SpikeTo, func(n *note) bool { return n.event == outcry && n.subject.mood == angry })
		social := count(f.SpikeFrom, f.SpikeTo, func(n *note) bool { return n.event == outcry && n.place.fediverse() })
		if bad*10 < spike*7 || social*10 < spike*7 {
			t.Errorf("of %d mentions %d are negative and %d on Mastodon: want most", spike, bad, social)
		}
		loud := byKey[s.Loudest()]
		if loud == nil || loud.event != outcry || loud.likes+loud.shares+loud.comments < 8000 {
			t.Errorf("no outstanding post in the spike: %+v", loud)
		}
	})
	t.Run("quiet weekend", func(t *testing.T) {
		quiet := count(f.QuietFrom, f.QuietTo, every)
		usual := count(f.QuietFrom.AddDate(0, 0, -14), f.QuietTo.AddDate(0, 0, -14), every)
		if quiet == 0 || quiet*3 > usual {
			t.Errorf("%d posts on the quiet weekend, %d on a usual one", quiet, usual)
		}
		if f.QuietFrom.Weekday() != time.Saturday {
			t.Errorf("the quiet weekend starts on a %s", f.QuietFrom.Weekday())
		}
	})
	t.Run("winter cup", func(t *testing.T) {
		cups := count(f.WinterFrom, f.WinterTo, func(n *note) bool { return n.event == delight })
		pictured := count(f.WinterFrom, f.WinterTo, func(n *note) bool { return n.event == delight && len(n.shots) > 0 })
		if cups < 250 || pictured*2 < cups {
			t.Errorf("%d winter cup posts, %d with pictures", cups, pictured)
		}
	})
	t.Run("rising competitor", func(t *testing.T) {
		first := count(testNow.AddDate(0, 0, -90), testNow.AddDate(0, 0, -60), of(f.Rising))
		last := count(testNow.AddDate(0, 0, -30), testNow, of(f.Rising))
		if last < first*3/2 {
			t.Errorf("%d mentions of %s in the first month, %d in the last", first, f.Rising, last)
		}
	})
	t.Run("variety", func(t *testing.T) {
		said, again := make(map[string]bool), 0
		for _, n := range s.notes {
			if text := n.title + n.text(); said[text] {
				again++
			} else {
				said[text] = true
			}
		}
		if again*50 > len(s.notes) {
			t.Errorf("%d of %d posts repeat another", again, len(s.notes))
		}
	})
	t.Run("words", func(t *testing.T) {
		for _, n := range s.notes {
			text := strings.ToLower(n.title + " " + n.text())
			if strings.ContainsAny(text, "{}") || strings.Contains(text, "  ") {
				t.Fatalf("unfilled: %s", text)
			}
			for _, b := range n.brands {
				if !strings.Contains(text, strings.ToLower(b)) {
					t.Fatalf("a mention of %s does not name it: %s", b, text)
				}
			}
			if strings.Contains(text, "northwind") && len(n.brands) == 0 && !strings.Contains(text, "airline") {
				t.Fatalf("names a brand and is no mention: %s", text)
			}
		}
	})
}

func TestEveryLanguageCanSayEverything(t *testing.T) {
	lexicons, err := loadLexicons()
	if err != nil {
		t.Fatal(err)
	}
	for _, share := range languageShare {
		lex := lexicons[share.lang]
		if lex == nil {
			t.Fatalf("no lexicon of %s", share.lang)
		}
		for _, m := range []mood{glad, plain, angry} {
			for _, section := range []string{"general", "more", "machine", "taste", "versus", "coffee"} {
				if !lex.has(section + " " + string(m)) {
					t.Errorf("%s cannot say %q in mood %q", share.lang, section, m)
				}
			}
		}
		for scene := range painters {
			if !lex.has("alt " + scene) {
				t.Errorf("%s cannot describe a picture of %s", share.lang, scene)
			}
		}
	}
}
