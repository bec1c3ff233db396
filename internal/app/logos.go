package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"earshot/analyzer/image/fingerprint"
	"earshot/analyzer/logo"
	"earshot/analyzer/picture"
	"earshot/internal/app/config"
	"earshot/internal/pipeline"
	"earshot/internal/social"
)

const (
	// logosEvery is how often answers and pictures of logos are looked for that another
	// process stored, and pictures in which other logos were looked for.
	logosEvery = 30 * time.Second
	// logoWaiting is how many pictures may wait before more are looked at again, and logoPage how
	// many are asked for at a time.
	logoWaiting, logoPage = 400, 200
	// logoLearned is of how many answers of a brand the finder makes use, the latest.
	logoLearned = 6
)

// logoStore is where answers about logos, and pictures of them, are.
type logoStore interface {
	LogoAnswers(ctx context.Context) ([]social.LogoAnswer, error)
	LogoExamples(ctx context.Context) ([]social.LogoExample, error)
	PicturesOutdated(ctx context.Context, scheme uint8, set, after string, limit int) ([]string, error)
	URLsOfPicture(ctx context.Context, sha256 string) ([]string, error)
}

// logoBytes holds the pictures that answers are about.
type logoBytes interface {
	Get(ctx context.Context, key string) (data []byte, contentType string, err error)
}

// logos finds the logos of the configured brands, with what people said of those that were perhaps
// found. It is safe for concurrent use.
type logos struct {
	config config.Config
	store  logoStore
	bytes  logoBytes

	mu     sync.RWMutex
	finder *logo.Finder
	// answers are those about each picture, known which of them and of the uploads the finder was made of.
	answers map[string][]social.LogoAnswer
	known   string
}

// newLogos reads the pictures of logos and the answers.
func newLogos(ctx context.Context, cfg config.Config, store logoStore, bytes logoBytes) (*logos, error) {
	l := &logos{config: cfg, store: store, bytes: bytes}
	return l, l.refresh(ctx)
}

// LogoStep finds the logos that a configuration names, without what was uploaded and answered,
// which is in the store.
func LogoStep(c config.Config) (picture.Step, error) {
	examples, err := c.LogoExamples()
	if err != nil {
		return nil, err
	}
	finder, err := logo.New(examples)
	if err != nil {
		return nil, err
	}
	return picture.Logo{Finder: &logos{config: c, finder: finder}}, nil
}

// refresh reads uploads and answers anew, and makes another finder where they changed.
func (l *logos) refresh(ctx context.Context) error {
	uploads, err := l.store.LogoExamples(ctx)
	if err != nil {
		return fmt.Errorf("app: pictures of logos: %w", err)
	}
	answers, err := l.store.LogoAnswers(ctx)
	if err != nil {
		return fmt.Errorf("app: answers about logos: %w", err)
	}
	known := digestOf(uploads, answers)
	l.mu.RLock()
	same := l.finder != nil && l.known == known
	l.mu.RUnlock()
	if same {
		return nil
	}
	examples, err := l.config.LogoExamples()
	if err != nil {
		return err
	}
	configured := map[string]bool{}
	for _, b := range l.config.Brands {
		configured[b.Name] = true
	}
	for _, u := range uploads {
		if configured[u.Brand] {
			examples = append(examples, logo.Example{Brand: u.Brand, Data: u.Data})
		}
	}
	finder, err := logo.New(examples, l.learned(ctx, answers)...)
	if err != nil {
		return err
	}
	byPicture := map[string][]social.LogoAnswer{}
	for _, a := range answers {
		byPicture[a.SHA256] = append(byPicture[a.SHA256], a)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.finder, l.answers, l.known = finder, byPicture, known
	return nil
}

func digestOf(uploads []social.LogoExample, answers []social.LogoAnswer) string {
	h := sha256.New()
	for _, u := range uploads {
		fmt.Fprintf(h, "%q %s\n", u.Brand, u.SHA256)
	}
	for _, a := range answers {
		fmt.Fprintf(h, "%q %s %s %v\n", a.Brand, a.SHA256, a.Verdict, a.At.UnixMicro())
	}
	return hex.EncodeToString(h.Sum(nil))
}

// learned are the latest answers of each brand with their pictures; one whose picture is not
// kept any more teaches nothing.
func (l *logos) learned(ctx context.Context, answers []social.LogoAnswer) []logo.Answer {
	var out []logo.Answer
	counts := map[string]int{}
	for _, a := range answers {
		key := string(a.Verdict) + a.Brand
		if counts[key] == logoLearned {
			continue
		}
		data, _, err := l.bytes.Get(ctx, a.SHA256)
		if err != nil {
			continue
		}
		counts[key]++
		out = append(out, logo.Answer{Brand: a.Brand, Data: data, Box: a.Box, Yes: a.Verdict == social.LogoYes})
	}
	return out
}

// now is the finder in use, and the answers about a picture.
func (l *logos) now(sha256 string) (*logo.Finder, []social.LogoAnswer) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.finder, l.answers[sha256]
}

