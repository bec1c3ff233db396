// Package importfiles imports the posts of files.
package importfiles

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"earshot/internal/app"
	"earshot/internal/importer"
	"earshot/internal/social"
)

const (
	// importBatch is how many posts are published together.
	importBatch = 1000
	// importAhead is how many messages of posts may wait to be analysed before
	// reading pauses, so that a large file does not fill the stream.
	importAhead = 300
	// standardInput is the file name that stands for it.
	standardInput = "-"
)

// Options say what is imported and how it is read.
type Options struct {
	// Files are paths; "-" is standard input, which Input reads.
	Files []string
	Input io.Reader
	// Format, Map, Platform, Encoding, Order and Zone are those of importer.Options.
	Format   string
	Map      map[string]string
	Platform string
	Encoding string
	Order    string
	Zone     *time.Location
	// Source is the posts' source; empty is the one a record names, or "import:" and
	// the file's name.
	Source string
	Keep   social.Keep
	// Progress, when set, is told now and then how many of a file's records were
	// read.
	Progress func(file string, read, all int64)
}

// Summary is what one import did.
type Summary struct {
	Files []importer.Summary `json:"files"`
	// Uncounted says that the import ended before what was stored was counted: the
	// counts below, but for Cut, are not known, and not in JSON.
	Uncounted bool `json:"uncounted,omitempty"`
	// New, Updated, Unchanged, Stale, Dropped, Again, Unreadable, Refused and Faulted
	// are those of app.Counts.
	New        int64 `json:"new"`
	Updated    int64 `json:"updated"`
	Unchanged  int64 `json:"unchanged"`
	Stale      int64 `json:"stale"`
	Dropped    int64 `json:"dropped"`
	Again      int64 `json:"again"`
	Unreadable int64 `json:"unreadable"`
	Refused    int64 `json:"refused"`
	Faulted    int64 `json:"faulted"`
	// Parked counts the messages that were set aside, and Cut the posts of which
	// something is over a bound.
	Parked int64 `json:"parked"`
	Cut    int64 `json:"cut"`
	// Beside says that another Earshot was running on the same folder.
	Beside bool `json:"beside,omitempty"`
	// Merged is that of app.Counts.
	Merged social.Merged `json:"merged"`
	// PicturesWaiting are the pictures that the next run or crawl fetches.
	PicturesWaiting int64 `json:"pictures_waiting"`
	// Stored is how many posts are stored in all.
	Stored int64 `json:"stored"`
}

// MarshalJSON leaves out what was not counted, which is not known.
func (s Summary) MarshalJSON() ([]byte, error) {
	if !s.Uncounted {
		type counted Summary
		return json.Marshal(counted(s))
	}
	return json.Marshal(struct {
		Files     []importer.Summary `json:"files"`
		Uncounted bool               `json:"uncounted"`
		Cut       int64              `json:"cut"`
		Beside    bool               `json:"beside,omitempty"`
	}{s.Files, s.Uncounted, s.Cut, s.Beside})
}

// Skipped counts the records that could not be read.
func (s Summary) Skipped() int64 {
	var n int64
	for _, f := range s.Files {
		n += f.Skipped
	}
	return n
}

// Repeated counts the records that say what one before them in their file says.
func (s Summary) Repeated() int64 {
	var n int64
	for _, f := range s.Files {
		n += f.Repeated
	}
	return n
}

// Posts counts the posts that were read.
func (s Summary) Posts() int64 {
	var n int64
	for _, f := range s.Files {
		n += f.Posts
	}
	return n
}

// Run reads the posts of files, analyses them as crawled ones are and
// returns when all are stored. Importing a file again adds nothing. With an error
// the summary is of what was stored before it.
func Run(ctx context.Context, s app.Settings, opts Options) (Summary, error) {
	cfg, err := s.LoadConfig(false)
	if err != nil {
		return Summary{}, err
	}
	var sum Summary
	err = app.WithBeside(ctx, s, cfg, func(a *app.App) error {
		return a.Watched(ctx, func(ctx context.Context) (err error) {
			sum, err = importAlone(ctx, a, opts)
			return err
		})
	})
	return sum, err
}

