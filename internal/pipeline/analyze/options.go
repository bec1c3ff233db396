package analyze

import (
	"context"
	"log/slog"

	"earshot/internal/pipeline"
	"earshot/internal/social"
)

// Analyzer says of a post what can be told from it and from what is known of its pictures.
type Analyzer interface {
	Analyze(p social.Post, media ...social.Media) social.Analysis
}

// Groups notes in entries of which posts they are near copies, and returns the
// originals of other stored posts that are others now. Once these are stored, it looks at
// what other processes stored meanwhile.
type Groups interface {
	// Group is told whether entries may have been stored before, and not settled.
	Group(ctx context.Context, entries []social.Entry, repeated bool) (map[social.Key]pipeline.Original, error)
	Settle(ctx context.Context, entries []social.Entry, changed map[social.Key]pipeline.Original) error
}

// Articles makes one entry of the posts that are one, and notes before entries are
// stored by which addresses they are known.
type Articles interface {
	Unite(ctx context.Context, posts []social.Post) ([]social.Entry, error)
	Note(ctx context.Context, entries []social.Entry) error
}

// Dates gives entries the dates by which their posts are known, before these are
// compared with others.
type Dates interface {
	Keep(ctx context.Context, entries []social.Entry) error
}

// Transcripts gives entries what is known to be said in their recordings, before these are
// analysed.
type Transcripts interface {
	Keep(ctx context.Context, entries []social.Entry) error
}

// Authors adds to the spam score of a post what its author's other posts say.
type Authors interface {
	Score(p social.Post, fingerprint uint64, own social.Spam) social.Spam
}

// Pictures knows what is known of the pictures of posts, and keeps posts that mention nobody until
// theirs are read. Once entries are stored or held, it looks at what was read meanwhile.
type Pictures interface {
	Media(ctx context.Context, entries []social.Entry) (func(social.Post) []social.Media, error)
	Hold(ctx context.Context, entries []social.Entry) (held, rest []social.Entry, err error)
	// Standing returns posts that waited without those deleted meanwhile.
	Standing(ctx context.Context, posts []social.Post) ([]social.Post, error)
	// Leave tells of entries that are dropped before their pictures were read.
	Leave(ctx context.Context, dropped []social.Entry) error
	Settle(ctx context.Context, stored []social.Entry) error
	Waiting(ctx context.Context, held []social.Entry) error
}

// Writer stores batches, and afterwards asks for what stored posts lead to: their
// pictures and second opinions on them.
type Writer interface {
	Write(ctx context.Context, b pipeline.Batch) error
	AskFurther(ctx context.Context, entries []social.Entry) error
	AskHeld(ctx context.Context, entries []social.Entry) error
}

// Options are what a Worker works with.
type Options struct {
	Posts pipeline.Queue
	// Again takes the posts of a message one by one that failed as a whole. Healthy
	// looks whether what posts are stored in works. Either may be nil.
	Again   pipeline.Sink
	Healthy func(ctx context.Context) error
	// Gate is waited for before each piece of work; nil is always open.
	Gate     func(ctx context.Context)
	Analyzer Analyzer
	Articles Articles
	// Frames adds the frames of their videos to the pictures of posts; nil adds none.
	Frames func(posts []social.Post)
	// Transcripts may be nil: then posts have those that they were read with.
	Transcripts Transcripts
	Dates       Dates
	Groups      Groups
	Authors     Authors
	// Pictures may be nil: then posts are matched by their words, and nothing is held.
	Pictures Pictures
	Writer   Writer
	// Trace calls do, a stage of the work on so many posts, and notes how long it took; nil
	// notes nothing.
	Trace func(ctx context.Context, stage string, posts int, do func(context.Context) error) error
	// Tally is told of the posts that are not kept; nil is nobody.
	Tally *pipeline.Tally
	Log   *slog.Logger
}
