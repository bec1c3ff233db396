package figure_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// dated is a post of a day, stored as read so many minutes after noon.
func dated(id string, day, minute int) social.Entry {
	e := storagetest.Entry(id, "Northwind")
	e.Post.CreatedAt = storagetest.Noon.AddDate(0, 0, day)
	e.Post.FetchedAt = storagetest.Noon.AddDate(1, 0, 0).Add(time.Duration(minute) * time.Minute)
	e.Analysis.Original = social.Key{}
	return e
}

// restless are posts of a day each, some of which are dated anew or change their brands at
// every fourth of those that are read.
type restless struct {
	platform string
	random   *rand.Rand
	days     []int
	// minute is when they were last stored.
	minute int
	// paired: each second post is a copy of the one before.
	paired bool
}

func (r *restless) entry(i int) social.Entry {
	r.minute++
	e := dated(fmt.Sprint(i), r.days[i], r.minute)
	if e.Post.Platform = r.platform; r.paired && i%2 == 1 {
		e.Analysis.Original = social.Key{Platform: r.platform, ID: fmt.Sprint(i - 1)}
	}
	return e
}

func (r *restless) all() (entries []social.Entry) {
	for i := range r.days {
		r.days[i] = i
		entries = append(entries, r.entry(i))
	}
	return entries
}

func (r *restless) some() (entries []social.Entry) {
	if r.random.IntN(4) > 0 {
		return nil
	}
	for _, i := range r.random.Perm(len(r.days))[:3] {
		r.days[i] = r.random.IntN(len(r.days)+80) - 40
		entries = append(entries, r.entry(i))
	}
	for _, i := range r.random.Perm(len(r.days))[:2] {
		e := r.entry(i)
		e.Analysis.Brands = []string{[]string{"Contoso", "Northwind"}[r.random.IntN(2)]}
		entries = append(entries, e)
	}
	return entries
}

// TestPostsDatedAnewWhileRead: posts that are dated anew while all are read, to before and to
// after what was read, or change their brands, come once, whether they are many or few match
// a query. What was handed over is held in memory, and in a file.
func TestPostsDatedAnewWhileRead(t *testing.T) {
	const posts = 60
	s := storagetest.Open(t)
	s.SetSpans(5, 10, 20)
	for name, f := range map[string]social.Filter{"all": {}, "a query": {Query: query.MustParse("northwind OR coffee")}, "folded": {FoldCopies: true}} {
		for seed := range uint64(2) {
			r := restless{platform: fmt.Sprintf("%.1s%d", name, seed), random: rand.New(rand.NewPCG(seed, 1)), days: make([]int, posts), paired: f.FoldCopies}
			storagetest.Write(t, s, r.all()...)
			began := r.minute
			f.Platforms = []string{r.platform}
			read := map[string]int{}
			err := s.EachPost(t.Context(), f, func(p social.StoredPost) error {
				read[p.Post.ID]++
				storagetest.Write(t, s, r.some()...)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			for i := range posts {
				want := 1
				if r.paired && i%2 == 1 {
					want = 0
				}
				if n := read[fmt.Sprint(i)]; n != want {
					t.Errorf("%s, seed %d: post %d came %d times, want %d", name, seed, i, n, want)
				}
			}
			if r.minute == began {
				t.Errorf("%s, seed %d: nothing was dated anew", name, seed)
			}
		}
	}
}

// cutter makes connections that can be cut.
type cutter struct {
	mu    sync.Mutex
	conns []net.Conn
}

func (c *cutter) dial(ctx context.Context, address string) (net.Conn, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", address)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.conns = append(c.conns, conn)
	return conn, err
}

func (c *cutter) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, conn := range c.conns {
		_ = conn.Close()
	}
	c.conns = nil
}

// TestPostsDatedAnewWhileConnectionsBreak: of the posts that are dated anew while connections
// break, within a day and to another, each comes once.
func TestPostsDatedAnewWhileConnectionsBreak(t *testing.T) {
	if len(storagetest.Servers()) > 0 {
		t.Skip("connections to a cluster are made by the fixture")
	}
	dsn := storagetest.DSN(t)
	writer := storagetest.OpenAt(t, dsn)
	var conns cutter
	s, err := storage.Open(t.Context(), dsn, slog.New(slog.DiscardHandler), storage.Dial(conns.dial))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	const posts = 300
	at := func(i, day, second, minute int) social.Entry {
		e := dated(fmt.Sprint(i), day, minute)
		e.Post.CreatedAt = e.Post.CreatedAt.Add(time.Duration(second) * time.Second)
		e.Post.Text = strings.Repeat("coffee ", 12_000)
		return e
	}
	var entries []social.Entry
	for i := range posts {
		entries = append(entries, at(i, i/200, i, 0))
	}
	storagetest.Write(t, writer, entries...)
	var read []string
	err = s.EachPost(t.Context(), social.Filter{}, func(p social.StoredPost) error {
		if read = append(read, p.Post.ID); len(read) == 10 {
			// One that came moves on in its day, one to the next day; two that did not come move back.
			storagetest.Write(t, writer, at(2, 0, 190, 1), at(3, 1, 0, 1), at(180, 0, 1, 1), at(250, 0, 2, 1))
			conns.cut()
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(read)
	if n := len(read); n != posts || len(slices.Compact(read)) != posts {
		t.Errorf("%d posts came, %d different ones, want %d", n, len(slices.Compact(read)), posts)
	}
}
