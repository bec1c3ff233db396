package dashboard

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"earshot/dashboard/panel"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

const (
	picturesPerPage = 30
	// maxFind is the longest text that pictures are searched for, in bytes.
	maxFind = 200
)

// pictures is the gallery: the families of pictures in view, those shown last first.
func (s *site) pictures(w http.ResponseWriter, r *http.Request) error {
	v, faults := s.look(r)
	after, err := cursor(r)
	if err != nil {
		return err
	}
	ask, fault, err := galleryAsk(r)
	if err != nil {
		return err
	}
	ask.After, ask.Limit = after, picturesPerPage
	queries := s.panels.Queries(r.Context(), v)
	panel.Facets(queries).Start()
	wall := panel.Ask(queries, "wall", func(ctx context.Context) (social.GalleryPage, error) { return s.Reader.Gallery(ctx, v.Filter(), ask) })
	narrowed := viewmodel.NarrowedPictures{Having: ask.Having, Find: r.URL.Query().Get("find"), Object: ask.Object, Scene: ask.Scene, Rising: ask.Rising}
	p := view.Pictures{Logos: s.Logos != nil, Captions: s.captions(r),
		Caption: "Copies, crops and other encodings of a picture are one · those shown last come first · what is counted is what the filters let through",
		State:   queries.Settle(r.Context(), "pictures", narrowed.URL(v, after), wall), Empty: viewmodel.NoPictures(),
		Find: narrowed.Find, Kept: narrowed.Kept(v), Action: "/pictures", Facets: viewmodel.PictureFacets(v, narrowed),
		Files: viewmodel.PictureFiles(v, narrowed),
	}
	if !ask.IsZero() {
		p.Empty = viewmodel.NoPicturesLike(v)
	}
	if ask.Rising {
		p.Caption, p.Empty = viewmodel.RisingCaption(), viewmodel.NothingRises(v)
	}
	if fault != nil { // a search that is being typed is not one all the time
		p.Empty = viewmodel.NoSearch(v, fault)
	}
	if p.State.Ready() && fault == nil {
		page := wall.Value()
		if ask.Rising {
			p.Caption += viewmodel.RisingOf(page)
			if h := panel.Hearing(r.Context(), queries); !h.Comparable() {
				page.Families, p.Empty = nil, viewmodel.CannotRise(h)
			}
		}
		for _, family := range page.Families {
			p.Pictures = append(p.Pictures, viewmodel.Family(v, family, s.now(v)))
		}
		p.Seen = viewmodel.SeenFacets(v, narrowed, page.Families)
		if page.Next != "" {
			p.Next = narrowed.URL(v, page.Next)
			p.Looked = viewmodel.LookedThrough(page)
		}
	}
	p.Page = s.filtered(v, faults, "/pictures", titled("Pictures", v), facetLists(r.Context(), queries))
	return s.render(w, r, view.PicturesPage(p))
}

// galleryAsk reads which pictures are asked for; fault says why the search is none.
func galleryAsk(r *http.Request) (ask social.GalleryAsk, fault, err error) {
	q := r.URL.Query()
	ask = social.GalleryAsk{Having: social.PictureHaving(q.Get("having")), Object: q.Get("object"), Scene: q.Get("scene")}
	switch rank := q.Get("rank"); rank {
	case "":
	case viewmodel.RankRising:
		ask.Rising = true
	default:
		return ask, nil, social.Errorf(social.CodeInvalid, "pictures cannot be ranked by %.40q", rank)
	}
	if max(len(q.Get("find")), len(ask.Object), len(ask.Scene)) > maxFind {
		return ask, nil, social.Errorf(social.CodeInvalid, "pictures are searched for at most %d letters", maxFind)
	}
	if !slices.Contains(social.PictureHavings(), ask.Having) {
		return ask, nil, social.Errorf(social.CodeInvalid, "pictures cannot be narrowed down to %.40q", ask.Having)
	}
	ask.Find, fault = viewmodel.FindOf(q.Get("find"))
	return ask, fault, nil
}

// picture is one picture: its family, what is said of it, and the posts that show it.
func (s *site) picture(w http.ResponseWriter, r *http.Request) error {
	v, _ := s.look(r)
	sha := r.PathValue("sha")
	queries := s.panels.Queries(r.Context(), v)
	asked := panel.Ask(queries, "family", func(ctx context.Context) (social.FamilyPage, error) { return s.Reader.Family(ctx, sha) })
	asked.Start()
	if err := asked.Wait(r.Context()); social.CodeOf(err) == social.CodeNotFound {
		return err
	}
	p := view.Picture{Back: v.URL("/pictures")}
	p.State = queries.Settle(r.Context(), "picture", v.URL("/pictures/"+url.PathEscape(sha)), asked)
	if p.State.Ready() {
		family := asked.Value()
		p.Picture, p.Facts = viewmodel.FamilyPicture(family, sha, s.now(v)), viewmodel.FamilyFacts(v, family, sha, s.now(v))
		p.Boxes, p.Palette, p.Others = viewmodel.PictureBoxes(family, sha), viewmodel.Palette(family, sha), viewmodel.FamilyMembers(v, family, sha)
		p.Posts = s.panels.Excerpts(v, panel.Listing{PostPage: social.PostPage{Posts: family.Posts}})
		p.Spread = viewmodel.Spread(family, s.now(v))
	}
	p.Page = s.frame(v, "/pictures", "Picture")
	return s.render(w, r, view.PicturePage(p))
}
