// Package picture processes the URL of a picture: it fetches, measures and
// stores the picture, and captions it where a vision model is configured.
// Processing a task twice is harmless.
package picture

import (
	"context"
	"strings"
	"time"

	"earshot/analyzer/caption"
	"earshot/analyzer/image"
	"earshot/internal/social"
)

const (
	// accept is the Accept header: formats that can be decoded first.
	accept = "image/webp,image/png,image/jpeg,image/gif,image/*;q=0.5"
	// maxFault is the longest error message stored with a picture, in
	// characters.
	maxFault = 300
)

// Fetcher fetches a picture politely; its errors carry social codes.
type Fetcher interface {
	Get(ctx context.Context, url, accept, referrer string) (data []byte, contentType string, err error)
}

// BlobStore stores bytes by their SHA-256 digest.
type BlobStore interface {
	Put(ctx context.Context, data []byte, contentType string) (key string, err error)
	Get(ctx context.Context, key string) (data []byte, contentType string, err error)
}

// MediaIndex looks up stored pictures.
type MediaIndex interface {
	MediaByURL(ctx context.Context, urls []string) (map[string]social.Media, error)
	MediaBySHA(ctx context.Context, sha string) (social.Media, bool, error)
}

// Captioner describes a JPEG picture.
type Captioner interface {
	Caption(ctx context.Context, data []byte, contentType string) (caption.Caption, error)
}

// Options connect a Worker.
type Options struct {
	Fetcher Fetcher
	Blobs   BlobStore
	Index   MediaIndex
	// Captioner is nil where no model is configured.
	Captioner Captioner
	// Attempts is the number of attempts after which an unreachable picture is
	// given up; 0 is 5.
	Attempts int
	// Now is the clock; nil is time.Now.
	Now func() time.Time
}

// Worker processes media tasks. It is safe for concurrent use. A task may hold a
// decoded picture of up to half a gigabyte, so few should run at once.
type Worker struct{ opts Options }

// New returns a worker.
func New(opts Options) *Worker {
	if opts.Attempts <= 0 {
		opts.Attempts = 5
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	return &Worker{opts: opts}
}

// Result is the result of a task.
type Result struct {
	// Media is the row to store: ready, or failed with the fault as a sentence.
	Media social.Media
	// Changed reports whether Media differs from the stored row.
	Changed bool
	// CaptionFault is why a picture that is ready has no caption although a
	// model is configured; nil otherwise. Repeating the task asks the model
	// again without fetching the picture again.
	CaptionFault error
}

// Process does one task. attempt counts from 1. An error means that the task
// should be repeated later: the picture was unreachable, or our own store
// failed. A picture that is gone, refused or invalid is no error but a failed
// Media, and so is one that is unreachable at the last attempt.
func (w *Worker) Process(ctx context.Context, task social.MediaTask, attempt int) (Result, error) {
	known, err := w.opts.Index.MediaByURL(ctx, []string{task.URL})
	if err != nil {
		return Result{}, err
	}
	if m, ok := known[task.URL]; ok && m.State == social.MediaReady {
		return w.recaption(ctx, m)
	}
	data, _, err := w.opts.Fetcher.Get(ctx, task.URL, accept, task.Referrer)
	if err != nil {
		if ctx.Err() != nil || (isTransient(err) && attempt < w.opts.Attempts) {
			return Result{}, err
		}
		return w.failed(task.URL, err), nil
	}
	seen, err := image.Inspect(data)
	if err != nil {
		return w.failed(task.URL, err), nil
	}
	return w.store(ctx, task.URL, data, seen)
}

// store stores a picture that is new at this URL.
func (w *Worker) store(ctx context.Context, url string, data []byte, seen image.Picture) (Result, error) {
	if _, err := w.opts.Blobs.Put(ctx, data, seen.Type); err != nil {
		return Result{}, err
	}
	thumb, err := w.opts.Blobs.Put(ctx, seen.Thumb, "image/jpeg")
	if err != nil {
		return Result{}, err
	}
	m := social.Media{
		URL: url, State: social.MediaReady, SHA256: seen.SHA256, Perceptual: seen.Perceptual, Thumb: thumb,
		Type: seen.Type, Bytes: seen.Bytes, Width: seen.Width, Height: seen.Height, FetchedAt: w.now(),
	}
	m, fault, err := w.addCaption(ctx, m, data)
	return Result{Media: m, Changed: true, CaptionFault: fault}, err
}

// recaption captions a stored picture that has no caption yet.
func (w *Worker) recaption(ctx context.Context, m social.Media) (Result, error) {
	if w.opts.Captioner == nil || m.CaptionModel != "" {
		return Result{Media: m}, nil
	}
	data, _, err := w.opts.Blobs.Get(ctx, m.SHA256)
	if err != nil {
		return Result{Media: m, CaptionFault: err}, nil
	}
	described, fault, err := w.addCaption(ctx, m, data)
	if err != nil || fault != nil {
		return Result{Media: m, CaptionFault: fault}, err
	}
	described.FetchedAt = w.now()
	return Result{Media: described, Changed: true}, nil
}

// addCaption adds the caption of an identical picture, or else asks the model.
// fault is an error of the model, err one of our own store.
func (w *Worker) addCaption(ctx context.Context, m social.Media, data []byte) (described social.Media, fault, err error) {
	identical, ok, err := w.opts.Index.MediaBySHA(ctx, m.SHA256)
	if err != nil {
		return m, nil, err
	}
	if ok && identical.CaptionModel != "" {
		m.Caption, m.CaptionModel, m.OCR, m.Tags = identical.Caption, identical.CaptionModel, identical.OCR, identical.Tags
		return m, nil, nil
	}
	if w.opts.Captioner == nil {
		return m, nil, nil
	}
	preview, err := image.Preview(data, caption.MaxSide)
	if err != nil {
		return m, err, nil
	}
	answer, err := w.opts.Captioner.Caption(ctx, preview, "image/jpeg")
	if err != nil {
		return m, err, nil
	}
	m.Caption, m.CaptionModel, m.OCR, m.Tags = answer.Text, answer.Model, answer.OCR, answer.Tags
	return m, nil, nil
}

func (w *Worker) failed(url string, err error) Result {
	fault := []rune(strings.Join(strings.Fields(err.Error()), " "))
	return Result{Changed: true, Media: social.Media{
		URL: url, State: social.MediaFailed, Fault: string(fault[:min(len(fault), maxFault)]), FetchedAt: w.now(),
	}}
}

func (w *Worker) now() time.Time { return w.opts.Now().UTC() }

// isTransient reports whether an error may pass with time.
func isTransient(err error) bool {
	switch social.CodeOf(err) {
	case social.CodeUnavailable, social.CodeRateLimited, social.CodeInternal:
		return true
	default:
		return false
	}
}
