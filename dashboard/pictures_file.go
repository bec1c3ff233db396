package dashboard

import (
	"encoding/json"
	"fmt"
	"net/http"
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
	Platforms []string     `json:"platforms"`
	First     time.Time    `json:"first_shown"`
	FirstPost string       `json:"first_post"`
	Author    string       `json:"first_author"`
	Last      time.Time    `json:"last_shown"`
	Alt       string       `json:"alt"`
	Media     social.Media `json:"picture"`
}

// exportPictures serves the families of pictures in view as a file.
func (s *site) exportPictures(w http.ResponseWriter, r *http.Request, v urlstate.View, extension string) error {
	var rows []familyRow
	ask := social.GalleryAsk{Limit: picturesPerFilePage}
	for {
		page, err := s.Reader.Gallery(r.Context(), v.Filter(), ask)
		if err != nil {
			return err
		}
		for _, f := range page.Families {
			rows = append(rows, rowOf(f))
		}
		if ask.After = page.Next; ask.After == "" {
			break
		}
	}
	if extension == "ndjson" {
		attach(w, viewmodel.FileName(v, "pictures", "ndjson"), "application/x-ndjson")
		out := json.NewEncoder(patiently(w))
		for _, row := range rows {
			if err := out.Encode(row); err != nil {
				return s.sent(r, fmt.Errorf("dashboard: export pictures: %w", err))
			}
		}
		return nil
	}
	format := export.SpreadsheetCSV
	if extension == "xlsx" {
		format = export.XLSX
	}
	return s.exportTable(w, r, pictureTable(v, rows), format)
}

func pictureTable(v urlstate.View, rows []familyRow) panel.Table {
	table := panel.Table{View: v, Name: "pictures", Rows: [][]string{{
		"family", "posts", "versions", "platforms", "first_shown", "first_post", "first_author", "last_shown", "alt", "caption", "ocr", "ocr_reader", "tags", "logos", "width", "height", "url",
	}}}
	for _, row := range rows {
		var logos []string
		for _, l := range row.Media.Logos {
			if !l.Perhaps && !slices.Contains(logos, l.Brand) {
				logos = append(logos, l.Brand)
			}
		}
		m := row.Media
		cells := []string{
			row.Family, strconv.FormatInt(row.Posts, 10), strconv.FormatInt(row.Versions, 10), strings.Join(row.Platforms, " "), row.First.UTC().Format(time.RFC3339), row.FirstPost, row.Author, row.Last.UTC().Format(time.RFC3339), row.Alt, m.Caption, m.OCR, m.OCRReader,
			strings.Join(m.Tags, " "), strings.Join(logos, " "), strconv.Itoa(m.Width), strconv.Itoa(m.Height), m.URL,
		}
		for i := range cells {
			cells[i] = viewmodel.Guarded(cells[i])
		}
		table.Rows = append(table.Rows, cells)
	}
	return table
}

func rowOf(f social.ShownFamily) familyRow {
	post := f.First.Post
	row := familyRow{
		Family: f.Name, Posts: f.Posts, Versions: f.Pictures, Platforms: f.Platforms, First: post.CreatedAt, FirstPost: post.URL, Author: post.Author.Label(), Last: f.Last,
		Media: social.Media{URL: f.URL, State: social.MediaPending},
	}
	for i, image := range post.Images {
		if image.URL == f.URL {
			row.Alt = image.Alt
			if i < len(f.First.Media) {
				row.Media = f.First.Media[i]
			}
		}
	}
	return row
}
