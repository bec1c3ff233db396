package app

import (
	"context"
	"slices"
	"sync"
	"time"

	"earshot/analyzer/image"
	"earshot/crawler/schedule"
	"earshot/dashboard"
	"earshot/internal/app/answers"
	"earshot/internal/app/config"
	"earshot/internal/app/sources"
	"earshot/internal/app/sourceservice"
	"earshot/internal/query"
	"earshot/internal/social"
)

// barePictures are stored pictures without what is said about them in their files: where
// they were taken, when and by whom is nobody's business.
type barePictures struct{ pictureStore }

// pictureStore holds pictures by key.
type pictureStore interface {
	Get(ctx context.Context, key string) (data []byte, contentType string, err error)
}

func (b barePictures) Get(ctx context.Context, key string) ([]byte, string, error) {
	data, contentType, err := b.pictureStore.Get(ctx, key)
	if err != nil {
		return nil, "", err
	}
	return image.Bare(data), contentType, nil
}

// keptPictures are pictures of which the thumbnail stands for an original that was let go of.
type keptPictures struct {
	pictureStore
	known interface {
		MediaAtDigests(ctx context.Context, shas []string) ([]social.Media, error)
	}
}

func (k keptPictures) Get(ctx context.Context, key string) ([]byte, string, error) {
	data, contentType, err := k.pictureStore.Get(ctx, key)
	if social.CodeOf(err) != social.CodeNotFound {
		return data, contentType, err
	}
	at, lookErr := k.known.MediaAtDigests(ctx, []string{key})
	if lookErr != nil {
		return nil, "", lookErr
	}
	for _, m := range at {
		if !m.LetGoAt.IsZero() && m.Thumb != "" {
			return k.pictureStore.Get(ctx, m.Thumb)
		}
	}
	return nil, "", err
}

// DashboardOptions are page with what the App has for it.
func (a *App) DashboardOptions(page dashboard.Options) dashboard.Options {
	page.Reader, page.Corrections = a.Store, a.Store
	page.Sources = &sourceservice.SourceService{
		Runner: a.Runner, Scheduler: a.Scheduler, History: &sourceservice.History{Store: a.Store},
		Held: a.Parking().Held, Configured: a.configured, Down: func() bool { _, down := a.Streams.Outage(); return down },
	}
	page.Parking = a.Parking()
	page.Outages = a.outages
	page.Pictures, page.Logos = barePictures{keptPictures{a.Media, a.Store}}, logoDesk{a}
	page.Brands, page.Zone = a.Brands, a.Zone
	page.Log = a.Settings.Log
	page.Measured = a.Analyzer.Measured
	page.Outdated = func(ctx context.Context) (social.Outdated, error) {
		return a.Store.Outdated(ctx, a.Analyzer.Version())
	}
	page.Damage = a.damage.known
	page.Backups = a.backups
	// To open them is to read the shipped model, which is large.
	models := sync.OnceValues(a.Settings.Models)
	page.Learning = func(context.Context) (social.Learning, error) {
		opened, err := models()
		if err != nil {
			return social.Learning{}, err
		}
		return learning(opened)
	}
	if slices.ContainsFunc(a.Config.Sources, func(src config.Source) bool { return src.Platform == social.PlatformAssistant }) {
		page.Assistants = func(ctx context.Context, from, to time.Time) (social.AssistantReport, error) {
			return answers.Report(ctx, a.Store, a.Brands, from, to)
		}
	}
	page.Fused = a.Analyzer.Evidence
	if a.CaptionWorker != nil {
		page.Captions = a.CaptionWorker
	}
	if a.SpeechWorker != nil {
		page.Transcripts = a.SpeechWorker
	}
	if a.OpinionWorker != nil {
		page.Opinions = a.OpinionWorker
	}
	return page
}

// outages are the parts that are out of order now.
func (a *App) outages() []social.Outage {
	var out []social.Outage
	for _, part := range []func() (social.Outage, bool){a.Store.Outage, a.Streams.Outage} {
		if o, ok := part(); ok {
			out = append(out, o)
		}
	}
	return out
}

// backups says how the backups stand, scheduled ones and those made by hand; nothing
// where there are neither.
func (a *App) backups() string {
	state, err := a.Settings.LastBackup()
	if err != nil {
		return "How the backups stand is not known: " + err.Error()
	}
	if a.Config.Backup.Every == 0 && state == (BackupState{}) {
		return ""
	}
	now := time.Now().UTC()
	out := "Backups: " + state.Sentence(now) + "."
	if state.Overdue(a.Config.Backup.Every.Std(), now) {
		out += " They do not come as the configuration says; the log says why."
	}
	return out
}

// configured is how the sources stand as far as the configuration tells.
func (a *App) configured(now time.Time) []social.SourceHealth {
	all := make([]social.SourceHealth, 0, len(a.Sources))
	for _, src := range a.Sources {
		health := social.SourceHealth{Source: src.Name, Platform: src.Platform, State: social.SourceNew, Coverage: src.Coverage}
		if plan, err := schedule.Parse(src.Schedule); err == nil { // it was checked at the start
			health.Next = plan.After(now, src.Name)
		}
		all = append(all, health)
	}
	return all
}

// known are the values that fields of queries may have: those of the program, and
// the platforms of what is stored.
func (a *App) known(ctx context.Context) (query.Known, error) {
	known, err := sources.Known(a.Settings.ConfigFile)
	if err != nil {
		return known, err
	}
	stored, err := a.Store.Facets(ctx, social.Filter{})
	if err != nil {
		return known, err
	}
	for _, p := range stored.Platforms {
		known.Platforms = append(known.Platforms, p.Value)
	}
	return known, nil
}
