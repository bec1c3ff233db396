package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"earshot/internal/export"
	"earshot/internal/social"
)

func trend() social.Trend {
	return social.Trend{
		Date: time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC), Brand: "=Northwind", Platform: "feed", Language: "de",
		Figures: social.Figures{Mentions: 5, Positive: 2, Neutral: 0, Negative: 1, Unsure: 1, Authors: 3, AllBrands: 10},
	}
}

func TestTrendCSV(t *testing.T) {
	var buf bytes.Buffer
	if err := writeTrends(&buf, export.CSV, social.ByDay, []social.Trend{trend()}); err != nil {
		t.Fatal(err)
	}
	want := "date,brand,platform,language,mentions,positive,neutral,negative,net_sentiment,engagement,authors,share_of_voice,listened,time_zone,unsure,visual_only\r\n" +
		"2026-11-03,'=Northwind,feed,de,5,2,0,1,0.3333333333333333,,3,0.5,,UTC,1,\r\n"
	if diff := cmp.Diff(want, buf.String()); diff != "" {
		t.Errorf("trend CSV (-want +got):\n%s", diff)
	}
}

// Buckets are written by the clocks they were cut by, also an hour that comes twice.
func TestTrendsNameTheirTimeZone(t *testing.T) {
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	first := trend()
	first.Date = time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC).In(zone)
	second := trend()
	second.Date = first.Date.Add(time.Hour)
	for by, want := range map[social.Bucket][]string{
		social.ByHour: {"2026-11-01T01:00:00-07:00", "2026-11-01T01:00:00-08:00"},
		social.ByDay:  {"2026-11-01", "2026-11-01"},
	} {
		table := export.TrendTable(by, []social.Trend{first, second})
		column := slices.Index(table[0], "time_zone")
		for i, row := range table[1:] {
			if row[0] != want[i] || row[column] != "America/Los_Angeles" {
				t.Errorf("by %s: %v, want %s in America/Los_Angeles", by, row, want[i])
			}
		}
	}
}

// TestWhatWasNotHeardIsEmpty: a bucket that nobody listened to has no counts, and
// mentions without an author no number of authors.
func TestWhatWasNotHeardIsEmpty(t *testing.T) {
	unheard, nameless, quiet := trend(), trend(), trend()
	unheard.Figures, unheard.Listened = social.Figures{}, social.NotAtAll
	nameless.Authors, nameless.Listened = 0, social.Partly
	quiet.Figures, quiet.Listened = social.Figures{}, social.Wholly
	var buf bytes.Buffer
	if err := writeTrends(&buf, export.CSV, social.ByDay, []social.Trend{unheard, nameless, quiet}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"2026-11-03,'=Northwind,feed,de,,,,,,,,,no,UTC,,", "2026-11-03,'=Northwind,feed,de,5,2,0,1,0.3333333333333333,,,0.5,partly,UTC,1,",
		"2026-11-03,'=Northwind,feed,de,0,0,0,0,,,0,,yes,UTC,0,0", "",
	}
	if diff := cmp.Diff(want, strings.Split(buf.String(), "\r\n")[1:]); diff != "" {
		t.Errorf("trend CSV (-want +got):\n%s", diff)
	}
}

func TestTrendWithoutRowsHasHeader(t *testing.T) {
	var buf bytes.Buffer
	if err := writeTrends(&buf, export.CSV, social.ByDay, nil); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(buf.String(), "\n"); got != 1 {
		t.Errorf("lines = %d, want the header alone: %q", got, buf.String())
	}
}

func TestUnknownIsNull(t *testing.T) {
	row := trend()
	row.Positive, row.Negative, row.AllBrands = 0, 0, 0
	var buf bytes.Buffer
	if err := writeTrends(&buf, export.NDJSON, social.ByHour, []social.Trend{row}); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(buf.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"net_sentiment", "engagement", "share_of_voice"} {
		if v, ok := got[field]; !ok || v != nil {
			t.Errorf("%s = %v, want null", field, v)
		}
	}
	if got["date"] != "2026-11-03T00:00:00Z" {
		t.Errorf("date by hour = %v", got["date"])
	}
}

