package dashboard

import (
	"context"
	"net/http"

	"earshot/dashboard/component"
	"earshot/dashboard/panel"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// post is one post in full. What it is, and how many repeat it, are asked side by side,
// and what is not known when patience ends fetches itself.
func (s *site) post(w http.ResponseWriter, r *http.Request) error {
	v, _ := s.look(r)
	key, err := viewmodel.PostKey(r.PathValue("platform"), r.PathValue("id"))
	if err != nil {
		return err
	}
	queries, here := s.panels.Queries(r.Context(), v), v.URL(viewmodel.PostPath(key))
	asked, copies := s.asksPost(queries, key), panel.Copies(queries, key)
	copies.Start()
	asked.Start()
	if err := asked.Wait(r.Context()); social.CodeOf(err) == social.CodeNotFound {
		return err
	}
	p := view.Post{Back: v.URL("/posts"), State: queries.Settle(r.Context(), "post", here, asked)}
	title := "Post"
	switch {
	case !p.State.Ready():
	case asked.Value().Post.Deleted:
		gone := viewmodel.Deleted(v, asked.Value().Post)
		p.Gone, title = &gone, gone.Title
	default:
		stored := asked.Value()
		p.Post = viewmodel.Post(v, stored, s.now(v), s.panels.Marker(v.WithBrand("")))
		p.Post.Sentiment, p.Post.Toward = s.judgements(r, stored)
		if s.Fused != nil {
			if fused, ok := s.Fused(stored); ok {
				p.Post.Sentiment.Evidence = viewmodel.Evidence(fused)
			}
		}
		p.Post.Sentiment = s.passable(r.Context(), queries, p.Post.Sentiment, key, here)
		if p.Post.Counted = queries.Settle(r.Context(), "copies", here, copies); p.Post.Counted.Ready() {
			p.Post.Copies = viewmodel.Copies(key, copies.Value())
		}
		if p.Post.Author != "" {
			title = "Post by " + p.Post.Author
		}
	}
	p.Page = s.frame(v, "/posts", title)
	return s.render(w, r, view.PostPage(p))
}

// asksPost asks for a post.
func (s *site) asksPost(q *panel.Queries, key social.Key) *panel.Pending[social.StoredPost] {
	return panel.Ask(q, "post", func(ctx context.Context) (social.StoredPost, error) { return s.Reader.Post(ctx, key) })
}

// passable is a judgement with the offer to pass it on to the copies of its post, where
// these are known in time.
func (s *site) passable(patience context.Context, q *panel.Queries, judged component.Sentiment, key social.Key, here string) component.Sentiment {
	if s.Corrections == nil || !judged.Corrected {
		return judged
	}
	twins := panel.Ask(q, "twins", func(ctx context.Context) ([]social.Key, error) { return s.Corrections.Twins(ctx, key) })
	if judged.Counted = q.Settle(patience, "twins", here, twins); judged.Counted.Ready() {
		judged = viewmodel.WithCopies(judged, key, len(twins.Value()))
	}
	return judged
}
