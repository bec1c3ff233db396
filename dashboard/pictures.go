package dashboard

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"earshot/dashboard/panel"
	"earshot/dashboard/urlstate"
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
	ask, err := galleryAsk(r)
	if err != nil {
		return err
	}
	ask.After, ask.Limit = after, picturesPerPage
	queries := s.panels.Queries(r.Context(), v)
	panel.Facets(queries).Start()
	wall := panel.Ask(queries, "wall", func(ctx context.Context) (social.GalleryPage, error) { return s.Reader.Gallery(ctx, v.Filter(), ask) })
	find := strings.Join(ask.Words, " ")
	p := view.Pictures{Logos: s.Logos != nil, Captions: s.captions(r),
		Caption: "Copies, crops and other encodings of a picture are one · those shown last come first",
		State:   queries.Settle(r.Context(), "pictures", galleryPlace(v, ask.Having, find, after), wall), Empty: viewmodel.NoPictures(),
		Find: find, Having: string(ask.Having), Action: "/pictures", Kept: v.Values(), Facets: viewmodel.PictureFacets(v, ask.Having, find),
		Files: viewmodel.PictureFiles(v),
	}
	if find != "" || ask.Having != social.HavingAny {
		p.Empty = viewmodel.NoPicturesLike(v)
	}
	if p.State.Ready() {
		for _, family := range wall.Value().Families {
			p.Pictures = append(p.Pictures, viewmodel.Family(v, family, s.now(v)))
		}
		if next := wall.Value().Next; next != "" {
			p.Next = galleryPlace(v, ask.Having, find, next)
		}
	}
	p.Page = s.filtered(v, faults, "/pictures", titled("Pictures", v), facetLists(r.Context(), queries))
	return s.render(w, r, view.PicturesPage(p))
}

// galleryAsk reads which pictures are asked for.
func galleryAsk(r *http.Request) (social.GalleryAsk, error) {
	q := r.URL.Query()
	ask := social.GalleryAsk{Having: social.PictureHaving(q.Get("having")), Words: strings.Fields(q.Get("find"))}
	if len(q.Get("find")) > maxFind {
		return ask, social.Errorf(social.CodeInvalid, "pictures are searched for at most %d letters", maxFind)
	}
	if !slices.Contains(social.PictureHavings(), ask.Having) {
		return ask, social.Errorf(social.CodeInvalid, "pictures cannot be narrowed down to %.40q", ask.Having)
	}
	return ask, nil
}

func galleryPlace(v urlstate.View, having social.PictureHaving, find, after string) string {
	q := v.Values()
	for name, value := range map[string]string{"having": string(having), "find": find, "after": after} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return (&url.URL{Path: "/pictures", RawQuery: q.Encode()}).String()
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