// importAlone imports by a queue that nobody else works on, where there are others: so
// that the account is of what is imported and of nothing else.
func importAlone(ctx context.Context, a *app.App, opts Options) (Summary, error) {
	if a.Streams.Embedded() {
		return importFiles(ctx, a, opts)
	}
	done, err := a.OwnPosts(ctx)
	if err != nil {
		return Summary{}, err
	}
	here, leave := a.WhileStreamsAnswer(ctx)
	sum, err := importFiles(here, a, opts)
	leave()
	if cause := context.Cause(here); ctx.Err() == nil && social.CodeOf(cause) == social.CodeUnavailable {
		err = cause // whatever it interrupted
	}
	sum.Beside = a.Streams.Attached()
	// Where the streams have gone for good, what waits is taken over by who opens them next.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), handOverFor)
	defer cancel()
	return sum, errors.Join(err, done(ctx))
}

// handOverFor bounds how long it takes to hand what is left in a queue of one's own to
// the others.
const handOverFor = 10 * time.Second

func importFiles(ctx context.Context, a *app.App, opts Options) (Summary, error) {
	a.BeginCounting()
	workCtx, stop := context.WithCancel(ctx)
	var work sync.WaitGroup
	work.Go(func() { a.AnalyzeWorker.Run(workCtx) })
	sum := Summary{Files: []importer.Summary{}, Uncounted: true}
	var fault error
	for _, name := range opts.Files {
		var file importer.Summary
		if file, fault = importFile(ctx, a, name, opts); fault == nil || file.Posts > 0 {
			sum.Files, sum.Cut = append(sum.Files, file), sum.Cut+file.Cut
		}
		if fault != nil {
			break
		}
	}
	// What was read before a fault is stored all the same, and told.
	err := a.WaitForPosts(ctx, 0)
	stop()
	work.Wait()
	if err != nil {
		return sum, errors.Join(fault, err)
	}
	if _, err := a.Store.RefreshTrends(ctx); err != nil {
		return sum, fmt.Errorf("import: recompute trends: %w", err)
	}
	err = countImport(ctx, a, &sum)
	return sum, errors.Join(fault, err)
}

// importFile reads one file and publishes its posts.
func importFile(ctx context.Context, a *app.App, name string, opts Options) (importer.Summary, error) {
	in, read, err := openImport(name, opts)
	if err != nil {
		return importer.Summary{}, err
	}
	defer in.Close()
	source := opts.Source
	if source == "" {
		source = "import:" + filepath.Base(read.Name)
	}
	batch := make([]social.Post, 0, importBatch)
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		if err := a.Publisher().Publish(ctx, batch); err != nil {
			return err
		}
		batch = batch[:0]
		return a.WaitForPosts(ctx, importAhead)
	}
	sum, err := importer.Read(in, read, func(p social.Post) error {
		p.Keep = opts.Keep
		if opts.Source != "" || p.Source == "" {
			p.Source = source
		}
		if p.DateFrom == social.DateUnrecorded && !p.CreatedAt.IsZero() {
			p.DateFrom = social.DateStated
		}
		if batch = append(batch, p); len(batch) == importBatch {
			return flush()
		}
		return nil
	})
	return sum, errors.Join(err, flush())
}

func openImport(name string, opts Options) (io.ReadCloser, importer.Options, error) {
	read := importer.Options{Name: name, Format: opts.Format, Map: opts.Map, Platform: opts.Platform, Encoding: opts.Encoding,
		Order: opts.Order, Zone: opts.Zone, Now: time.Now().UTC()}
	if opts.Progress != nil {
		read.Progress = func(done, all int64) { opts.Progress(read.Name, done, all) }
	}
	if name == standardInput {
		read.Name = "stdin"
		return io.NopCloser(opts.Input), read, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, read, social.Errorf(social.CodeInvalid, "import: %w", err)
	}
	info, err := file.Stat()
	if err != nil || info.IsDir() {
		file.Close()
		return nil, read, social.Errorf(social.CodeInvalid, "import %s: it is no file", name)
	}
	read.Modified = info.ModTime().UTC()
	return file, read, nil
}

func countImport(ctx context.Context, a *app.App, sum *Summary) error {
	counts, err := a.Counts(ctx)
	if err != nil {
		return err
	}
	sum.New, sum.Updated, sum.Unchanged, sum.Stale, sum.Dropped = counts.New, counts.Updated, counts.Unchanged, counts.Stale, counts.Dropped
	sum.Again, sum.Merged = counts.Again, counts.Merged
	sum.Parked = counts.Parked
	sum.Unreadable, sum.Refused, sum.Faulted, sum.Stored = counts.Unreadable, counts.Refused, counts.Faulted, counts.Stored
	pictures, err := a.Streams.Media.Pending(ctx)
	if err != nil {
		return fmt.Errorf("import: count pictures: %w", err)
	}
	sum.PicturesWaiting = int64(pictures)
	sum.Uncounted = false
	return nil
}