func stored() social.StoredPost {
	return social.StoredPost{
		Post: social.Post{
			Platform: "mastodon", ID: "https://m.example/1", URL: "https://m.example/@a/1", Author: social.Author{Handle: "@a", Name: "Ana", URL: "https://m.example/@a"},
			Source: "blog", Language: "en-GB", ParentID: "https://m.example/0", ThreadID: "https://m.example/00", Tags: []string{"cup"}, Links: []string{"https://a.example/"},
			FetchedAt: time.Date(2026, 11, 4, 0, 0, 0, 0, time.UTC), DateFrom: social.DateStated,
			Title: "Title", Text: "two\nlines, \"quoted\"", CreatedAt: time.Date(2026, 11, 3, 4, 5, 6, 7e6, time.UTC),
			Images:     []social.Image{{URL: "https://m.example/i.png", Alt: "a cup", Width: 3, Height: 2}, {URL: "https://m.example/j.png"}},
			Engagement: social.Engagement{Likes: social.Count(0), Views: social.Count(9)},
		},
		Analysis: social.Analysis{Language: "en", Keywords: []string{"crema"}, Hashtags: []string{"Cup"}, Brands: []string{"Northwind", "Contoso"},
			Sentiment: social.Sentiment{Label: social.Positive, Negative: 0.1, Neutral: 0.2, Positive: 0.7, Sure: true}},
		Media: []social.Media{{URL: "https://m.example/i.png", State: social.MediaReady, Width: 30, Height: 20, Caption: "A cup.", Tags: []string{"cup"}}},
	}
}

