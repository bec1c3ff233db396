package dashboard

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"earshot/dashboard/panel"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
	"earshot/internal/export"
	"earshot/internal/social"
)

// picturesPerFilePage is how many families are asked for at a time for a file.
const picturesPerFilePage = 500

// familyRow is a family in a file.
type familyRow struct {
	Family    string       `json:"family"`
	Posts     int64        `json:"posts"`
	Versions  int64        `json:"versions"`
	AllPosts  int64        `json:"posts_of_all"`
	Platforms []string     `json:"platforms"`
	First     time.Time    `json:"first_shown"`
	FirstPost string       `json:"first_post"`
	Author    string       `json:"first_author"`
	Last      time.Time    `json:"last_shown"`
	Alt       string       `json:"alt"`
	Of        string       `json:"of"` // "poster" or "frames" of a video, "card" of a link, or "post" for the post's own
	Media     social.Media `json:"picture"`
	Previous  *int64       `json:"previous_posts,omitempty"`
	Score     *float64     `json:"score,omitempty"`
}

// exportPictures serves all families of pictures in view that the gallery shows as a file,
// written as they are read.
func (s *site) exportPictures(w http.ResponseWriter, r *http.Request, v urlstate.View, extension string) error {
	ask, fault, err := galleryAsk(r)
	if err := cmp.Or(err, fault); err != nil {
		return social.Errorf(social.CodeInvalid, "export pictures: %w", err)
	}
	// The first page is read before anything is sent, so that what cannot be is an error page.
	ask.Limit = picturesPerFilePage
	page, err := s.Reader.Gallery(r.Context(), v.Filter(), ask)
	if err != nil {
		return err
	}
	name := "pictures"
	if ask.Rising {
		name = "rising-pictures"
		if queries := s.panels.Queries(r.Context(), v); !panel.Hearing(r.Context(), queries).Comparable() {
			page.Families = nil
		}
	}
	format := map[string]export.Format{"csv": export.SpreadsheetCSV, "xlsx": export.XLSX, "ndjson": export.NDJSON}[extension]
	attach(w, viewmodel.FileName(v, name, extension), format.ContentType())
	add, end, err := pictureFile(patiently(w), format)
	for err == nil {
		for _, f := range page.Families {
			if err = add(rowOf(f)); err != nil {
				break
			}
		}
		if ask.After = page.Next; err != nil || ask.After == "" {
			break
		}
		page, err = s.Reader.Gallery(r.Context(), v.Filter(), ask)
	}
	if err == nil {
		err = end()
	}
	if err != nil {
		err = fmt.Errorf("dashboard: export pictures: %w", err)
	}
	return s.sent(r, err)
}

// withoutNarrowing is the query string of a file of pictures without what galleryAsk reads,
// unless that is given more than once.
func withoutNarrowing(raw string) string {
	q, err := url.ParseQuery(raw)
	if err != nil {
		return raw
	}
	for _, name := range []string{"having", "find", "object", "scene", "rank"} {
		if len(q[name]) == 1 {
			q.Del(name)
		}
	}
	return q.Encode()
}

// pictureFile writes rows to a file of a format; end finishes it.
func pictureFile(w io.Writer, format export.Format) (add func(familyRow) error, end func() error, err error) {
	if format == export.NDJSON {
		out := json.NewEncoder(w)
		return func(row familyRow) error { return out.Encode(row) }, func() error { return nil }, nil
	}
	table, err := export.NewTable(w, format, "pictures", pictureHeader)
	if err != nil {
		return nil, nil, err
	}
	return func(row familyRow) error { return table.Add(pictureCells(row)) }, table.Close, nil
}

var pictureHeader = []string{
	"family", "posts", "versions", "posts_of_all", "platforms", "first_shown", "first_post", "first_author", "last_shown", "alt", "caption", "ocr", "ocr_reader", "tags", "objects", "scene", "logos", "width", "height", "url", "previous_posts", "score", "of",
}

func pictureCells(row familyRow) []string {
	var logos []string
	for _, l := range row.Media.Logos {
		if !l.Perhaps && !slices.Contains(logos, l.Brand) {
			logos = append(logos, l.Brand)
		}
	}
	m := row.Media
	cells := []string{
		row.Family, strconv.FormatInt(row.Posts, 10), strconv.FormatInt(row.Versions, 10), strconv.FormatInt(row.AllPosts, 10), strings.Join(row.Platforms, " "), row.First.UTC().Format(time.RFC3339), row.FirstPost, row.Author, row.Last.UTC().Format(time.RFC3339), row.Alt, m.Caption, m.OCR, m.OCRReader,
		strings.Join(m.Tags, " "), strings.Join(m.Description.Objects, ", "), m.Description.Scene, strings.Join(logos, " "), strconv.Itoa(m.Width), strconv.Itoa(m.Height), m.URL, "", "", row.Of,
	}
	if row.Previous != nil && row.Score != nil {
		cells[len(cells)-3], cells[len(cells)-2] = strconv.FormatInt(*row.Previous, 10), strconv.FormatFloat(*row.Score, 'f', 3, 64)
	}
	for i := range cells {
		cells[i] = viewmodel.Guarded(cells[i])
	}
	return cells
}

func rowOf(f social.ShownFamily) familyRow {
	post := f.First.Post
	row := familyRow{
		Family: f.Name, Posts: f.Posts, AllPosts: f.AllPosts, Versions: f.Pictures, Platforms: f.Platforms, First: post.CreatedAt, FirstPost: post.URL, Author: post.Author.Label(), Last: f.Last,
		Media: social.Media{URL: f.URL, State: social.MediaPending},
	}
	if f.Score > 0 {
		row.Previous, row.Score = &f.Previous, &f.Score
	}
	for i, image := range post.Images {
		if image.URL == f.URL {
			row.Alt, row.Of = image.Alt, cmp.Or(string(image.Of), "post")
			if i < len(f.First.Media) {
				row.Media = f.First.Media[i]
			}
		}
	}
	return row
}
