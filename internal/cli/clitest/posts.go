package clitest

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"earshot/internal/social"
)

// Exported is a post as export posts prints it.
type Exported struct {
	Platform, ID, URL, Author, Text, Language string
	CreatedAt                                 time.Time `json:"created_at"`
	Label                                     string
	// Sure is nil where nothing was judged.
	Sure   *bool
	Toward []struct {
		Brand, Label string
		Sure         bool
	}
	Brands                         []string
	Likes, Shares, Comments, Views *int64
	JudgedBy                       string   `json:"judged_by"`
	OpinionModel                   string   `json:"opinion_model"`
	OpinionLabel                   string   `json:"opinion_label"`
	OpinionQuote                   string   `json:"opinion_quote"`
	OpinionFault                   string   `json:"opinion_fault"`
	VisualOnly                     []string `json:"visual_only"`
	Images                         []struct {
		URL, Alt, Caption, OCR string
		Tags                   []string
		Width, Height          *int64
	}
}

// Class is the class of what the post says of a brand.
func (e Exported) Class(brand string) social.Label {
	label, sure := e.Label, e.Sure != nil && *e.Sure
	for _, own := range e.Toward {
		if own.Brand == brand {
			label, sure = own.Label, own.Sure
		}
	}
	if label != "" && !sure {
		return social.Unsure
	}
	return social.Label(label)
}

// Stored exports every stored post, by identity; a post exported twice fails the test.
func (w *World) Stored(t *testing.T) map[social.Key]Exported {
	t.Helper()
	posts := map[social.Key]Exported{}
	for _, p := range w.rows(t) {
		key := social.Key{Platform: p.Platform, ID: p.ID}
		if _, twice := posts[key]; twice {
			t.Errorf("%v is exported twice", key)
		}
		posts[key] = p
	}
	return posts
}

// rows exports every stored post, or those that flags let through.
func (w *World) rows(t *testing.T, flags ...string) []Exported {
	t.Helper()
	got := w.Run(t, append([]string{"export", "posts"}, flags...)...).Want(t, 0)
	var rows []Exported
	for line := range strings.Lines(got.Out) {
		var p Exported
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			t.Fatalf("line %q: %v", line, err)
		}
		rows = append(rows, p)
	}
	return rows
}

// Compare wants the stored posts to be exactly what the sample serves.
func (w *World) Compare(t *testing.T) {
	t.Helper()
	w.CompareWith(t, w.Posts())
}

// CompareWith wants the stored posts to be exactly those.
func (w *World) CompareWith(t *testing.T, served []social.Post) {
	t.Helper()
	account := NewAccount(served, w.rows(t))
	if !account.Exact() {
		t.Errorf("of %d posts served: %s", len(served), account)
	}
}

// differs says what is not as served, or "".
func differs(want social.Post, got Exported) string {
	words := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	counts := func(a, b *int64) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }
	switch {
	case got.URL != want.URL:
		return "has URL " + got.URL + ", want " + want.URL
	case words(got.Text) != words(want.FullText()):
		return "has text " + words(got.Text) + ", want " + words(want.FullText())
	case want.DateFrom != social.DateSeen && !got.CreatedAt.Equal(want.CreatedAt):
		return "was created " + got.CreatedAt.String() + ", want " + want.CreatedAt.String()
	case got.Author != want.Author.Label():
		return "is by " + got.Author + ", want " + want.Author.Label()
	case len(got.Images) != len(want.Images):
		return "has the wrong number of images"
	case !counts(got.Likes, want.Engagement.Likes), !counts(got.Shares, want.Engagement.Shares), !counts(got.Comments, want.Engagement.Comments):
		return "has the wrong engagement"
	}
	for i, img := range want.Images {
		if got.Images[i].URL != img.URL || got.Images[i].Alt != img.Alt {
			return "has image " + got.Images[i].URL + " (" + got.Images[i].Alt + "), want " + img.URL + " (" + img.Alt + ")"
		}
	}
	return ""
}