// Set names the examples, and the answers about this picture where there are any.
func (l *logos) Set(sha256 string) string {
	finder, answers := l.now(sha256)
	set := finder.Set()
	if set == "" || len(answers) == 0 {
		return set
	}
	return set + "+" + digestOf(nil, answers)[:8]
}

// Find looks at a picture; an answer stands before what is found.
func (l *logos) Find(_ context.Context, sha256 string, data []byte) ([]social.Logo, error) {
	finder, answers := l.now(sha256)
	found, err := finder.Find(data)
	if err != nil {
		return nil, err
	}
	for _, a := range answers {
		sure := social.Logo{Brand: a.Brand, Box: a.Box, Certainty: 1}
		at := slices.IndexFunc(found, func(f social.Logo) bool { return f.Brand == a.Brand })
		if a.Verdict == social.LogoYes && at >= 0 {
			sure.Box = found[at].Box
		}
		found = slices.DeleteFunc(found, func(f social.Logo) bool { return f.Brand == a.Brand && (f.Perhaps || a.Verdict == social.LogoNo) })
		if a.Verdict == social.LogoYes && !slices.ContainsFunc(found, func(f social.Logo) bool { return f.Brand == a.Brand }) {
			found = append(found, sure)
		}
	}
	return found, nil
}

// keepLogos looks for what other processes stored, and has pictures looked at again in which other
// logos were looked for, or whose fingerprint is of another scheme, until ctx ends. Each is asked for
// once for a set of logos.
func (a *App) keepLogos(ctx context.Context) {
	tick := time.NewTicker(logosEvery)
	defer tick.Stop()
	set, after := "", ""
	for {
		if finder, _ := a.logos.now(""); finder.Set() != set {
			set, after = finder.Set(), ""
		}
		next, err := a.lookAgain(ctx, set, after)
		if err == nil {
			after = next
			err = a.logos.refresh(ctx)
		}
		if err != nil && ctx.Err() == nil {
			a.Settings.Log.Warn("pictures are not looked at again, will try again", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// lookAgain asks for the next pictures that were not looked at as now, for the logos of a set, unless enough
// wait, and returns the last of them.
func (a *App) lookAgain(ctx context.Context, set, after string) (string, error) {
	waiting, err := a.Streams.Media.Pending(ctx)
	if err != nil || waiting >= logoWaiting {
		return after, err
	}
	urls, err := a.Store.PicturesOutdated(ctx, fingerprint.Scheme, set, after, logoPage)
	if err != nil || len(urls) == 0 {
		return after, err
	}
	return urls[len(urls)-1], a.askPictures(ctx, urls)
}

// askPictures has pictures looked at again by what takes the media stream.
func (a *App) askPictures(ctx context.Context, urls []string) error {
	var jobs []pipeline.Job
	for _, url := range urls {
		task, err := json.Marshal(social.MediaTask{URL: url})
		if err != nil {
			return fmt.Errorf("app: encode media task: %w", err)
		}
		jobs = append(jobs, pipeline.Job{Key: url, Data: task})
	}
	return Queue{Queue: a.Streams.Media}.Put(ctx, jobs...)
}
