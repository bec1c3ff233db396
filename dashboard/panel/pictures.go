package panel

import (
	"context"

	"github.com/a-h/templ"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

const (
	shownPictures = 3
	// pictureScan is how many posts are looked through for pictures.
	pictureScan = 120
)

// pictures is the pictures of the most engaged posts.
func pictures() Panel {
	return Panel{
		Name: "pictures", Title: "Pictures", Span: 8,
		Definitions: []viewmodel.Definition{{
			Key: "pictures", Name: "Pictures", Place: 260,
			Text: "Pictures attached to mentions, with the description of a vision model where one is configured, else the author's own alt text, and said so.",
		}},
		Frame: func(v urlstate.View, frame *component.Panel) {
			frame.Caption = "From the most engaged posts · each says where its description comes from"
			frame.More = component.Option{Name: "All pictures", Href: v.URL("/pictures")}
		},
		Asks: func(q *Queries) []Query { return []Query{mostEngaged(q)} },
		View: func(q *Queries) templ.Component {
			shown := viewmodel.Shown(mostEngaged(q).Value(), shownPictures, q.Now())
			if len(shown) == 0 {
				return component.Notice(viewmodel.NoPictures(), false)
			}
			return component.PictureStrip(shown)
		},
	}
}

// mostEngaged are the posts whose pictures are shown.
func mostEngaged(q *Queries) *Pending[[]social.StoredPost] {
	return Ask(q, "pictures", func(ctx context.Context) ([]social.StoredPost, error) {
		return q.Reader.PostsShowing(ctx, q.View.Filter(), social.MostEngaged, pictureScan, shownPictures)
	})
}
