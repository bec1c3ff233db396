package figure

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// showing is a picture in a post.
type showing struct {
	key     social.Key
	at      time.Time
	url     string
	alt     string
	of      string
	picture social.Media
}

// compare orders showings as posts are listed, the oldest first.
func (a showing) compare(b showing) int {
	return cmp.Or(a.at.Compare(b.at), strings.Compare(a.key.Platform, b.key.Platform), strings.Compare(a.key.ID, b.key.ID), strings.Compare(a.url, b.url))
}

// family is where a family of pictures is shown.
type family struct {
	name        string
	first, last showing
	posts       map[social.Key]bool
	pictures    map[string]bool
	platforms   map[string]bool
	// allPosts and allPictures are those that are not let through too.
	allPosts    map[social.Key]bool
	allPictures map[string]bool
}

func newFamily(name string) *family {
	return &family{
		name: name, posts: map[social.Key]bool{}, pictures: map[string]bool{}, platforms: map[string]bool{}, allPosts: map[social.Key]bool{}, allPictures: map[string]bool{},
	}
}

func (f *family) add(s showing) {
	if len(f.posts) == 0 || s.compare(f.first) < 0 {
		f.first = s
	}
	if len(f.posts) == 0 || s.compare(f.last) > 0 {
		f.last = s
	}
	f.posts[s.key], f.pictures[s.picture.SHA256], f.platforms[s.key.Platform] = true, true, true
}

func (f *family) shown(first social.StoredPost) social.ShownFamily {
	return social.ShownFamily{
		Name: f.name, Posts: int64(len(f.posts)), Pictures: int64(len(f.pictures)), AllPosts: int64(len(f.allPosts)), AllPictures: int64(len(f.allPictures)), Platforms: slices.Sorted(maps.Keys(f.platforms)), First: first, URL: f.first.url, Last: f.last.at,
	}
}

// showings are the families of some pictures.
type showings struct {
	ask social.GalleryAsk
	// urls are the addresses asked for, media what is known of pictures there.
	urls  []string
	media map[string]social.Media
	// names are the families of pictures, by digest.
	names    map[string]string
	families map[string]*family
}

func newShowings(ask social.GalleryAsk) *showings {
	return &showings{ask: ask, media: map[string]social.Media{}, names: map[string]string{}, families: map[string]*family{}}
}

func (s *showings) want(url string, m social.Media) {
	if _, there := s.media[url]; !there {
		s.urls = append(s.urls, url)
		s.media[url] = m
	}
}

// digests are those of the pictures that are stored.
func (s *showings) digests() []string {
	seen := map[string]bool{}
	for _, m := range s.media {
		if m.SHA256 != "" && m.State == social.MediaReady {
			seen[m.SHA256] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// add takes a picture in a post into its family: one that is in none yet is one by itself,
// and so is one of which nothing is known, by its address.
func (s *showings) add(in showing, passes bool) {
	id := s.id(in.url)
	of := s.families[id]
	if of == nil {
		of = newFamily(s.name(in.url))
		s.families[id] = of
	}
	of.allPosts[in.key], of.allPictures[in.picture.SHA256] = true, true
	if passes && s.ask.Shows(social.Image{URL: in.url, Alt: in.alt, Of: social.ImageOf(in.of)}, in.picture) {
		of.add(in)
	}
}

// name is that of the family of the picture at an address; empty where nothing is known.
func (s *showings) name(url string) string {
	name := s.media[url].SHA256
	if of := s.names[name]; of != "" {
		return of
	}
	return name
}

// id tells families apart.
func (s *showings) id(url string) string {
	if name := s.name(url); name != "" {
		return name
	}
	return "at " + url
}

// last are the families by the posts that show them last, in the order of their names.
func (s *showings) last() map[social.Key][]*family {
	out := map[social.Key][]*family{}
	for _, id := range slices.Sorted(maps.Keys(s.families)) {
		of := s.families[id]
		if len(of.posts) == 0 {
			continue
		}
		out[of.last.key] = append(out[of.last.key], of)
	}
	return out
}

// gather finds the families of what is wanted, and all posts that f lets through which show
// one of their pictures.
func (s *Reader) gather(ctx context.Context, f social.Filter, w *showings) error {
	members, err := s.posts.FamiliesWith(ctx, w.digests())
	if err != nil {
		return err
	}
	if len(members) > 0 {
		w.names = members
		pictures, err := s.posts.MediaOf(ctx, slices.Sorted(maps.Keys(members)))
		if err != nil {
			return err
		}
		for _, m := range pictures {
			w.want(m.URL, m)
		}
	}
	all, err := database.Collect(ctx, s.db, queries.GalleryShown, database.Params{"urls": database.List(w.urls)}, func(r driver.Rows) (in showing, err error) {
		err = r.Scan(&in.key.Platform, &in.key.ID, &in.at, &in.url, &in.alt, &in.of)
		in.picture = w.media[in.url]
		return in, err
	})
	if err != nil || len(all) == 0 {
		return err
	}
	passing, err := s.passing(ctx, f, all)
	if err != nil {
		return err
	}
	for _, in := range all {
		w.add(in, passing[in.key])
	}
	return nil
}

// passing tells which of the posts f lets through.
func (s *Reader) passing(ctx context.Context, f social.Filter, all []showing) (map[social.Key]bool, error) {
	found, err := s.match(ctx, f)
	if err != nil {
		return nil, err
	}
	asked := map[social.Key]bool{}
	first, last := all[0].at, all[0].at
	for _, in := range all {
		asked[in.key] = true
		if in.at.Before(first) {
			first = in.at
		}
		if in.at.After(last) {
			last = in.at
		}
	}
	from, to := period(f)
	if f.From, f.To = first, last.Add(time.Microsecond); f.From.Before(from) {
		f.From = from
	}
	if f.To.After(to) {
		f.To = to
	}
	found = found.between(period(f))
	keys, err := database.KeyTable("keys", slices.Collect(maps.Keys(asked)))
	if err != nil {
		return nil, err
	}
	tables, err := tablesOf(found, []*ext.Table{keys})
	if err != nil {
		return nil, err
	}
	rows, err := database.Collect(ctx, s.db, queries.GalleryPassing, filterParams(f, found), database.ScanKey, tables...)
	passing := map[social.Key]bool{}
	for _, key := range rows {
		passing[key] = true
	}
	return passing, err
}
