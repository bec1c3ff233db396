package crawler

import (
	"context"
	"errors"
	"time"

	"earshot/internal/social"
)

// Revisiter is an Adapter whose platform shows single posts, so that a stored
// post can be read again. Parse reads the answers; of a request with Asks only
// that post is taken, and requests of the page that Continues are made for it.
//
// A post is gone where the platform says so of it: with a Deleted post on the page, or
// an error that is Withdrawn. A status of 404 or 410, and an error of Refusal or Parse
// with code not_found, also stand for servers that have moved their interface, and are
// believed where the same host shows another post.
type Revisiter interface {
	// Revisit returns the request for a post; false where the platform does not
	// show it by itself.
	Revisit(scope Scope, ref Reference) (Request, bool)
}

// Revisits is a Revisiter that says of a source whether single posts of it can be asked
// for at all. One that does not say so can.
type Revisits interface {
	Revisiter
	// CanRevisit is nil where they can, and else says why not.
	CanRevisit(src social.Source) error
}

// CanRevisit says why no single posts of a source can be asked for; nil where they can.
func CanRevisit(adapter Adapter, src social.Source) error {
	if _, able := adapter.(Revisiter); !able {
		return social.Errorf(social.CodeInvalid, "%s shows no single posts", adapter.Info().Title)
	}
	if says, ok := adapter.(Revisits); ok {
		return says.CanRevisit(src)
	}
	return nil
}

// CheckSource reports everything that is wrong with a source, joined; each error has
// code invalid and names the configuration key.
func CheckSource(adapter Adapter, src social.Source) error {
	err := adapter.Check(src)
	if !src.Eager {
		return err
	}
	if cannot := CanRevisit(adapter, src); cannot != nil {
		err = errors.Join(err, social.Errorf(social.CodeInvalid, "revisits: %w; leave this out", cannot))
	}
	return err
}

// Reference is a stored post that is to be read again.
type Reference struct {
	ID        string    `json:"id"`
	URL       string    `json:"url"`
	CreatedAt time.Time `json:"created_at"`
	FetchedAt time.Time `json:"fetched_at"`
	// ParentID and ThreadID are what is stored of the conversation, which an answer that
	// shows a post by itself may not tell.
	ParentID string `json:"parent_id,omitempty"`
	ThreadID string `json:"thread_id,omitempty"`
	// Engagement is the total when it was last read; nil when unknown.
	Engagement *int64 `json:"engagement"`
	// Missing says that a list which showed the post does not show it any more.
	Missing bool `json:"missing,omitempty"`
	// Control says that the post is believed to be there, and is asked for to see
	// whether the platform still shows single posts.
	Control bool `json:"control,omitempty"`
	// Again says that a request for it did not find it, and that it is asked for a second
	// time.
	Again bool `json:"again,omitempty"`
}

// Wish says which posts of a source are to be read again.
type Wish struct {
	Source string
	// Growing are the posts whose engagement had grown when they were last read
	// again; they are due sooner.
	Growing []string
	// Except are posts that failed to answer lately.
	Except []string
	// Limit is the most posts wanted, and Eager wants that many although fewer are due.
	Limit int
	Eager bool
	// Before is when the run began: what was read since is not due.
	Before time.Time
}

// Due finds stored posts that are to be read again.
type Due interface {
	// Due returns those that were not read for long, the most overdue first.
	Due(ctx context.Context, wish Wish) ([]Reference, error)
	// Published returns those of a source that were published from `from` on and before
	// `to`, the newest first: up to limit of those whose ID want takes.
	Published(ctx context.Context, source string, from, to time.Time, want func(id string) bool, limit int) ([]Reference, error)
}

// withdrawn is word of a platform that a post is not there; doubted where a server that
// lost its posts would say it of all.
type withdrawn struct {
	error
	doubted bool
}

func (w withdrawn) Unwrap() error { return w.error }

// Withdrawn is the error of a Refuser, and of Parse, for an answer in which the platform
// says of the post that was asked for that there is none, or none any more. It has code
// not_found.
func Withdrawn(format string, args ...any) error {
	return withdrawn{error: social.Errorf(social.CodeNotFound, format, args...)}
}

// NoSuchPost is the error of a Refuser for an answer in which the platform only says that
// it has no such post: it is believed as a status of 404 is, and nothing else is asked
// instead.
func NoSuchPost(format string, args ...any) error {
	return withdrawn{error: social.Errorf(social.CodeNotFound, format, args...), doubted: true}
}

// IsWithdrawn tells whether err was made by Withdrawn.
func IsWithdrawn(err error) bool {
	word, yes := errors.AsType[withdrawn](err)
	return yes && !word.doubted
}

// isWord tells whether err is what a platform says of a post.
func isWord(err error) bool {
	_, yes := errors.AsType[withdrawn](err)
	return yes
}
