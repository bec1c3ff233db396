package viewmodel

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/query"
	"earshot/internal/social"
)

// shownFacets is how many objects and scenes are offered of each.
const shownFacets = 6

// NarrowedPictures is what the pictures of a gallery are narrowed down to, beside the filters
// of posts.
type NarrowedPictures struct {
	Having              social.PictureHaving
	Find, Object, Scene string
	// Rising puts those that emerge first, and leaves all others out.
	Rising bool
}

// RankRising is how an address asks for what rises.
const RankRising = "rising"

func (n NarrowedPictures) values(v urlstate.View) url.Values {
	q := v.Values()
	for name, value := range map[string]string{"having": string(n.Having), "find": n.Find, "object": n.Object, "scene": n.Scene} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if n.Rising {
		q.Set("rank", RankRising)
	}
	return q
}

// URL is the address of a page of the gallery.
func (n NarrowedPictures) URL(v urlstate.View, after string) string {
	q := n.values(v)
	if after != "" {
		q.Set("after", after)
	}
	return (&url.URL{Path: "/pictures", RawQuery: q.Encode()}).String()
}

// Kept is all that the address says but for the search.
func (n NarrowedPictures) Kept(v urlstate.View) map[string][]string {
	n.Find = ""
	return n.values(v)
}

// FindOf reads a search in what pictures show and say, in the language of queries. The last
// word may still be typed, so that it is the beginning of one; what is not yet a query is
// looked for as words. Nothing asked for is nil.
func FindOf(text string) (*query.Query, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, nil
	}
	if last := text[strings.LastIndexAny(text, " (:\"-")+1:]; len([]rune(last)) > 1 && strings.Trim(last, "abcdefghijklmnopqrstuvwxyzäöüß") == "" {
		if q, err := query.Parse(text + "*"); err == nil {
			return q, nil
		}
	}
	return query.Parse(text)
}

// NoSearch says why a search is none.
func NoSearch(v urlstate.View, fault error) component.Note {
	return component.Note{Title: "This is not a search yet", Text: fault.Error(), Href: v.URL("/pictures"), Label: "Show all pictures"}
}

// PictureFacets are what pictures can be narrowed down to.
func PictureFacets(v urlstate.View, now NarrowedPictures) []component.Option {
	names := map[social.PictureHaving]string{
		social.HavingAny: "All", social.HavingText: "With text", social.HavingLogo: "With a logo", social.HavingNoAlt: "Alt text missing", social.HavingUnread: "Not read yet",
		social.HavingPoster: "Posters of videos", social.HavingFrames: "Frames of videos", social.HavingCard: "Cards of links",
	}
	var all []component.Option
	for _, having := range social.PictureHavings() {
		to := now
		to.Having = having
		all = append(all, component.Option{Name: names[having], Href: to.URL(v, ""), Selected: having == now.Having})
	}
	rising := now
	rising.Rising = !now.Rising
	all = append(all, component.Option{Name: "Rising", Href: rising.URL(v, ""), Selected: now.Rising})
	visual := v
	only := slices.Equal(v.AnyRead[social.ReadEvidence], []string{string(social.EvidenceVisual)})
	if only {
		visual = v.WithAnyRead(social.ReadEvidence)
	} else {
		visual = v.WithAnyRead(social.ReadEvidence, string(social.EvidenceVisual))
	}
	return append(all, component.Option{Name: "Brand only in the picture", Href: now.URL(visual, ""), Selected: only})
}

// SeenFacets are the objects and scenes that a vision model sees most in the pictures of a
// page, and what the gallery is narrowed down to by them, which leads back.
func SeenFacets(v urlstate.View, now NarrowedPictures, families []social.ShownFamily) []component.Option {
	objects, scenes := map[string]int64{}, map[string]int64{}
	for _, f := range families {
		for i, image := range f.First.Post.Images {
			if image.URL != f.URL || i >= len(f.First.Media) {
				continue
			}
			said := f.First.Media[i].Description
			for _, o := range said.Objects {
				objects[strings.ToLower(o)]++
			}
			if said.Scene != "" {
				scenes[strings.ToLower(said.Scene)]++
			}
		}
	}
	var all []component.Option
	add := func(kind, chosen string, counts map[string]int64, to func(string) NarrowedPictures) {
		if chosen != "" {
			all = append(all, component.Option{Name: kind + ": " + chosen, Href: to("").URL(v, ""), Selected: true})
			return
		}
		names := byCount(counts)
		for _, name := range names[:min(len(names), shownFacets)] {
			all = append(all, component.Option{Name: kind + ": " + name, Count: Exact(counts[name]), Href: to(name).URL(v, "")})
		}
	}
	add("Object", now.Object, objects, func(o string) NarrowedPictures { n := now; n.Object = o; return n })
	add("Scene", now.Scene, scenes, func(s string) NarrowedPictures { n := now; n.Scene = s; return n })
	return all
}

// LookedThrough says of a page that ended before it was full how much was looked through.
func LookedThrough(page social.GalleryPage) string {
	if page.Looked < 1000 {
		return ""
	}
	return fmt.Sprintf("%s posts were looked through for these.", Exact(int64(page.Looked)))
}

// PictureFiles are the files of all that the gallery shows, and not only of a page.
func PictureFiles(v urlstate.View, now NarrowedPictures) []component.Option {
	var files []component.Option
	for _, f := range []struct{ name, extension string }{{"CSV", "csv"}, {"Excel", "xlsx"}, {"NDJSON", "ndjson"}} {
		files = append(files, component.Option{Name: f.name, Href: (&url.URL{Path: "/export/pictures." + f.extension, RawQuery: now.values(v).Encode()}).String()})
	}
	return files
}
