// Package wiretest serves the same kind of generated posts in the wire format of
// every platform that is read by asking for pages, each on a loopback server of
// its own. It stands in for the platforms where what matters is that nothing
// served is lost, doubled or misread; package sample tells a story instead, on
// the same servers of Mastodon, Hacker News and feeds.
package wiretest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"earshot/internal/social"
)

// Options choose what is served.
type Options struct {
	// Posts is how many posts each platform has.
	Posts int
	// Now is when the newest one was written.
	Now time.Time
}

// format is how one platform shows posts.
type format struct {
	platform string
	// name is that of the source; empty where the platform has one format.
	name   string
	layout layout
	// source is what to configure to read all posts.
	source func(base string) social.Source
	// routes are the addresses that the platform answers.
	routes func(mux *http.ServeMux, s *site)
	// post is what a perfect reader makes of an item.
	post func(i item, base string) social.Post
}

// formats are the platforms and what they can be asked, each in a file of its name.
func formats() []format {
	return []format{
		lemmy(), misskey(), peertube(), discourse(), stackexchange(), github(), devto(), telegram(), v2ex(), steam(), reddit(), youtube(),
		mastodon(), hackernews(), bluesky(), fourchan(), nodebb(), wordpress(), appstore(),
		tieba(), bilibili(), weibo(), activitypub(), x(), instagram(), vk(),
		lemmyV4(), youtubeSearch(), githubRepository(), web(), threads(), feed(),
		gdelt(), lobsters(), niconico(), dailymotion(), piefed(), mbin(), naver(), kakao(), producthunt(), wikipedia(), facebook(), twitch(),
		flarum(), podcastindex(), appstoreconnect(), googleplay(), nostr(),
	}
}

// called is the name of the source.
func (f format) called() string {
	if f.name != "" {
		return f.name
	}
	return f.platform
}

// Server is the running platforms.
type Server struct {
	sites   []*site
	running sync.WaitGroup
}

// site is one platform's server.
type site struct {
	format   format
	base     string // "http://127.0.0.1:port"
	items    []item // newest first
	posts    []item // those of items that answer no other
	requests atomic.Int64
	server   *http.Server
	listener net.Listener
}

// Start serves every platform until Close.
func Start(opts Options) (*Server, error) {
	s := &Server{}
	for _, f := range formats() {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			s.Close()
			return nil, fmt.Errorf("wiretest: listen for %s: %w", f.called(), err)
		}
		at := &site{format: f, base: "http://" + listener.Addr().String(), items: items(f, opts), listener: listener}
		at.posts = slices.DeleteFunc(slices.Clone(at.items), func(i item) bool { return i.under != 0 })
		at.server = &http.Server{Handler: at.handler(), ReadHeaderTimeout: 10 * time.Second}
		s.sites = append(s.sites, at)
		s.running.Go(func() {
			if err := at.server.Serve(at.listener); !errors.Is(err, http.ErrServerClosed) {
				slog.Error("a platform of the sample ended", "source", f.called(), "error", err)
			}
		})
	}
	return s, nil
}

// Close stops the servers and waits until they have.
func (s *Server) Close() {
	for _, at := range s.sites {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		if at.server.Shutdown(ctx) != nil {
			// A client still holds an answer open: cut it.
			_ = at.server.Close()
		}
		cancel()
	}
	s.running.Wait()
}

// Sources read everything that is served, one source a format.
func (s *Server) Sources() []social.Source {
	var all []social.Source
	for _, at := range s.sites {
		src := at.format.source(at.base)
		src.Name, src.Platform, src.Keep, src.Schedule = at.format.called(), at.format.platform, social.KeepAll, "every 1h"
		all = append(all, src)
	}
	return all
}

// Posts are what a perfect crawler reads, without Keep and FetchedAt.
func (s *Server) Posts() []social.Post {
	var posts []social.Post
	for _, at := range s.sites {
		for _, i := range at.items {
			p := at.format.post(i, at.base)
			p.Source, p.Platform = at.format.called(), at.format.platform
			if p.CreatedAt.IsZero() {
				p.CreatedAt = i.created
			}
			posts = append(posts, p)
		}
	}
	return posts
}

// Requests counts the requests of each source since the last call.
func (s *Server) Requests() map[string]int64 {
	counts := map[string]int64{}
	for _, at := range s.sites {
		counts[at.format.called()] = at.requests.Swap(0)
	}
	return counts
}

func (s *site) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /robots.txt", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "User-agent: *\nDisallow: /private/") })
	mux.HandleFunc("GET /media/{file}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write(picture(r.PathValue("file")))
	})
	s.format.routes(mux, s)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.requests.Add(1)
		mux.ServeHTTP(w, r)
	})
}

// picture is a small picture whose colour comes from its name.
func picture(name string) []byte {
	shade := uint8(len(name) * 31)
	for _, c := range []byte(name) {
		shade = shade*7 + c
	}
	img := image.NewGray(image.Rect(0, 0, pictureSide, pictureSide))
	for i := range img.Pix {
		img.Pix[i] = color.Gray{Y: shade + uint8(i)}.Y
	}
	var out bytes.Buffer
	// Encoding into memory does not fail.
	_ = png.Encode(&out, img)
	return out.Bytes()
}
