package page_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/pipeline/page"
	"earshot/internal/social"
)

// filled gives every field below v a value of its own, those that a later version adds
// as well.
func filled(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("value ", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		filled(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		filled(v.Index(0), n)
		filled(v.Index(1), n)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 5, 1, 9, 30, *n, *n*1001, time.UTC)))
			return
		}
		for i := range v.NumField() {
			filled(v.Field(i), n)
		}
	default:
		panic("no value for " + v.Type().String())
	}
}

func full() (p social.Post) {
	n := 0
	filled(reflect.ValueOf(&p).Elem(), &n)
	return p
}

// samples are posts with all, none and some of their fields.
func samples() []social.Post {
	before := time.Date(1, 1, 1, 0, 0, 0, 1, time.UTC)
	return []social.Post{
		full(),
		{},
		{Platform: "feed", ID: "1", Text: "short", CreatedAt: time.Unix(0, 0).UTC(), EditedAt: before, FetchedAt: time.Date(9999, 12, 31, 23, 59, 59, 999_999_999, time.UTC)},
		{Platform: "feed", ID: "2", Engagement: social.Engagement{Likes: social.Count(0), Views: social.Count(-1)}, Tags: []string{"", "a"}, Links: []string{""},
			Images: []social.Image{{}, {Width: -3, Of: social.OfCard}}, CreatedAt: time.Date(2026, 5, 1, 11, 30, 0, 0, time.FixedZone("", 7200))},
		{Platform: "feed", ID: "broken \xff\xfe and \xe3\x81", Text: "\x00 \u2028 <&> \"\\ 😀", Tags: []string{"\xc3"}},
		full(),
	}
}

// asJSON is what posts are once they were written and read as earlier versions did.
func asJSON(t *testing.T, posts []social.Post) (text []byte, read []social.Post) {
	t.Helper()
	text, err := json.Marshal(posts)
	if err == nil {
		err = json.Unmarshal(text, &read)
	}
	if err != nil {
		t.Fatal(err)
	}
	return text, read
}

// Posts are after the stream what they were when they went through it as JSON, down to
// broken letters; and what waits in it as JSON is read.
func TestPostsAreWhatTheyWereAsJSON(t *testing.T) {
	text, want := asJSON(t, samples())
	got, err := page.Decode(page.Encode(samples()...))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("posts (-as JSON +binary)\n%s", diff)
	}
	if got, err = page.Decode(text); err != nil || !cmp.Equal(want, got) {
		t.Errorf("what waits as JSON: %v\n%s", err, cmp.Diff(want, got))
	}
}

func TestPagesAreBounded(t *testing.T) {
	const most = 1000
	var g page.Page
	var messages [][]byte
	ids := ""
	for i := range 50 {
		p := social.Post{Platform: "feed", ID: fmt.Sprint(i), Text: strings.Repeat("x", i*10)}
		if i == 30 {
			p.Text = strings.Repeat("y", 3*most)
		}
		if !g.Add(&p, most) {
			messages = append(messages, g.Take())
			if !g.Add(&p, most) {
				t.Fatal("an empty page takes no post")
			}
		}
	}
	messages = append(messages, g.Take())
	for _, data := range messages {
		posts, err := page.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > most && len(posts) > 1 {
			t.Errorf("%d posts in %d bytes", len(posts), len(data))
		}
		for _, p := range posts {
			ids += p.ID + " "
		}
	}
	want := ""
	for i := range 50 {
		want += fmt.Sprint(i, " ")
	}
	if ids != want {
		t.Errorf("posts %s", ids)
	}
}

// A field that a newer version writes is passed over.
func TestUnknownFieldsArePassedOver(t *testing.T) {
	data := page.Encode(social.Post{Platform: "feed", ID: "1"})
	post := append(data[3:len(data):len(data)], 0xfa, 0x3f, 2, 'n', 'o', 0xc0, 0x3e, 7) // fields 1023, a text, and 1000, a number
	newer := append([]byte{1, 0x0a, byte(len(post))}, post...)
	newer = append(newer, 0x12, 1, 'x') // a field beside the posts
	got, err := page.Decode(newer)
	if diff := cmp.Diff([]social.Post{{Platform: "feed", ID: "1"}}, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestDamagedMessagesAreRefused(t *testing.T) {
	whole := page.Encode(full())
	for _, data := range [][]byte{nil, {}, []byte("{"), []byte("posts"), {1, 0x0a}, {1, 0x0a, 0xff, 0xff, 0xff, 0xff, 0x7f}, whole[:len(whole)-1]} {
		if posts, err := page.Decode(data); err == nil {
			t.Errorf("%.20q was read as %d posts", data, len(posts))
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(page.Encode(samples()...))
	f.Add([]byte(`[{"platform":"feed","id":"1"}]`))
	f.Add([]byte(`[{"images":[null],"created_at":"0000-00-00T00:00:00Z"},1e999]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		posts, err := page.Decode(data)
		if err != nil {
			return
		}
		again, err := page.Decode(page.Encode(posts...))
		if err != nil {
			t.Fatal(err)
		}
		if _, want := asJSON(t, posts); len(posts) > 0 && !cmp.Equal(want, again) {
			t.Error(cmp.Diff(want, again))
		}
	})
}

// ordinary are posts as most are.
func ordinary() []social.Post {
	posts := make([]social.Post, 40)
	for i := range posts {
		at := time.Date(2026, 5, 1, 9, 30, i, 0, time.UTC)
		posts[i] = social.Post{
			Platform: "mastodon", ID: fmt.Sprintf("https://example.social/users/ana%d/statuses/1162%d", i, i*7919), Source: "social", URL: fmt.Sprintf("https://example.social/@ana%d/1162%d", i, i*7919),
			Author: social.Author{Handle: fmt.Sprintf("ana%d@example.social", i), Name: "Ana", URL: fmt.Sprintf("https://example.social/@ana%d", i)},
			Text:   "The grinder is quieter than the old one, and the cup is warm. #coffee", Language: "en", CreatedAt: at, Tags: []string{"coffee"},
			Engagement: social.Engagement{Likes: social.Count(3), Shares: social.Count(0), Comments: social.Count(1)}, Keep: social.KeepAll, FetchedAt: at.Add(time.Hour),
		}
	}
	return posts
}

func BenchmarkEncode(b *testing.B) {
	posts := ordinary()
	b.Run("binary", func(b *testing.B) {
		for b.Loop() {
			b.ReportMetric(float64(len(page.Encode(posts...))), "bytes")
		}
	})
	b.Run("JSON", func(b *testing.B) {
		for b.Loop() {
			text, _ := json.Marshal(posts)
			b.ReportMetric(float64(len(text)), "bytes")
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	data := page.Encode(ordinary()...)
	text, _ := json.Marshal(ordinary())
	b.Run("binary", func(b *testing.B) {
		for b.Loop() {
			page.Decode(data)
		}
	})
	b.Run("JSON", func(b *testing.B) {
		for b.Loop() {
			page.Decode(text)
		}
	})
}
