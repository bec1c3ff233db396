// Package dashboard serves the pages that a brand manager sees. A handler parses
// the request, makes one call and renders: panels and their queries are in package
// panel, the texts and charts they show in viewmodel, the state of the URL in
// urlstate.
package dashboard

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"earshot/dashboard/assets"
	"earshot/dashboard/panel"
	"earshot/dashboard/urlstate"
	"earshot/internal/query"
	"earshot/internal/social"
)

// Reader answers for what is stored. Each method is exact for the filter given.
type Reader interface {
	panel.Reader
	Post(ctx context.Context, key social.Key) (social.StoredPost, error)
	EachPost(ctx context.Context, f social.Filter, yield func(social.StoredPost) error) error
	// Gallery is a page of the families of pictures in view.
	Gallery(ctx context.Context, f social.Filter, ask social.GalleryAsk) (social.GalleryPage, error)
	// Family is the family that a picture is of, by the digest of its bytes; CodeNotFound
	// where there is no such picture.
	Family(ctx context.Context, sha string) (social.FamilyPage, error)
}

// Corrections stores the sentiment that people set in place of the model's.
type Corrections interface {
	// Correct sets the sentiment of a post, or of its mention of a brand; social.Unknown
	// removes an earlier correction. It returns CodeNotFound for a post that is not
	// stored.
	Correct(ctx context.Context, c social.Correction) error
	// CorrectAll sets the sentiment of many posts, those left out that are not stored,
	// and returns of how many.
	CorrectAll(ctx context.Context, list []social.Correction) (int, error)
	// Twins returns the posts with the same text and the near copies of a post, but for
	// those that a person has judged.
	Twins(ctx context.Context, key social.Key) ([]social.Key, error)
}

// Sources answers for the configured sources, and starts their runs.
type Sources interface {
	panel.Sources
	// Begin starts a run of a source. It returns CodeConflict when one is under
	// way, CodeNotFound for a source that is not configured.
	Begin(ctx context.Context, source string) (runID string, err error)
}

// Parking holds the messages that could not be worked on.
type Parking interface {
	Parked(ctx context.Context) ([]social.Parked, error)
	// Retry has one worked on again, Drop deletes one; CodeNotFound where there is
	// none of that ID. Retry returns CodeConflict where something else must end first.
	Retry(ctx context.Context, id string) error
	Drop(ctx context.Context, id string) error
}

// Opinions reports on the second opinions of a language model.
type Opinions interface {
	Opinions(ctx context.Context) (social.OpinionState, error)
}

// Transcripts reports on what a speech model hears in recordings.
type Transcripts interface {
	Transcripts(ctx context.Context) (social.TranscriptState, error)
}

// Captions reports on the captions of a vision model.
type Captions interface {
	Captions(ctx context.Context) (social.CaptionState, error)
}

// Pictures holds picture bytes by key.
type Pictures interface {
	// Get returns the bytes and their MIME type; CodeNotFound when there are none.
	Get(ctx context.Context, key string) (data []byte, contentType string, err error)
}

// Logos answers for the logos that are looked for, and keeps what people say of those that
// were perhaps found.
type Logos interface {
	// Perhaps returns up to limit pictures with unsure finds, and how many there are.
	Perhaps(ctx context.Context, limit int) ([]social.Media, uint64, error)
	Known(ctx context.Context) (social.Logos, error)
	// Answer keeps an answer, or takes one back; CodeInvalid for a brand that is not configured.
	Answer(ctx context.Context, a social.LogoAnswer) error
	// Upload keeps a picture of a brand's logo, Remove takes one out of use; CodeInvalid for
	// what cannot be one.
	Upload(ctx context.Context, e social.LogoExample) error
	Remove(ctx context.Context, e social.LogoExample) error
}

// Progress is how much of the demo's sample data is stored.
type Progress struct {
	// Stored and Expected count posts.
	Stored, Expected int
	// SourcesDone and SourcesTotal count sources.
	SourcesDone, SourcesTotal int
	Done                      bool
}

// Options are what a dashboard needs.
type Options struct {
	Reader Reader
	// Corrections is nil when corrections are not stored.
	Corrections Corrections
	Sources     Sources
	// Parking is nil where no messages are worked on.
	Parking Parking
	// Opinions is nil when second opinions are not configured.
	Opinions Opinions
	// Fused tells what the evidence of a post's sentiment says together, ok where there is
	// more of it than the words; it may be nil.
	Fused func(p social.StoredPost) (f social.Fusion, ok bool)
	// Transcripts is nil when no speech model is configured.
	Transcripts Transcripts
	// Captions is nil when no vision model is configured.
	Captions Captions
	Pictures Pictures
	// Logos is nil where no logos are looked for.
	Logos  Logos
	Brands []social.Brand
	// Known are the values that fields of queries may have.
	Known query.Known
	// Measured returns how good a kind of reading was measured to be in a language,
	// such as "right in 86 % of posts", or "" where it was not measured. It may be
	// nil.
	Measured func(of social.Reading, language string) string
	// Outdated counts the stored posts that were not analysed by the version in
	// use. It may be nil.
	Outdated func(ctx context.Context) (social.Outdated, error)
	// Damage tells what of the store is known to be gone or unreadable. It must answer
	// at once, and may be nil.
	Damage func(ctx context.Context) []social.Damage
	// Outages tells which parts are out of order now; it may be nil.
	Outages func() []social.Outage
	// Backups says how the backups stand, empty where none is known; nil is never asked.
	Backups func() string
	// Learning tells what was learned from people's judgements. It may be nil.
	Learning func(ctx context.Context) (social.Learning, error)
	// Assistants tells what assistants answered in a period; nil where none are asked.
	Assistants func(ctx context.Context, from, to time.Time) (social.AssistantReport, error)
	// Sample marks the posts as generated; every page says so.
	Sample bool
	// Progress reports how far the sample is seeded; nil when there is no sample.
	Progress func() Progress
	// Zone is the time zone of the workspace, in which days begin and times are shown;
	// nil is UTC.
	Zone *time.Location
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	Log *slog.Logger
	// Patience is how long a page waits for its panels. Those that are not ready by
	// then are sent as skeletons that fetch themselves. 0 is 1.5 s.
	Patience time.Duration
}

const defaultPatience = 1500 * time.Millisecond

// site is the dashboard with what it needs.
type site struct {
	Options
	assets  *assets.Assets
	parser  urlstate.Parser
	panels  *panel.Site
	cache   panel.Cache
	readers readers
}

// panels is the data that panels are filled from.
func (o Options) panels() *panel.Site {
	s := &panel.Site{
		Reader: o.Reader, Brands: o.Brands, Measured: o.Measured, Correctable: o.Corrections != nil,
		Sample: o.Sample, Now: o.Now, Log: o.Log, Outages: o.Outages,
	}
	if o.Sources != nil {
		s.Sources = o.Sources
	}
	return s
}

// New returns the dashboard as a handler for the root of a host.
func New(opts Options) (http.Handler, error) {
	bundle, err := assets.Load()
	if err != nil {
		return nil, err
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	if opts.Patience == 0 {
		opts.Patience = defaultPatience
	}
	if !bundle.Built() {
		opts.Log.Warn("dashboard has no bundled assets, pages come without style: run make generate")
	}
	s := &site{Options: opts, assets: bundle, parser: urlstate.Parser{Brands: opts.Brands, Known: opts.Known, Zone: opts.Zone}, panels: opts.panels()}
	return s.routes(), nil
}
