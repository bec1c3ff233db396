package feed

import (
	"fmt"

	ext "github.com/mmcdole/gofeed/extensions"

	"earshot/crawler"
	"earshot/crawler/markup"
	"earshot/crawler/subtitle"
	"earshot/internal/social"
)

// tracks are the transcripts of an episode (podcast:transcript,
// https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/transcript.md).
func tracks(e ext.Extensions) []subtitle.Track {
	var list []subtitle.Track
	for _, x := range e["podcast"]["transcript"] {
		list = append(list, subtitle.Track{URL: x.Attrs["url"], Type: x.Attrs["type"], Language: x.Attrs["language"]})
	}
	return list
}

// transcribed asks for the transcripts of new episodes, and of those that were changed.
func transcribed(scope crawler.Scope, m maker, page *crawler.Page, offered map[string][]subtitle.Track) {
	asked := 0
	for _, p := range page.Posts {
		track, there := subtitle.Best(offered[p.ID], p.Language)
		track.URL = markup.Resolve(m.home(), track.URL)
		if !there || track.URL == "" || p.CreatedAt.IsZero() || p.CreatedAt.Before(scope.Since) || asked == subtitle.MaxAsked {
			continue
		}
		if req, ok := subtitle.Ask(track, p); ok {
			asked++
			page.Next = append(page.Next, subtitle.Once(req, p, scope.Source))
		}
	}
	if asked == subtitle.MaxAsked {
		page.Notes = append(page.Notes, fmt.Sprintf("the transcripts of the newest %d episodes are read, and not of those before", asked))
	}
}

// withTranscript reads a transcript.
func withTranscript(resp crawler.Response) (crawler.Page, error) {
	post, err := subtitle.Complete(resp)
	if err != nil {
		return crawler.Page{}, fmt.Errorf("feed: %s: %w", resp.URL, err)
	}
	return crawler.Page{Posts: []social.Post{post}, Unordered: true}, nil
}
