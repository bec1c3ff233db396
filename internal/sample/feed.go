package sample

import (
	"fmt"
	"html"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"earshot/internal/sample/feed"
)

// blog is a blog or news site and its feed.
type blog struct {
	s     *Server
	place place
}

func (f *blog) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+feedPath(f.place), f.document)
	mux.HandleFunc("GET /p/{number}", f.page)
	mux.HandleFunc("GET /{$}", f.home)
}

// site is what the feeds say of themselves.
var site = map[place]struct{ title, language string }{
	roastersWeekly: {"Roasters Weekly", "en"},
	bohnenblog:     {"Das Bohnenblog", "de"},
	grindReport:    {"The Grind Report", "en"},
	kafeiRibao:     {"咖啡日报", "zh-CN"},
}

// entries are the feed's notes, newest first; the caller holds the lock.
func (f *blog) entries() []*note {
	var own []*note
	for _, n := range f.s.notes {
		if n.place == f.place {
			own = append(own, n)
		}
	}
	slices.Reverse(own)
	return own
}

// entriesPerPage is the length of a page of the Atom feed, the only paged one.
const entriesPerPage = 40

func (f *blog) document(w http.ResponseWriter, r *http.Request) {
	f.s.mu.RLock()
	defer f.s.mu.RUnlock()
	entries := f.entries()
	modified := f.s.world.from
	if len(entries) > 0 {
		modified = entries[0].created
	}
	channel := feed.Channel{
		ID: fmt.Sprintf("tag:%s.example,2020:feed", f.place.name()), Title: site[f.place].title, Language: site[f.place].language,
		Base: f.s.bases[f.place], Path: feedPath(f.place), Modified: modified,
	}
	var (
		body        []byte
		contentType string
		err         error
	)
	switch f.place {
	case bohnenblog:
		contentType = "application/atom+xml; charset=utf-8"
		page := 1
		if n, err := strconv.Atoi(r.URL.Query().Get("page")); err == nil && n > 0 {
			page = n
		}
		pages := max(1, (len(entries)+entriesPerPage-1)/entriesPerPage)
		if page > pages {
			http.NotFound(w, r)
			return
		}
		first := (page - 1) * entriesPerPage
		body = feed.Atom(channel, f.feedEntries(entries[first:min(first+entriesPerPage, len(entries))]), page, pages)
	case grindReport:
		contentType = "application/feed+json; charset=utf-8"
		body, err = feed.JSON(channel, f.feedEntries(entries))
	case kafeiRibao:
		contentType = "application/rss+xml; charset=gb18030"
		body, err = simplifiedchinese.GB18030.NewEncoder().Bytes(feed.RSS(channel, "gb18030", f.feedEntries(entries)))
	default:
		contentType = "application/rss+xml; charset=utf-8"
		body = feed.RSS(channel, "utf-8", f.feedEntries(entries))
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	send(w, r, contentType, body, modified)
}

// feedEntries are the notes as the feed shows them. In the JSON feed every eighth
// is an episode with sound; in roasters-weekly the first picture is an enclosure.
func (f *blog) feedEntries(notes []*note) []feed.Entry {
	entries := make([]feed.Entry, len(notes))
	for i, n := range notes {
		e := feed.Entry{
			ID: n.id(), URL: n.page(f.s.bases), Title: n.title, Author: n.author.name, Created: n.created, Tags: n.tags,
			Summary: n.body[0], HTML: f.html(n), Language: n.lang,
		}
		if n.seq%8 == 0 {
			e.Sound = &feed.Sound{URL: fmt.Sprintf("%s/episodes/%d.mp3", f.s.bases[f.place], n.number()), Seconds: 600 + n.seq%1500}
		}
		if len(n.shots) > 0 && f.place == roastersWeekly {
			p := n.shots[0].picture
			e.Picture = &feed.Picture{URL: p.address(f.s.bases[f.place]), Type: p.contentType()}
		}
		entries[i] = e
	}
	return entries
}

// html is the entry's body as a blog engine writes it. The first picture of
// roasters-weekly is an enclosure and not repeated here.
func (f *blog) html(n *note) string {
	var out strings.Builder
	for i, paragraph := range n.body {
		fmt.Fprintf(&out, "<p>%s</p>\n", html.EscapeString(paragraph))
		for j, s := range n.shots {
			if j == i && !(j == 0 && f.place == roastersWeekly) {
				fmt.Fprintf(&out, `<p><img src="%s" alt="%s"></p>`+"\n", s.picture.address(f.s.bases[f.place]), html.EscapeString(s.alt))
			}
		}
	}
	return strings.TrimSpace(out.String())
}

func (f *blog) page(w http.ResponseWriter, r *http.Request) {
	f.s.mu.RLock()
	defer f.s.mu.RUnlock()
	for _, n := range f.entries() {
		if fmt.Sprint(n.number()) == r.PathValue("number") {
			sendPage(w, r, n, f.s.bases)
			return
		}
	}
	http.NotFound(w, r)
}

// home is the front page; it names the feed (RSS autodiscovery).
func (f *blog) home(w http.ResponseWriter, r *http.Request) {
	kind := "application/rss+xml"
	switch f.place {
	case bohnenblog:
		kind = "application/atom+xml"
	case grindReport:
		kind = "application/feed+json"
	default:
	}
	text := fmt.Sprintf("<!doctype html><meta charset=utf-8><title>%s</title><link rel=alternate type=%q href=%q><h1>%s</h1>",
		site[f.place].title, kind, feedPath(f.place), site[f.place].title)
	send(w, r, "text/html; charset=utf-8", []byte(text), time.Time{})
}

// sendPage is a note as a plain web page for a person.
func sendPage(w http.ResponseWriter, r *http.Request, n *note, bases [places]string) {
	var out strings.Builder
	fmt.Fprintf(&out, `<!doctype html><html lang=%q><meta charset=utf-8><meta name=viewport content="width=device-width"><title>%s</title>`, n.lang, html.EscapeString(n.author.name))
	out.WriteString(`<style>body{font:1.1rem/1.6 system-ui;max-width:38rem;margin:3rem auto;padding:0 1rem}img{max-width:100%;border-radius:.5rem}small{color:#666}</style>`)
	if n.title != "" {
		fmt.Fprintf(&out, "<h1>%s</h1>", html.EscapeString(n.title))
	}
	fmt.Fprintf(&out, "<small>%s · %s</small>", html.EscapeString(n.author.name), n.created.Format("2 January 2006 15:04 MST"))
	for _, p := range n.body {
		fmt.Fprintf(&out, "<p>%s</p>", html.EscapeString(p))
	}
	for _, s := range n.shots {
		fmt.Fprintf(&out, `<p><img src="%s" alt="%s"></p>`, s.picture.address(bases[n.place]), html.EscapeString(s.alt))
	}
	out.WriteString("</html>")
	send(w, r, "text/html; charset=utf-8", []byte(out.String()), time.Time{})
}
