package export

import (
	"slices"
	"time"

	"earshot/internal/social"
)

// contextRow is where a post comes from and what it belongs to. Unknown is null,
// and empty where text is.
type contextRow struct {
	// Key is the platform, a slash and the identifier: an identity that nothing
	// takes for a number.
	Key        string `json:"key" parquet:"key"`
	Title      string `json:"title" parquet:"title"`
	AuthorName string `json:"author_name" parquet:"author_name"`
	AuthorURL  string `json:"author_url" parquet:"author_url"`
	// DeclaredLanguage is the platform's word, as language is that of the analysis.
	DeclaredLanguage string     `json:"declared_language" parquet:"declared_language,dict"`
	EditedAt         *time.Time `json:"edited_at" parquet:"edited_at,optional,timestamp(microsecond)"`
	// Parent and Thread are the identifiers of the post that this one answers and
	// of the first of the conversation, on the same platform.
	Parent   string    `json:"parent" parquet:"parent"`
	Thread   string    `json:"thread" parquet:"thread"`
	Source   string    `json:"source" parquet:"source,dict"`
	Keywords []string  `json:"keywords" parquet:"keywords,list"`
	Hashtags []string  `json:"hashtags" parquet:"hashtags,list"`
	Tags     []string  `json:"tags" parquet:"tags,list"`
	Links    []string  `json:"links" parquet:"links,list"`
	Fetched  time.Time `json:"fetched_at" parquet:"fetched_at,timestamp(microsecond)"`
	// DateFrom says where created_at is from, and Backlog that a post dated by when
	// it was first seen was there before its source was listened to.
	DateFrom string `json:"date_from" parquet:"date_from,dict"`
	Backlog  bool   `json:"backlog" parquet:"backlog"`
	// Places are the addresses at which the post was read, if it was at several.
	Places []string `json:"places" parquet:"places,list"`
	// Evidence is where the post names brands, of a file of one brand that brand; VisualOnly are
	// the brands that its pictures alone name.
	Evidence   []string `json:"evidence" parquet:"evidence,list"`
	VisualOnly []string `json:"visual_only" parquet:"visual_only,list"`
	// Transcript is what is said in its sound or video.
	Transcript string `json:"transcript" parquet:"transcript"`
	// TranscriptFrom names where its parts are from: platform, people or automatic for what
	// the platform offers, or the model that heard it, and where that was asked.
	TranscriptFrom []string `json:"transcript_from" parquet:"transcript_from,list"`
	// Recordings are the addresses of its sound and video.
	Recordings []string `json:"recordings" parquet:"recordings,list"`
}

func (t rowType) newContextRow(p *social.StoredPost) *contextRow {
	post := &p.Post
	r := &contextRow{
		Key: post.Platform + "/" + post.ID, Title: post.Title, AuthorName: post.Author.Name, AuthorURL: post.Author.URL,
		DeclaredLanguage: post.Language, Parent: post.ParentID, Thread: post.ThreadID, Source: post.Source,
		Keywords: append([]string{}, p.Analysis.Keywords...), Hashtags: append([]string{}, p.Analysis.Hashtags...),
		Tags: append([]string{}, post.Tags...), Links: append([]string{}, post.Links...),
		Fetched: post.FetchedAt.UTC(), DateFrom: string(post.DateFrom), Backlog: post.Backlog,
		Places: []string{}, Evidence: []string{}, VisualOnly: []string{}, Transcript: social.Spoken(*post, p.Media...),
		TranscriptFrom: social.SpokenFrom(*post, p.Media...), Recordings: []string{},
	}
	for _, recording := range post.Recordings {
		r.Recordings = append(r.Recordings, recording.URL)
	}
	for _, kind := range t.evidence.Get(&p.Analysis) {
		r.Evidence = append(r.Evidence, kind.Value)
	}
	for _, e := range p.Analysis.Evidence {
		if p.Analysis.VisualOnly(e.Brand) {
			r.VisualOnly = append(r.VisualOnly, e.Brand)
		}
	}
	for _, at := range p.Places {
		if at.URL != "" && !slices.Contains(r.Places, at.URL) {
			r.Places = append(r.Places, at.URL)
		}
	}
	if !post.EditedAt.IsZero() {
		edited := post.EditedAt.UTC()
		r.EditedAt = &edited
	}
	return r
}
