package dashboard

import (
	"context"
	"net/http"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

const (
	postsPerPage    = 25
	picturesPerPage = 24
	// pictureTries is how many pages of posts are looked through for a page of pictures.
	pictureTries = 5
	// longestCursor bounds what is handed to the reader as a place in a list.
	longestCursor = 500
)

// posts is the list of posts, a page at a time.
func (s *site) posts(w http.ResponseWriter, r *http.Request) error {
	v, faults := s.look(r)
	after, err := cursor(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	list := newCall(ctx, s, "posts", func(ctx context.Context) (listing, error) {
		return s.list(ctx, v.Filter(), v.Order, postsPerPage, after)
	})
	figures := newCall(ctx, s, "figures", func(ctx context.Context) (social.Figures, error) { return s.Reader.Figures(ctx, v.Filter()) })
	facets := newCall(ctx, s, "facets", func(ctx context.Context) (social.Facets, error) { return s.facetsOf(ctx, v) })
	figures.begin()
	facets.begin()
	p := view.Posts{
		Panel: viewmodel.PostListPanel(v),
		State: s.settle(ctx, "posts", v.URL("/posts"), list),
		Empty: component.Note{Title: "No posts match", Text: "A longer period or fewer filters may show some.", Href: viewmodel.Widened(v).URL("/posts"), Label: "Clear the filters"},
	}
	if p.State.Ready() {
		p.Posts = s.excerpts(v, list.value)
		p.Next = older(v, "/posts", list.value.Next)
	}
	if figures.wait(ctx) == nil {
		p.Total, p.Mentions = viewmodel.Listed(v, figures.value), figures.value.Mentions
	}
	p.Page = s.filtered(v, faults, "/posts", titled("Posts", v), lists(ctx, facets))
	return s.render(w, r, view.PostsPage(p))
}

// post is one post in full.
func (s *site) post(w http.ResponseWriter, r *http.Request) error {
	v, _ := s.look(r)
	key, err := viewmodel.PostKey(r.PathValue("platform"), r.PathValue("id"))
	if err != nil {
		return err
	}
	stored, err := s.Reader.Post(r.Context(), key)
	if err != nil {
		return err
	}
	if stored.Post.Deleted {
		gone := viewmodel.Deleted(v, stored.Post)
		return s.render(w, r, view.PostPage(view.Post{Page: s.frame(v, "/posts", gone.Title), Gone: &gone, Back: v.URL("/posts")}))
	}
	copies, err := s.Reader.Copies(r.Context(), []social.Key{key})
	if err != nil {
		return err
	}
	post := viewmodel.Post(v, stored, s.Now(), s.marker(v.WithBrand("")))
	post.Copies = viewmodel.Copies(key, copies[key])
	post.Sentiment = s.correctable(post.Sentiment, key)
	title := "Post"
	if post.Author != "" {
		title = "Post by " + post.Author
	}
	return s.render(w, r, view.PostPage(view.Post{Page: s.frame(v, "/posts", title), Post: post, Back: v.URL("/posts")}))
}

// pictures is the pictures of posts, newest post first.
func (s *site) pictures(w http.ResponseWriter, r *http.Request) error {
	v, faults := s.look(r)
	after, err := cursor(r)
	if err != nil {
		return err
	}
	facets := newCall(r.Context(), s, "facets", func(ctx context.Context) (social.Facets, error) { return s.facetsOf(ctx, v) })
	facets.begin()
	wall := newCall(r.Context(), s, "wall", func(ctx context.Context) (social.PostPage, error) { return s.withPictures(ctx, v, after) })
	p := view.Pictures{
		Panel: viewmodel.PicturesPanel(v), State: s.settle(r.Context(), "pictures", v.URL("/pictures"), wall), Empty: viewmodel.NoPictures(),
	}
	p.Panel.Caption = "From the newest posts · each says where its description comes from"
	if p.State.Ready() {
		for _, stored := range wall.value.Posts {
			p.Pictures = append(p.Pictures, viewmodel.Pictures(stored, s.Now())...)
		}
		p.Next = older(v, "/pictures", wall.value.Next)
	}
	p.Page = s.filtered(v, faults, "/pictures", titled("Pictures", v), lists(r.Context(), facets))
	return s.render(w, r, view.PicturesPage(p))
}

// withPictures looks through pages of posts until enough have pictures.
func (s *site) withPictures(ctx context.Context, v urlstate.View, after string) (social.PostPage, error) {
	var found social.PostPage
	pictures := 0
	for range pictureTries {
		page, err := s.Reader.Posts(ctx, v.Filter(), social.NewestFirst, 100, after)
		if err != nil {
			return found, err
		}
		for _, p := range page.Posts {
			if len(p.Post.Images) > 0 {
				found.Posts = append(found.Posts, p)
				pictures += len(p.Post.Images)
			}
		}
		found.Next, after = page.Next, page.Next
		if pictures >= picturesPerPage || after == "" {
			break
		}
	}
	return found, nil
}

func lists(ctx context.Context, facets *call[social.Facets]) viewmodel.FacetLists {
	if facets.wait(ctx) != nil {
		return viewmodel.FacetLists{}
	}
	return viewmodel.FacetLists{Platforms: facets.value.Platforms, Languages: facets.value.Languages}
}

func cursor(r *http.Request) (string, error) {
	after := r.URL.Query().Get("after")
	if len(after) > longestCursor {
		return "", social.Errorf(social.CodeInvalid, "this place in the list is not one Earshot gave")
	}
	return after, nil
}

// older is the address of the next page; empty at the end of the list.
func older(v urlstate.View, path, next string) string {
	if next == "" {
		return ""
	}
	q := v.Values()
	q.Set("after", next)
	return path + "?" + q.Encode()
}
