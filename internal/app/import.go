package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"earshot/internal/importer"
	"earshot/internal/pipeline/crawl"
	"earshot/internal/social"
)

const (
	// importBatch is how many posts are published together.
	importBatch = 500
	// importAhead is how many messages of posts may wait to be analysed before
	// reading pauses, so that a large file does not fill the stream.
	importAhead = 1000
	// standardInput is the file name that stands for it.
	standardInput = "-"
)

// ImportOptions say what is imported and how it is read.
type ImportOptions struct {
	// Files are paths; "-" is standard input, which Input reads.
	Files []string
	Input io.Reader
	// Format, Map, Platform and Encoding are those of importer.Options.
	Format   string
	Map      map[string]string
	Platform string
	Encoding string
	// Source is the posts' source; empty is "import:" and the file's name.
	Source string
	Keep   social.Keep
}

// ImportSummary is what one import did.
type ImportSummary struct {
	Files []importer.Summary `json:"files"`
	// New, Updated, Stale, Dropped, Unreadable, Refused and Faulted are those of CrawlSummary.
	New        int64 `json:"new"`
	Updated    int64 `json:"updated"`
	Stale      int64 `json:"stale"`
	Dropped    int64 `json:"dropped"`
	Unreadable int64 `json:"unreadable"`
	Refused    int64 `json:"refused"`
	Faulted    int64 `json:"faulted"`
	// PicturesWaiting are the pictures that the next run or crawl fetches.
	PicturesWaiting int64 `json:"pictures_waiting"`
	// Stored is how many posts are stored in all.
	Stored int64 `json:"stored"`
}

// Skipped counts the records that could not be read.
func (s ImportSummary) Skipped() int64 {
	var n int64
	for _, f := range s.Files {
		n += f.Skipped
	}
	return n
}

// Import reads the posts of files, analyses them as crawled ones are and
// returns when all are stored. Importing a file again adds nothing.
func Import(ctx context.Context, s Settings, opts ImportOptions) (ImportSummary, error) {
	cfg, err := s.LoadConfig(false)
	if err != nil {
		return ImportSummary{}, err
	}
	var sum ImportSummary
	err = With(ctx, s, cfg, func(a *App) error {
		sum, err = a.importFiles(ctx, opts)
		return err
	})
	return sum, err
}

func (a *App) importFiles(ctx context.Context, opts ImportOptions) (ImportSummary, error) {
	workCtx, stop := context.WithCancel(ctx)
	var work sync.WaitGroup
	work.Go(func() { a.AnalyzeWorker.Run(workCtx) })
	sum := ImportSummary{Files: []importer.Summary{}}
	var err error
	for _, name := range opts.Files {
		var file importer.Summary
		if file, err = a.importFile(ctx, name, opts); err != nil {
			break
		}
		sum.Files = append(sum.Files, file)
	}
	// What was read before a fault is stored all the same.
	err = errors.Join(err, a.WaitFor(ctx, func() (bool, error) { return a.waiting(ctx, 0) }))
	stop()
	work.Wait()
	if err != nil {
		return sum, err
	}
	if _, err := a.Store.RefreshTrends(ctx); err != nil {
		return sum, fmt.Errorf("app: recompute trends: %w", err)
	}
	return sum, a.countImport(ctx, &sum)
}

// importFile reads one file and publishes its posts.
func (a *App) importFile(ctx context.Context, name string, opts ImportOptions) (importer.Summary, error) {
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
		if err := (crawl.Publisher{Posts: Queue{Queue: a.Streams.Posts}}).Publish(ctx, batch); err != nil {
			return err
		}
		batch = batch[:0]
		return a.WaitFor(ctx, func() (bool, error) { return a.waiting(ctx, importAhead) })
	}
	sum, err := importer.Read(in, read, func(p social.Post) error {
		p.Source, p.Keep = source, opts.Keep
		if batch = append(batch, p); len(batch) == importBatch {
			return flush()
		}
		return nil
	})
	return sum, errors.Join(err, flush())
}

func openImport(name string, opts ImportOptions) (io.ReadCloser, importer.Options, error) {
	read := importer.Options{Name: name, Format: opts.Format, Map: opts.Map, Platform: opts.Platform, Encoding: opts.Encoding, Now: time.Now().UTC()}
	if name == standardInput {
		read.Name = "stdin"
		return io.NopCloser(opts.Input), read, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, read, social.Errorf(social.CodeInvalid, "app: import: %w", err)
	}
	info, err := file.Stat()
	if err != nil || info.IsDir() {
		file.Close()
		return nil, read, social.Errorf(social.CodeInvalid, "app: import %s: it is no file", name)
	}
	read.Modified = info.ModTime().UTC()
	return file, read, nil
}

// waiting tells whether no more than most messages of posts wait.
func (a *App) waiting(ctx context.Context, most int) (bool, error) {
	n, err := a.Streams.Posts.Pending(ctx)
	if err != nil {
		return false, fmt.Errorf("app: count what waits: %w", err)
	}
	return n <= most, nil
}

func (a *App) countImport(ctx context.Context, sum *ImportSummary) error {
	posts := &a.Writer.Counts
	sum.New, sum.Updated, sum.Stale, sum.Dropped = posts.New.Load(), posts.Updated.Load(), posts.Stale.Load(), a.AnalyzeWorker.Dropped()
	sum.Unreadable, sum.Refused, sum.Faulted = a.AnalyzeWorker.Unreadable(), posts.Refused.Load(), a.Analyzer.Faults()
	pictures, err := a.Streams.Media.Pending(ctx)
	if err != nil {
		return fmt.Errorf("app: count pictures: %w", err)
	}
	sum.PicturesWaiting = int64(pictures)
	counts, err := a.Store.SourceCounts(ctx)
	if err != nil {
		return err
	}
	for _, n := range counts {
		sum.Stored += n
	}
	return nil
}