func writePosts(t *testing.T, f export.Format, posts ...social.StoredPost) []byte {
	t.Helper()
	var buf bytes.Buffer
	w, err := export.NewPostWriter(&buf, f)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range posts {
		if err := w.Write(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestPostNDJSON(t *testing.T) {
	got := withoutLaterReadings(string(writePosts(t, export.NDJSON, stored())))
	want := `{"platform":"mastodon","id":"https://m.example/1","url":"https://m.example/@a/1","author":"@a",` +
		`"text":"Title\ntwo\nlines, \"quoted\"","language":"en","created_at":"2026-11-03T04:05:06.007Z","label":"positive",` +
		`"negative":0.1,"neutral":0.2,"positive":0.7,"brands":["Northwind","Contoso"],"likes":0,"shares":null,"comments":null,"views":9,` +
		`"images":[{"url":"https://m.example/i.png","alt":"a cup","caption":"A cup.","ocr":"","tags":["cup"],"width":30,"height":20,"ocr_reader":"","logos":[],"of":""},` +
		`{"url":"https://m.example/j.png","alt":"","caption":"","ocr":"","tags":[],"width":null,"height":null,"ocr_reader":"","logos":[],"of":""}],` +
		`"corrected":false,"sure":true,"toward":[],"emotion":null,"emotion_certainty":null,"intents":[],"aspects":[],"entities":[],` +
		`"original_platform":null,"original_id":null,"fingerprint":null,"spam":0,"spam_reasons":[],` +
		`"judged_by":"built-in model","own_label":null,"own_certainty":null,"opinion_model":null,"opinion_label":null,` +
		`"opinion_certainty":null,"opinion_quote":null,"opinion_fault":null,` +
		`"key":"mastodon/https://m.example/1","title":"Title","author_name":"Ana","author_url":"https://m.example/@a","declared_language":"en-GB",` +
		`"edited_at":null,"parent":"https://m.example/0","thread":"https://m.example/00","source":"blog","keywords":["crema"],"hashtags":["Cup"],` +
		`"tags":["cup"],"links":["https://a.example/"],"fetched_at":"2026-11-04T00:00:00Z","date_from":"stated","backlog":false,"places":[],"evidence":["words"],"visual_only":[],"transcript":"","transcript_from":[],"recordings":[]}` + "\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("post NDJSON (-want +got):\n%s", diff)
	}
}

// withoutLaterReadings takes out of a line the readings that the tests of this
// package do not name, of which its post has none.
func withoutLaterReadings(line string) string {
	for _, info := range social.Readings() {
		if slices.Contains([]string{"emotion", "intents", "aspects", "entities"}, info.Column) {
			continue
		}
		line = strings.Replace(line, `,"`+info.Column+`":[]`, "", 1)
		line = strings.Replace(line, `,"`+info.Column+`":null,"`+info.Column+`_certainty":null`, "", 1)
	}
	return line
}

func TestPostCSVReadsBack(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(writePosts(t, export.CSV, stored()))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(export.PostHeader(), rows[0]); diff != "" {
		t.Error(diff)
	}
	got := map[string]string{}
	for i, name := range rows[0] {
		got[name] = rows[1][i]
	}
	want := map[string]string{"author": "'@a", "text": "Title\ntwo\nlines, \"quoted\"", "likes": "0", "shares": "", "brands": "Northwind; Contoso", "positive": "0.7"}
	for k, v := range want {
		if got[k] != v {
			t.Errorf("%s = %q, want %q", k, got[k], v)
		}
	}
}

// read is a post with everything the analyzers can say.
func read() social.StoredPost {
	p := stored()
	a := &p.Analysis
	a.Sentiment.Corrected, a.Emotion, a.EmotionCertainty = true, social.Joy, 0.5
	a.Toward = []social.TowardBrand{
		{Brand: "Contoso", Sentiment: social.Sentiment{Label: social.Positive, Positive: 1, Sure: true}},
		{Brand: "Northwind", Sentiment: social.Sentiment{Label: social.Negative, Negative: 0.5, Neutral: 0.5}},
	}
	a.Intents = []social.Intent{social.IntentQuestion, social.IntentPraise}
	a.Aspects = []social.Aspect{{Term: "crema", Label: social.Positive, Certainty: 0.75}}
	a.Entities, a.Original, a.Fingerprint = []string{"Utrecht"}, social.Key{Platform: "feed", ID: "=1"}, 255
	a.Spam = social.Spam{Score: 0.25, Reasons: []string{"many hashtags"}}
	return p
}

func TestReadingsOfAPost(t *testing.T) {
	var got map[string]any
	if err := json.Unmarshal(writePosts(t, export.NDJSON, read()), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"corrected": true, "sure": true, "toward": []any{
			map[string]any{"brand": "Contoso", "label": "positive", "negative": 0.0, "neutral": 0.0, "positive": 1.0, "sure": true},
			map[string]any{"brand": "Northwind", "label": "negative", "negative": 0.5, "neutral": 0.5, "positive": 0.0, "sure": false},
		}, "emotion": "joy", "emotion_certainty": 0.5, "intents": []any{"question", "praise"},
		"aspects":  []any{map[string]any{"term": "crema", "label": "positive", "certainty": 0.75}},
		"entities": []any{"Utrecht"}, "original_platform": "feed", "original_id": "=1", "fingerprint": "00000000000000ff",
		"spam": 0.25, "spam_reasons": []any{"many hashtags"},
	}
	for name, value := range want {
		if diff := cmp.Diff(value, got[name]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	rows, err := csv.NewReader(bytes.NewReader(writePosts(t, export.CSV, read()))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]string{
		"corrected": "true", "sure": "true", "toward": "Contoso: positive; Northwind: negative (unsure)", "emotion": "joy", "emotion_certainty": "0.5", "intents": "question; praise",
		"aspects":  `[{"term":"crema","label":"positive","certainty":0.75}]`,
		"entities": "Utrecht", "original_platform": "feed", "original_id": "'=1", "fingerprint": "00000000000000ff",
		"spam": "0.25", "spam_reasons": "many hashtags",
	}
	for name, want := range cells {
		if got := rows[1][slices.Index(rows[0], name)]; got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
}

// TestAPostAsTheMentionOfABrand: what a text says of a brand is the label of its
// mention; a brand it says nothing of apart has that of the whole.
func TestAPostAsTheMentionOfABrand(t *testing.T) {
	p := read()
	p.Analysis.Sentiment = social.Sentiment{Label: social.Neutral, Neutral: 1, Sure: true}
	unread := stored()
	unread.Analysis.Sentiment = social.Sentiment{}
	for brand, want := range map[string][4]string{
		"": {"neutral", "true", "0", "1"}, "Contoso": {"positive", "true", "0", "0"}, "Northwind": {"negative", "false", "0.5", "0.5"}, "Other": {"neutral", "true", "0", "1"},
	} {
		of, nothing := p, unread
		of.Analysis, nothing.Analysis = p.Analysis.Of(brand), unread.Analysis.Of(brand)
		rows, err := csv.NewReader(bytes.NewReader(writePosts(t, export.CSV, of, nothing))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var got, none [4]string
		for i, name := range []string{"label", "sure", "negative", "neutral"} {
			at := slices.Index(rows[0], name)
			got[i], none[i] = rows[1][at], rows[2][at]
		}
		if got != want || none != [4]string{} {
			t.Errorf("of %q: %q, want %q; of an empty text %q", brand, got, want, none)
		}
	}
}

func TestPostParquetReadsBack(t *testing.T) {
	type row struct {
		ID     string   `parquet:"id"`
		Likes  *int64   `parquet:"likes,optional"`
		Shares *int64   `parquet:"shares,optional"`
		Brands []string `parquet:"brands,list"`
		// The readings lie beside the other columns, not in a group of their own.
		Emotion *string `parquet:"emotion,optional"`
		Sure    *bool   `parquet:"sure,optional"`
		Toward  []struct {
			Brand string `parquet:"brand"`
			Sure  bool   `parquet:"sure"`
		} `parquet:"toward,list"`
	}
	data := writePosts(t, export.Parquet, read(), read())
	rows, err := parquet.Read[row](bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	joy, yes := "joy", true
	want := row{ID: "https://m.example/1", Likes: social.Count(0), Brands: []string{"Northwind", "Contoso"}, Emotion: &joy, Sure: &yes}
	for i := range rows {
		if own := rows[i].Toward; len(own) != 2 || own[0].Brand != "Contoso" || !own[0].Sure || own[1].Sure {
			t.Errorf("toward brands: %+v", own)
		}
		rows[i].Toward = nil
	}
	if diff := cmp.Diff([]row{want, want}, rows); diff != "" {
		t.Error(diff)
	}
}

func TestUnknownFormat(t *testing.T) {
	if _, err := export.NewPostWriter(&bytes.Buffer{}, "ods"); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("ods: %v, want invalid", err)
	}
}
