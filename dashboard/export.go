package dashboard

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"strconv"

	"earshot/internal/export"
	"earshot/internal/social"
)

// export answers with a file of what is in view.
func (s *site) export(w http.ResponseWriter, r *http.Request) error {
	switch file := r.PathValue("file"); file {
	case "trends.csv":
		return s.exportTrends(w, r)
	case "terms.csv":
		return s.exportTerms(w, r)
	case "posts.csv":
		return s.exportPosts(w, r, export.CSV)
	case "posts.ndjson":
		return s.exportPosts(w, r, export.NDJSON)
	default:
		return social.Errorf(social.CodeNotFound, "there is no export %q", file)
	}
}

func (s *site) exportTrends(w http.ResponseWriter, r *http.Request) error {
	v, _ := s.look(r)
	rows, err := s.Reader.Trends(r.Context(), v.Filter(), v.Bucket(), social.Dimensions())
	if err != nil {
		return err
	}
	attach(w, "earshot-trends.csv", export.CSV.ContentType())
	return s.sent(r, export.Trends(w, export.CSV, v.Bucket(), rows))
}

// exportPosts streams: a fault after the first post can only end the file, so
// it is logged and the connection broken off, which a client sees.
func (s *site) exportPosts(w http.ResponseWriter, r *http.Request, format export.Format) error {
	v, _ := s.look(r)
	attach(w, "earshot-posts."+string(format), format.ContentType())
	out, err := export.NewPostWriter(w, format)
	if err != nil {
		return fmt.Errorf("dashboard: export posts: %w", err)
	}
	if err := s.Reader.EachPost(r.Context(), v.Filter(), out.Write); err != nil {
		return s.sent(r, err)
	}
	return s.sent(r, out.Close())
}

func (s *site) exportTerms(w http.ResponseWriter, r *http.Request) error {
	v, _ := s.look(r)
	terms, err := s.Reader.Terms(r.Context(), v.Filter(), 1000)
	if err != nil {
		return err
	}
	attach(w, "earshot-terms.csv", export.CSV.ContentType())
	out := csv.NewWriter(w)
	rows := [][]string{{"term", "mentions", "previous", "positive", "neutral", "negative"}}
	for _, t := range terms {
		row := []string{guarded(t.Term)}
		for _, n := range []int64{t.Mentions, t.Previous, t.Positive, t.Neutral, t.Negative} {
			row = append(row, strconv.FormatInt(n, 10))
		}
		rows = append(rows, row)
	}
	return s.sent(r, out.WriteAll(rows))
}

// guarded keeps a spreadsheet from taking a term for a formula (OWASP, CSV
// injection): such a term gets an apostrophe in front.
func guarded(term string) string {
	if term != "" && (term[0] == '=' || term[0] == '+' || term[0] == '-' || term[0] == '@' || term[0] == '\t' || term[0] == '\r') {
		return "'" + term
	}
	return term
}

func attach(w http.ResponseWriter, name, contentType string) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	w.Header().Set("Cache-Control", "no-store")
}

// sent ends a file that was begun. A fault cannot become an error page any
// more; breaking the connection off tells the client that the file is short.
func (s *site) sent(r *http.Request, err error) error {
	if err == nil || r.Context().Err() != nil {
		return nil
	}
	s.Log.Error("export broken off", "path", r.URL.Path, "error", err)
	panic(http.ErrAbortHandler)
}
