package export

import (
	"io"
	"time"

	"earshot/internal/social"
)

// opinionRow is whose judgement a post's sentiment is, as it is written. Unknown
// is null.
type opinionRow struct {
	// JudgedBy is "built-in model", "second opinion" (both together) or "person";
	// null where nothing was judged.
	JudgedBy *string `json:"judged_by" parquet:"judged_by,optional,dict"`
	// OwnLabel and the others are those of social.Opinion; null where no second
	// opinion was given, or the one given was discarded.
	OwnLabel         *string  `json:"own_label" parquet:"own_label,optional,dict"`
	OwnCertainty     *float32 `json:"own_certainty" parquet:"own_certainty,optional"`
	OpinionModel     *string  `json:"opinion_model" parquet:"opinion_model,optional,dict"`
	OpinionLabel     *string  `json:"opinion_label" parquet:"opinion_label,optional,dict"`
	OpinionCertainty *float32 `json:"opinion_certainty" parquet:"opinion_certainty,optional"`
	OpinionQuote     *string  `json:"opinion_quote" parquet:"opinion_quote,optional"`
	// OpinionFault says why an answer was discarded.
	OpinionFault *string `json:"opinion_fault" parquet:"opinion_fault,optional"`
}

func newOpinionRow(s social.Sentiment) *opinionRow {
	r := &opinionRow{}
	if by := string(s.Origin()); by != "" {
		r.JudgedBy = &by
	}
	o := s.Opinion
	if o == nil {
		return r
	}
	r.OpinionModel = &o.Model
	if o.Sentiment.Label == social.Unknown {
		r.OpinionFault = &o.Fault
		return r
	}
	own, second := string(o.Own.Label), string(o.Sentiment.Label)
	ownSure, secondSure := o.Own.Certainty(), o.Sentiment.Certainty()
	r.OwnLabel, r.OwnCertainty = &own, &ownSure
	r.OpinionLabel, r.OpinionCertainty, r.OpinionQuote = &second, &secondSure, &o.Quote
	return r
}

// opinionFileRow is a post on which a language model was asked.
type opinionFileRow struct {
	Platform  string    `json:"platform" parquet:"platform,dict"`
	ID        string    `json:"id" parquet:"id"`
	URL       string    `json:"url" parquet:"url"`
	Language  string    `json:"language" parquet:"language,dict"`
	CreatedAt time.Time `json:"created_at" parquet:"created_at,timestamp(microsecond)"`
	Label     string    `json:"label" parquet:"label,dict"`
	Brands    []string  `json:"brands" parquet:"brands,list"`
	Text      string    `json:"text" parquet:"text"`
	opinionRow
	Sure *bool `json:"sure" parquet:"sure,optional"`
}

// NewOpinionWriter opens a file on w of the posts on which a language model gave
// a second opinion, or one that was discarded.
func NewOpinionWriter(w io.Writer, format Format) (*PostWriter, error) {
	p, err := open(w, format, columnsOf("opinions", opinionFileRow{}))
	if err != nil {
		return nil, err
	}
	p.each = func(post *social.StoredPost) error {
		if post.Analysis.Sentiment.Opinion == nil {
			return nil
		}
		return p.write(opinionFileRow{
			Platform: post.Post.Platform, ID: post.Post.ID, URL: post.Post.URL, Language: post.Analysis.Language,
			CreatedAt: post.Post.CreatedAt.UTC(), Label: string(post.Analysis.Sentiment.Label),
			Brands: append([]string{}, post.Analysis.Brands...), Text: post.Post.FullText(),
			opinionRow: *newOpinionRow(post.Analysis.Sentiment), Sure: sure(post.Analysis.Sentiment),
		})
	}
	return p, nil
}
