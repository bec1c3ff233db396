package dashboard

import (
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"earshot/dashboard/panel"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
	"earshot/internal/asker"
	"earshot/internal/export"
	"earshot/internal/social"
)

// export serves a file of what is in view: that of a panel, or all posts or trends.
func (s *site) export(w http.ResponseWriter, r *http.Request) error {
	v, err := s.fileView(r)
	if err != nil {
		return err
	}
	file := r.PathValue("file")
	a := asker.Of(r.Context())
	end, err := s.readers.file(a.Reader)
	if err != nil {
		return err
	}
	defer end()
	if strings.HasPrefix(file, "posts.") {
		a.Kind = asker.File
		r = r.WithContext(asker.With(r.Context(), a))
	}
	switch file {
	case "pictures.csv", "pictures.xlsx", "pictures.ndjson":
		_, extension, _ := strings.Cut(file, ".")
		return s.exportPictures(w, r, v, extension)
	case "posts.csv":
		return s.exportPosts(w, r, v, export.SpreadsheetCSV)
	case "posts.xlsx":
		return s.exportPosts(w, r, v, export.XLSX)
	case "posts.ndjson":
		return s.exportPosts(w, r, v, export.NDJSON)
	}
	name, format := file, export.SpreadsheetCSV
	if base, ok := strings.CutSuffix(file, ".csv"); ok {
		name = base
	} else if base, ok := strings.CutSuffix(file, ".xlsx"); ok {
		name, format = base, export.XLSX
	}
	if name == "assistants" && name != file && s.Assistants != nil {
		return s.exportAssistants(w, r, v, format)
	}
	queries := s.panels.FileQueries(r.Context(), v)
	if name == "trends" && name != file {
		table, err := panel.Trends(r.Context(), queries, v, "trends", social.Dimensions()...)
		if err != nil {
			return err
		}
		return s.exportTable(w, r, table, format)
	}
	p, _, err := panel.Find(name)
	if err != nil || name == file || p.CSV == nil {
		return social.Errorf(social.CodeNotFound, "there is no export %q", file)
	}
	table, err := p.CSV(r.Context(), queries)
	if err != nil {
		return err
	}
	return s.exportTable(w, r, table, format)
}

// fileView is what a file is asked for. A platform that was imported since the start
// is known by its posts.
func (s *site) fileView(r *http.Request) (urlstate.View, error) {
	parser := s.parser
	for _, name := range r.URL.Query()["platform"] {
		if len(parser.Known.Platforms) == 0 || slices.Contains(parser.Known.Platforms, name) {
			continue
		}
		stored, err := s.Reader.Facets(r.Context(), social.Filter{})
		if err != nil {
			return urlstate.View{}, err
		}
		parser.Known.Platforms = slices.Clone(parser.Known.Platforms)
		for _, p := range stored.Platforms {
			parser.Known.Platforms = append(parser.Known.Platforms, p.Value)
		}
		break
	}
	raw := r.URL.RawQuery
	if strings.HasPrefix(r.PathValue("file"), "pictures.") {
		raw = withoutNarrowing(raw)
	}
	return parser.ParseStrict(raw, s.Now())
}

// exportPosts streams every post in view. See sent for what happens on an error.
func (s *site) exportPosts(w http.ResponseWriter, r *http.Request, v urlstate.View, format export.Format) error {
	if out := s.outages(); len(out) > 0 && out[0].Part == social.PartStorage {
		return social.Errorf(social.CodeUnavailable, "dashboard: export posts: the database is out of order")
	}
	begin := func() { attach(w, viewmodel.FileName(v, "posts", format.Extension()), format.ContentType()) }
	// What is sent begins with the first posts, so that until then an error is a page.
	file := &lateWriter{Writer: patiently(w), begin: begin}
	out, err := export.NewPostWriter(file, format)
	if err != nil {
		return fmt.Errorf("dashboard: export posts: %w", err)
	}
	defer out.Discard()
	write := func(p social.StoredPost) error {
		p.Analysis = p.Analysis.Of(v.Brand)
		return out.Write(p)
	}
	if format == export.XLSX {
		// A workbook is sent when it is whole: more posts than it can hold are an
		// error page, and not a broken file.
		if err := s.Reader.EachPost(r.Context(), v.Filter(), write); err != nil {
			return err
		}
		file.start()
		return s.sent(r, out.Close())
	}
	if err := s.Reader.EachPost(r.Context(), v.Filter(), write); err != nil {
		if !file.begun {
			return err
		}
		return s.sent(r, err)
	}
	file.start()
	return s.sent(r, out.Close())
}

// lateWriter calls begin before the first bytes are written.
type lateWriter struct {
	io.Writer
	begin func()
	begun bool
}

func (w *lateWriter) start() {
	if !w.begun {
		w.begin()
		w.begun = true
	}
}

func (w *lateWriter) Write(p []byte) (int, error) {
	w.start()
	return w.Writer.Write(p)
}

func (s *site) exportTable(w http.ResponseWriter, r *http.Request, table panel.Table, format export.Format) error {
	attach(w, viewmodel.FileName(table.View, table.Name, format.Extension()), format.ContentType())
	return s.sent(r, export.Table(patiently(w), format, table.Name, table.Rows))
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
