package crawler

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"earshot/internal/social"
)

// ledger is a small durable store: streams, state and runs in one, which keeps
// everything when a process "dies" on one of its operations.
type ledger struct {
	mu    sync.Mutex
	lanes map[string]message
	seq   uint64
	state map[string]versioned
	rev   uint64
	// published counts how often each post was, by ID.
	published map[string]int
	last      map[string]social.Post
	runs      map[string]social.Run
	finished  int

	// ops counts the effects; die is called with each before (even) and after
	// (odd) it takes place.
	ops int
	die func(op int) error
	// failPosts is the fault of the posts stream.
	failPosts error
}

type message struct {
	seq  uint64
	data []byte
}

type versioned struct {
	value []byte
	rev   uint64
}

func newLedger() *ledger {
	return &ledger{lanes: map[string]message{}, state: map[string]versioned{}, published: map[string]int{},
		last: map[string]social.Post{}, runs: map[string]social.Run{}}
}

// effect runs change, with a chance to die on either side of it.
func (l *ledger) effect(change func() error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	op := l.ops
	l.ops += 2
	if l.die != nil {
		if err := l.die(op); err != nil {
			return err
		}
	}
	if err := change(); err != nil {
		return err
	}
	if l.die != nil {
		return l.die(op + 1)
	}
	return nil
}

// postsPort, lanesPort, statePort and runsPort are the ledger's sides.
type (
	postsPort struct{ *ledger }
	lanesPort struct{ *ledger }
	statePort struct{ *ledger }
	runsPort  struct{ *ledger }
)

func (p postsPort) Publish(_ context.Context, posts []social.Post) error {
	return p.effect(func() error {
		if p.failPosts != nil {
			return p.failPosts
		}
		for _, post := range posts {
			p.published[post.ID]++
			p.last[post.ID] = post
		}
		return nil
	})
}

func (p lanesPort) Put(_ context.Context, lane string, task []byte) error {
	if len(task) > 1<<20 {
		return fmt.Errorf("message of %d bytes", len(task))
	}
	return p.effect(func() error {
		p.seq++
		p.lanes[lane] = message{p.seq, slices.Clone(task)}
		return nil
	})
}

func (p lanesPort) Has(_ context.Context, lane string) (bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, ok := p.lanes[lane]
	return ok, nil
}

func (p statePort) Get(_ context.Context, key string) ([]byte, uint64, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	v := p.state[key]
	return slices.Clone(v.value), v.rev, nil
}

func (p statePort) Put(_ context.Context, key string, value []byte) error {
	return p.effect(func() error {
		p.rev++
		p.state[key] = versioned{slices.Clone(value), p.rev}
		return nil
	})
}

func (p statePort) Update(_ context.Context, key string, value []byte, rev uint64) error {
	return p.effect(func() error {
		if p.state[key].rev != rev {
			return social.Errorf(social.CodeConflict, "%s changed", key)
		}
		p.rev++
		p.state[key] = versioned{slices.Clone(value), p.rev}
		return nil
	})
}

func (p statePort) Delete(_ context.Context, key string) error {
	return p.effect(func() error {
		delete(p.state, key)
		return nil
	})
}

func (p statePort) Keys(context.Context) ([]string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Sorted(maps.Keys(p.state)), nil
}

func (p runsPort) WriteRuns(_ context.Context, runs []social.Run) error {
	return p.effect(func() error {
		for _, run := range runs {
			if !run.Finished.IsZero() && p.runs[run.ID].Finished.IsZero() {
				p.finished++
			}
			p.runs[run.ID] = run
		}
		return nil
	})
}

// deliver hands one message to step and, when that succeeds, acknowledges it;
// false when there is none.
func (l *ledger) deliver(step func([]byte) error) (bool, error) {
	l.mu.Lock()
	keys := slices.Sorted(maps.Keys(l.lanes))
	if len(keys) == 0 {
		l.mu.Unlock()
		return false, nil
	}
	key := keys[0]
	msg := l.lanes[key]
	l.mu.Unlock()
	if err := step(msg.data); err != nil {
		return true, err
	}
	return true, l.effect(func() error {
		if l.lanes[key].seq == msg.seq {
			delete(l.lanes, key)
		}
		return nil
	})
}

// paged is an adapter of a platform made for tests: a lane is a path of the
// source's server, and an answer holds posts and the addresses that follow.
type paged struct {
	delay       time.Duration
	conditional bool
	// within makes the pages that follow items of the lane; see Request.Within.
	within int
	// signed sends a credential, repaired reads what could not be read before.
	signed, repaired bool
}

// wirePage is what the test platform sends.
type wirePage struct {
	Posts []wirePost `json:"posts"`
	// Next are the paths that follow: "/a|/b" is /b where there is no /a.
	Next      []string `json:"next"`
	Cut       bool     `json:"cut"`
	Unordered bool     `json:"unordered"`
}

type wirePost struct {
	ID    string    `json:"id"`
	At    time.Time `json:"at"`
	Likes *int64    `json:"likes,omitempty"`
}

func (p paged) Info() Info { return Info{Platform: "paged", Title: "Paged", Delay: p.delay} }

func (p paged) Check(src social.Source) error {
	if src.BaseURL == "" {
		return errors.New("base_url: it is empty")
	}
	return nil
}

func (p paged) Lanes(src social.Source) []string { return src.Tags }

func (p paged) Start(scope Scope) (Request, error) {
	if scope.Lane == "panic-start" {
		panic("no start")
	}
	req := Request{URL: scope.Source.BaseURL + "/" + scope.Lane, Conditional: p.conditional}
	if p.signed {
		req.Sign = map[string]string{"Authorization": "Bearer {token}"}
	}
	return req, nil
}

func (p paged) Parse(scope Scope, resp Response) (Page, error) {
	if scope.Lane == "panic" {
		panic("unexpected shape")
	}
	if err := resp.ExpectJSON(); err != nil {
		return Page{}, err
	}
	var got wirePage
	if err := json.Unmarshal(resp.Body, &got); err != nil {
		return Page{}, err
	}
	page := Page{Posts: make([]social.Post, 0, len(got.Posts)), Cut: got.Cut, Unordered: got.Unordered}
	for i, post := range got.Posts {
		if post.ID == "unreadable" && p.repaired {
			post.ID = "repaired"
		}
		if post.ID == "unreadable" {
			page.Skipped = append(page.Skipped, Skip{Where: fmt.Sprint("post ", i+1), Err: errors.New("it has no shape")})
			continue
		}
		page.Posts = append(page.Posts, social.Post{ID: post.ID, Text: "text", CreatedAt: post.At, Engagement: social.Engagement{Likes: post.Likes}})
	}
	for _, next := range got.Next {
		next, other, _ := strings.Cut(next, "|")
		req := Request{URL: scope.Source.BaseURL + next, Conditional: p.conditional, Within: p.within}
		if other != "" {
			req.Else = []Request{{URL: scope.Source.BaseURL + other}}
		}
		page.Next = append(page.Next, req)
	}
	return page, nil
}
