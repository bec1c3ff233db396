// Package dashboard is what a brand manager sees: pages over the stored posts
// and figures. Handlers read a request, make their calls and render; what is
// shown is decided in package viewmodel, what is looked at in package urlstate.
package dashboard

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"earshot/dashboard/assets"
	"earshot/dashboard/panel"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// Reader answers for what is stored. Each method is exact for the filter given.
type Reader interface {
	panel.Reader
	Post(ctx context.Context, key social.Key) (social.StoredPost, error)
	EachPost(ctx context.Context, f social.Filter, yield func(social.StoredPost) error) error
}

// Corrections takes what people judge otherwise than the model.
type Corrections interface {
	// Correct sets the sentiment of a post; social.Unknown takes an earlier
	// correction back. CodeNotFound for a post that is not stored.
	Correct(ctx context.Context, key social.Key, label social.Label) error
}

// Sources answers for the configured sources, and starts their runs.
type Sources interface {
	panel.Sources
	// Begin starts a run of a source; CodeConflict when one is under way,
	// CodeNotFound for a source that is not configured.
	Begin(ctx context.Context, source string) (runID string, err error)
}

// Opinions answers for the second opinions that are asked for.
type Opinions interface {
	Opinions(ctx context.Context) (social.OpinionState, error)
}

// Pictures holds picture bytes by key.
type Pictures interface {
	// Get returns the bytes and their MIME type; CodeNotFound when there are none.
	Get(ctx context.Context, key string) (data []byte, contentType string, err error)
}

// Progress is how far the sample data of the demo has come.
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
	// Corrections is nil where nothing can be corrected.
	Corrections Corrections
	Sources     Sources
	// Opinions is nil where none are asked for.
	Opinions Opinions
	Pictures Pictures
	Brands   []social.Brand
	// Measured says how good a kind of reading was found to be in a language, as
	// "right in 86 % of posts"; empty where it was not measured. Nil is measured
	// nowhere.
	Measured func(of social.Reading, language string) string
	// Outdated counts the stored posts that were not analysed by the version in
	// use; nil is none.
	Outdated func(ctx context.Context) (int64, error)
	// Sample tells that the posts are generated; every page says so.
	Sample bool
	// Progress is asked while the sample fills; nil when it is not a sample.
	Progress func() Progress
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	Log *slog.Logger
	// Patience is how long a page waits for its panels before it is sent with
	// those that are missing as skeletons that fetch themselves; 0 is 1.5 s.
	Patience time.Duration
}

const defaultPatience = 1500 * time.Millisecond

// site is the dashboard with what it needs.
type site struct {
	Options
	assets *assets.Assets
	parser urlstate.Parser
	panels *panel.Site
	cache  panel.Cache
}

// panels is what panels are filled from.
func (o Options) panels() *panel.Site {
	s := &panel.Site{
		Reader: o.Reader, Brands: o.Brands, Measured: o.Measured, Correctable: o.Corrections != nil,
		Sample: o.Sample, Now: o.Now, Log: o.Log,
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
	s := &site{Options: opts, assets: bundle, parser: urlstate.Parser{Brands: opts.Brands}, panels: opts.panels()}
	return s.routes(), nil
}
