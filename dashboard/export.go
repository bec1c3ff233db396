package dashboard

import (
	"encoding/csv"
	"fmt"
	"mime"
	"net/http"
	"strings"

	"earshot/dashboard/panel"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
	"earshot/internal/export"
	"earshot/internal/social"
)

// export serves a file of what is in view: that of a panel, or all posts or trends.
func (s *site) export(w http.ResponseWriter, r *http.Request) error {
	v, _ := s.look(r)
	file := r.PathValue("file")
	switch file {
	case "posts.csv":
		return s.exportPosts(w, r, v, export.CSV)
	case "posts.ndjson":
		return s.exportPosts(w, r, v, export.NDJSON)
	}
	queries := s.panels.FileQueries(r.Context(), v)
	if file == "trends.csv" {
		table, err := panel.Trends(r.Context(), queries, v, "trends", social.Dimensions()...)
		if err != nil {
			return err
		}
		return s.exportTable(w, r, table)
	}
	name, isCSV := strings.CutSuffix(file, ".csv")
	p, _, err := panel.Find(name)
	if err != nil || !isCSV || p.CSV == nil {
		return social.Errorf(social.CodeNotFound, "there is no export %q", file)
	}
	table, err := p.CSV(r.Context(), queries)
	if err != nil {
		return err
	}
	return s.exportTable(w, r, table)
}

// exportPosts streams every post in view. See sent for what happens on an error.
func (s *site) exportPosts(w http.ResponseWriter, r *http.Request, v urlstate.View, format export.Format) error {
	attach(w, viewmodel.FileName(v, "posts", string(format)), format.ContentType())
	out, err := export.NewPostWriter(w, format)
	if err != nil {
		return fmt.Errorf("dashboard: export posts: %w", err)
	}
	if err := s.Reader.EachPost(r.Context(), v.Filter(), out.Write); err != nil {
		return s.sent(r, err)
	}
	return s.sent(r, out.Close())
}

func (s *site) exportTable(w http.ResponseWriter, r *http.Request, table panel.Table) error {
	attach(w, viewmodel.FileName(table.View, table.Name, "csv"), export.CSV.ContentType())
	out := csv.NewWriter(w)
	out.UseCRLF = true // RFC 4180, 2.1
	return s.sent(r, out.WriteAll(table.Rows))
}

func attach(w http.ResponseWriter, name, contentType string) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	w.Header().Set("Cache-Control", "no-store")
}

// sent ends a file whose header is sent, so that an error can no longer become an
// error page. It aborts the connection, which tells the client that the file is
// incomplete.
func (s *site) sent(r *http.Request, err error) error {
	if err == nil || r.Context().Err() != nil {
		return nil
	}
	s.Log.Error("export broken off", "path", r.URL.Path, "error", err)
	panic(http.ErrAbortHandler)
}
