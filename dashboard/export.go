package dashboard

import (
	"encoding/csv"
	"fmt"
	"mime"
	"net/http"
	"strings"

	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
	"earshot/internal/export"
	"earshot/internal/social"
)

// exportedTerms bounds the ranking of terms in a file.
const exportedTerms = 1000

// export answers with a file of what is in view: one for each panel, which
// holds what the panel shows, and the posts and trends as a whole.
func (s *site) export(w http.ResponseWriter, r *http.Request) error {
	v, _ := s.look(r)
	switch file := r.PathValue("file"); file {
	case "trends.csv":
		return s.exportTrends(w, r, v, "trends", social.Dimensions())
	case "mentions.csv":
		return s.exportMentions(w, r, v)
	case "sentiment.csv":
		return s.exportSentiment(w, r, v)
	case "shares.csv":
		return s.exportShares(w, r, v)
	case "terms.csv":
		return s.exportTerms(w, r, v)
	case "posts.csv":
		return s.exportPosts(w, r, v, export.CSV)
	case "posts.ndjson":
		return s.exportPosts(w, r, v, export.NDJSON)
	case "emerging.csv":
		return s.exportEmerging(w, r, v)
	case "emotions.csv", "intents.csv", "aspects.csv", "entities.csv":
		return s.exportReadings(w, r, v, social.Reading(strings.TrimSuffix(file, ".csv")))
	default:
		return social.Errorf(social.CodeNotFound, "there is no export %q", file)
	}
}

// exportMentions writes the lines of the mentions chart: the trend by the
// dimension it is split by. The classes of sentiment are columns of every trend.
func (s *site) exportMentions(w http.ResponseWriter, r *http.Request, v urlstate.View) error {
	switch v.Split {
	case urlstate.SplitBrand:
		return s.exportTrends(w, r, v.WithBrand(""), "mentions-by-brand", []social.Dimension{social.DimBrand})
	case urlstate.SplitPlatform:
		return s.exportTrends(w, r, v, "mentions-by-platform", []social.Dimension{social.DimPlatform})
	case urlstate.SplitSentiment:
		return s.exportTrends(w, r, v, "mentions-by-sentiment", nil)
	default:
		return s.exportTrends(w, r, v, "mentions", nil)
	}
}

func (s *site) exportTrends(w http.ResponseWriter, r *http.Request, v urlstate.View, name string, dims []social.Dimension) error {
	rows, err := s.Reader.Trends(r.Context(), v.Filter(), v.Bucket(), dims)
	if err != nil {
		return err
	}
	attach(w, viewmodel.FileName(v, name, "csv"), export.CSV.ContentType())
	return s.sent(r, export.Trends(w, export.CSV, v.Bucket(), rows))
}

// exportPosts streams: a fault after the first post can only end the file, so
// it is logged and the connection broken off, which a client sees.
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

func (s *site) exportSentiment(w http.ResponseWriter, r *http.Request, v urlstate.View) error {
	rows, err := s.Reader.Trends(r.Context(), v.Filter(), v.Bucket(), nil)
	if err != nil {
		return err
	}
	return s.sendSheet(w, r, viewmodel.FileName(v, "sentiment", "csv"), viewmodel.SentimentSheet(v, rows))
}

func (s *site) exportShares(w http.ResponseWriter, r *http.Request, v urlstate.View) error {
	dims := []social.Dimension{social.DimBrand}
	all := v.WithBrand("")
	now, err := s.Reader.Trends(r.Context(), all.Filter(), v.Bucket(), dims)
	if err != nil {
		return err
	}
	before, err := s.Reader.Trends(r.Context(), all.Previous().Filter(), v.Bucket(), dims)
	if err != nil {
		return err
	}
	return s.sendSheet(w, r, viewmodel.FileName(all, "share-of-voice", "csv"), viewmodel.ShareSheet(s.Brands, now, before))
}

func (s *site) exportTerms(w http.ResponseWriter, r *http.Request, v urlstate.View) error {
	terms, err := s.Reader.Terms(r.Context(), v.Filter(), exportedTerms)
	if err != nil {
		return err
	}
	return s.sendSheet(w, r, viewmodel.FileName(v, "terms", "csv"), viewmodel.TermSheet(s.telling(v, terms)))
}

func (s *site) exportReadings(w http.ResponseWriter, r *http.Request, v urlstate.View, of social.Reading) error {
	counts, err := s.Reader.Readings(r.Context(), v.Filter(), of, exportedTerms)
	if err != nil {
		return err
	}
	if of == social.ReadEntities {
		counts = s.telling(v, counts)
	}
	return s.sendSheet(w, r, viewmodel.FileName(v, string(of), "csv"), viewmodel.TermSheet(counts))
}

func (s *site) exportEmerging(w http.ResponseWriter, r *http.Request, v urlstate.View) error {
	o := s.newSaid(r.Context(), v)
	for _, c := range []asked{o.terms, o.now, o.before} {
		c.begin()
	}
	for _, c := range []asked{o.terms, o.now, o.before} {
		if err := c.wait(r.Context()); err != nil {
			return err
		}
	}
	return s.sendSheet(w, r, viewmodel.FileName(v, "emerging", "csv"), viewmodel.EmergingSheet(o.newly()))
}

func (s *site) sendSheet(w http.ResponseWriter, r *http.Request, name string, rows [][]string) error {
	attach(w, name, export.CSV.ContentType())
	out := csv.NewWriter(w)
	out.UseCRLF = true // RFC 4180, 2.1
	return s.sent(r, out.WriteAll(rows))
}

func attach(w http.ResponseWriter, name, contentType string) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
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
