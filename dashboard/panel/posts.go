package panel

import (
	"context"
	"strconv"

	"github.com/a-h/templ"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

const shownPosts = 6

// posts is the newest or most engaged posts.
func posts() Panel {
	return Panel{
		Name: "posts", Title: "Posts", Span: 12,
		Definitions: []viewmodel.Definition{viewmodel.Define("certainty")},
		Frame: func(v urlstate.View, frame *component.Panel) {
			frame.CSV = v.URL("/export/posts.csv")
			frame.More = component.Option{Name: "All posts", Href: v.URL("/posts")}
			frame.Segments = viewmodel.Orders(v, "/", "/panels/posts")
		},
		Asks: func(q *Queries) []Query { return append(covered(q), List(q, shownPosts, "")) },
		View: func(q *Queries) templ.Component {
			list := List(q, shownPosts, "").Value()
			if len(list.Posts) == 0 {
				return component.Notice(hearing(q).Empty(q.View, "No posts in this period"), false)
			}
			return component.PostList(q.Excerpts(q.View, list))
		},
	}
}

// Listing is a page of posts and how many near copies each has.
type Listing struct {
	social.PostPage
	Copies map[social.Key]social.Copies
}

// List is the first limit posts in view after a place in the list.
func List(q *Queries, limit int, after string) *Pending[Listing] {
	return Ask(q, "posts "+strconv.Itoa(limit)+" "+after, func(ctx context.Context) (Listing, error) {
		return q.List(ctx, q.View.Filter(), q.View.Order, limit, after)
	})
}

// Copies counts the near copies of a post.
func Copies(q *Queries, key social.Key) *Pending[social.Copies] {
	return Ask(q, "copies", func(ctx context.Context) (social.Copies, error) {
		copies, err := q.Reader.Copies(ctx, []social.Key{key})
		return copies[key], err
	})
}

// ListOf is the first limit posts of f after a place in the list, the newest first.
func ListOf(q *Queries, f social.Filter, limit int, after string) *Pending[Listing] {
	return Ask(q, "posts of a filter", func(ctx context.Context) (Listing, error) {
		return q.List(ctx, f, social.NewestFirst, limit, after)
	})
}

// List lists posts with their near copies.
func (s *Site) List(ctx context.Context, f social.Filter, order social.PostOrder, limit int, after string) (Listing, error) {
	page, err := s.Reader.Posts(ctx, f, order, limit, after)
	if err != nil {
		return Listing{}, err
	}
	keys := make([]social.Key, len(page.Posts))
	for i, p := range page.Posts {
		keys[i] = p.Post.Key()
	}
	copies, err := s.Reader.Copies(ctx, keys)
	return Listing{page, copies}, err
}

// Excerpts are posts as a list shows them, with what was looked for marked.
func (s *Site) Excerpts(v urlstate.View, list Listing) []component.Post {
	mark := s.Marker(v)
	out := make([]component.Post, 0, len(list.Posts))
	for _, p := range list.Posts {
		post := viewmodel.Excerpt(v, p, s.Now().In(v.Zone()), mark)
		post.Copies = viewmodel.Copies(p.Post.Key(), list.Copies[p.Post.Key()])
		post.Sentiment = s.Judgement(post.Sentiment, p.Post.Key())
		out = append(out, post)
	}
	return out
}
