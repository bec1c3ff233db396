package app

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/spam"
	"earshot/internal/app/config"
	"earshot/internal/pipeline/analyze"
	"earshot/internal/pipeline/dating"
	"earshot/internal/pipeline/group"
	"earshot/internal/pipeline/transcript"
	"earshot/internal/pipeline/unite"
	"earshot/internal/pipeline/write"
	"earshot/internal/social"
)

// process is a process that takes posts to storage.
type process struct {
	a        *App
	articles *unite.Uniter
	worker   *analyze.Worker
	writer   *write.Writer
}

func newProcess(a *App) *process {
	p := &process{a: a, articles: unite.New(unite.Options{Store: a.Store, Log: a.Settings.Log})}
	p.writer = write.New(write.Options{Store: a.Store, Erase: a.eraser(), Log: a.Settings.Log})
	p.worker = analyze.New(analyze.Options{
		Analyzer: a.Analyzer, Articles: p.articles, Transcripts: transcript.New(a.Store, "feed"), Dates: dating.New(a.Store), Groups: group.New(GroupOptions(a.Settings, a.Store)),
		Authors: spam.NewAuthorHistory(), Writer: p.writer, Log: a.Settings.Log,
	})
	return p
}

// store stores posts as one batch.
func (p *process) store(t *testing.T, posts ...social.Post) {
	t.Helper()
	b, err := p.worker.Prepare(t.Context(), posts, false)
	if err == nil {
		err = p.writer.Write(t.Context(), b)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// merged is what the process counted: new, updated or unchanged, stale, merged.
func (p *process) counts() string {
	c := &p.writer.Counts
	m := c.Merged()
	return fmt.Sprintf("%d new, %d again, %d stale, %+v", c.New.Load(), c.Updated.Load()+c.Unchanged.Load(), c.Stale.Load(), m)
}

var uniteNoon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// entryAt is a feed's entry of an article, read so many minutes after noon.
func entryAt(minute int, guid, url, title string) social.Post {
	return social.Post{
		Platform: "feed", ID: guid, Source: "feed", URL: url, Title: title, Text: "Northwind opened its largest roastery, with room for [...]",
		CreatedAt: uniteNoon.AddDate(0, 0, -1), DateFrom: social.DateStated, Keep: social.KeepAll, FetchedAt: uniteNoon.Add(time.Duration(minute) * time.Minute),
	}
}

// pageAt is an article's page.
func pageAt(minute int, url, title string) social.Post {
	p := entryAt(minute, url, url, title)
	p.Platform, p.Source = "web", "page"
	p.Text = "Northwind opened its largest roastery, with room for forty guests, a school for baristas and a small museum of grinders."
	p.Author.Name = "Ana"
	return p
}

// stored are the posts stored whose address contains a part.
func storedOf(t *testing.T, a *App, part string) []social.StoredPost {
	t.Helper()
	var posts []social.StoredPost
	err := a.Store.EachPost(t.Context(), social.Filter{Unmatched: true}, func(p social.StoredPost) error {
		if strings.Contains(p.Post.URL, part) {
			posts = append(posts, p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return posts
}

func ids(posts []social.StoredPost) []string {
	var list []string
	for _, p := range posts {
		list = append(list, p.Post.Platform+" "+p.Post.ID)
	}
	slices.Sort(list)
	return list
}

// TestOneArticleIsOnePost: what is read of one article under several identities is
// one stored post with all of its places, and nothing else is.
func TestOneArticleIsOnePost(t *testing.T) {
	cfg := config.Default()
	cfg.Brands = []config.Brand{{Name: "Northwind", Query: "northwind"}}
	settings := quiet
	settings.DataDir, settings.Version = t.TempDir(), "test"
	err := With(t.Context(), settings, cfg, func(a *App) error {
		// First, as it looks at what an earlier version stored.
		t.Run("stores of before", func(t *testing.T) { storesOfBefore(t, a) })
		t.Run("what is said stays", func(t *testing.T) { transcriptsStay(t, a) })
		t.Run("in any order", func(t *testing.T) { articlesInAnyOrder(t, a) })
		t.Run("another guid", func(t *testing.T) {
			p := newProcess(a)
			p.store(t, entryAt(0, "https://g.example/feed#1", "https://g.example/a?utm_source=rss", "Roastery"))
			p.store(t, entryAt(1, "https://g.example/feed#2", "https://g.example/a", "Roastery"))
			other := entryAt(2, "https://planet.example/feed#3", "http://www.g.example/a/?utm_medium=x", "Roastery")
			other.Source = "planet"
			p.store(t, other)
			posts := storedOf(t, a, "g.example/a")
			if len(posts) != 1 || posts[0].Post.ID != "https://g.example/feed#1" || posts[0].Post.Source != "feed" || len(posts[0].Places) != 3 {
				t.Errorf("stored %+v", posts)
			}
			if got, want := p.counts(), "1 new, 0 again, 0 stale, {Pages:0 Feeds:1 Renamed:1 Reposts:0 Duplicates:0}"; got != want {
				t.Errorf("counted %s, want %s", got, want)
			}
		})
		t.Run("another address that leads to it", func(t *testing.T) { canonicalElsewhere(t, a) })
		t.Run("a reused guid", func(t *testing.T) {
			p := newProcess(a)
			later := entryAt(1, "https://r.example/feed#news", "https://r.example/2", "The other")
			later.CreatedAt = later.CreatedAt.Add(time.Hour)
			p.store(t, entryAt(0, "https://r.example/feed#news", "https://r.example/1", "The one"))
			p.store(t, later)
			later.FetchedAt = later.FetchedAt.Add(time.Minute)
			p.store(t, later)
			moved := entryAt(3, "https://r.example/feed#news", "https://r.example/1-new", "The one")
			p.store(t, moved)
			want := []string{"feed https://r.example/feed#news", "feed https://r.example/feed#news#r.example/2"}
			if got := ids(storedOf(t, a, "r.example/")); !slices.Equal(got, want) {
				t.Errorf("stored %q, want %q", got, want)
			}
		})
		t.Run("a shared link", func(t *testing.T) {
			p := newProcess(a)
			one, two := entryAt(0, "https://s.example/feed#1", "https://s.example/status", "Tills are down"), entryAt(0, "https://s.example/feed#2", "https://s.example/status", "Tills are up")
			one.SharedURL, two.SharedURL = true, true
			p.store(t, one, two)
			// Later the feed shows one at a time.
			newProcess(a).store(t, entryAt(1, "https://s.example/feed#3", "https://s.example/status", "Tills are down again"))
			if got := ids(storedOf(t, a, "s.example")); len(got) != 3 {
				t.Errorf("stored %q", got)
			}
		})
		t.Run("two identifiers", func(t *testing.T) { twoIdentifiers(t, a) })
		t.Run("reposts", func(t *testing.T) { repostsOfOne(t, a) })
		t.Run("short reposts", func(t *testing.T) { shortReposts(t, a) })
		t.Run("two processes", func(t *testing.T) { twoProcesses(t, a) })
		t.Run("erased", func(t *testing.T) { erasedArticle(t, a) })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// canonicalElsewhere: the entry of a feed that links to an address of a page that
// names another as its own is the page's, in either order and in one batch, and
// an address that leads to another article each day joins none of them.
func canonicalElsewhere(t *testing.T, a *App) {
	page := pageAt(1, "https://c.example/articles/5", "Roastery")
	page.ReadURL = "https://c.example/?id=5&from=list"
	entry := entryAt(0, "https://c.example/feed#5", page.ReadURL, "Roastery")
	for name, batches := range map[string][][]social.Post{"1": {{entry}, {page}}, "2": {{page}, {entry}}, "3": {{entry, page}}, "4": {{page}, {entry}, {page}, {entry}}} {
		host := "c" + name + ".example"
		p := newProcess(a)
		for minute, batch := range batches {
			var posts []social.Post
			for _, post := range batch {
				post.ID, post.URL = strings.ReplaceAll(post.ID, "c.example", host), strings.ReplaceAll(post.URL, "c.example", host)
				post.ReadURL = strings.ReplaceAll(post.ReadURL, "c.example", host)
				post.FetchedAt = post.FetchedAt.Add(time.Duration(minute) * time.Hour)
				posts = append(posts, post)
			}
			p.store(t, posts...)
		}
		got := storedOf(t, a, host)
		if len(got) != 1 || len(got[0].Places) != 2 || got[0].Post.Author.Name != "Ana" {
			t.Errorf("%s: stored %q, want the page at two places", name, ids(got))
		}
	}
	p := newProcess(a)
	for minute, title := range []string{"Of Monday", "Of Tuesday"} {
		daily := pageAt(minute, fmt.Sprintf("https://d.example/%d", minute), title)
		daily.ReadURL = "https://d.example/latest"
		p.store(t, daily)
	}
	if got := ids(storedOf(t, a, "d.example")); len(got) != 2 {
		t.Errorf("stored %q, want both articles of one address", got)
	}
}

// storesOfBefore: what was stored before addresses were noted keeps its identity,
// and what is read of it elsewhere joins it.
func storesOfBefore(t *testing.T, a *App) {
	before := []social.Post{
		entryAt(0, "https://b.example/feed#1", "https://b.example/a?utm_source=rss", "Roastery"),
		pageAt(0, "https://b.example/b", "Grinder"),
		{Platform: "x", ID: "http://twitter.com/ana/statuses/1799", URL: "http://twitter.com/ana/statuses/1799", Text: "Northwind", CreatedAt: uniteNoon, FetchedAt: uniteNoon, Source: "import:b.csv", Keep: social.KeepAll},
	}
	entries := make([]social.Entry, len(before))
	for i, p := range before {
		entries[i] = social.Entry{Post: p, Analysis: a.Analyzer.Analyze(p)}
	}
	if _, err := a.Store.Write(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	p := newProcess(a)
	again := before[2]
	again.ID, again.URL, again.FetchedAt = "1799", "https://x.com/i/web/status/1799", uniteNoon.Add(time.Hour)
	p.store(t, entryAt(60, "https://b.example/feed#1", "https://b.example/a?utm_source=rss", "Roastery"), pageAt(60, "https://b.example/a", "Roastery"),
		entryAt(60, "https://b.example/feed#2", "https://b.example/b/", "Grinder"), again)
	want := []string{"feed https://b.example/feed#1", "web https://b.example/b", "x http://twitter.com/ana/statuses/1799"}
	if got := append(ids(storedOf(t, a, "b.example")), ids(storedOf(t, a, "1799"))...); !slices.Equal(got, want) {
		t.Errorf("stored %q, want %q", got, want)
	}
	if got, want := p.counts(), "0 new, 1 again, 0 stale, {Pages:2 Feeds:0 Renamed:1 Reposts:0 Duplicates:0}"; got != want {
		t.Errorf("counted %s, want %s", got, want)
	}
}

// outcome is what is the same in whatever order an article is read.
type uniteOutcome struct {
	Title, Text, Author, Address string
	Created                      time.Time
	Comments                     int64
	Places                       []string
}

// articlesInAnyOrder reads the states of an article in each order, in batches of
// any size, with processes that die before they stored what they noted.
func articlesInAnyOrder(t *testing.T, a *App) {
	r := rand.New(rand.NewPCG(7, 7))
	var want uniteOutcome
	for n, order := range permutations([]int{0, 1, 2, 3}) {
		if n%2 == 1 {
			continue // half of them are enough
		}
		host := fmt.Sprintf("o%d.example", n)
		url := "https://" + host + "/roastery"
		edited := pageAt(30, url, "Roastery opens")
		edited.Text += " It opens on Monday."
		planet := entryAt(20, "https://planet.example/"+host, url+"?utm_source=planet", "Roastery opens")
		planet.Source, planet.Engagement.Comments = "planet", social.Count(5)
		states := []social.Post{entryAt(0, "https://"+host+"/feed#1", url+"?utm_source=rss", "Roastery opens"), pageAt(10, url, "Roastery"), planet, edited}
		p := newProcess(a)
		for at := 0; at < len(order); {
			var batch []social.Post
			for size := 1 + r.IntN(3); size > 0 && at < len(order); size, at = size-1, at+1 {
				batch = append(batch, states[order[at]])
			}
			if r.IntN(3) == 0 {
				if _, err := p.worker.Prepare(t.Context(), batch, false); err != nil {
					t.Fatal(err)
				}
				p = newProcess(a)
			}
			p.store(t, batch...)
			if r.IntN(3) == 0 {
				p.store(t, batch...)
			}
		}
		posts := storedOf(t, a, host)
		if len(posts) != 1 {
			t.Fatalf("order %v: stored %q", order, ids(posts))
		}
		post := posts[0].Post
		got := uniteOutcome{Title: post.Title, Text: post.Text, Author: post.Author.Name, Address: strings.ReplaceAll(post.URL, host, "h"), Created: post.CreatedAt, Comments: *post.Engagement.Comments}
		for _, p := range posts[0].Places {
			got.Places = append(got.Places, strings.ReplaceAll(fmt.Sprint(p.Platform, " ", p.ID, " ", p.Source, " ", p.FetchedAt.Minute()), host, "h"))
		}
		slices.Sort(got.Places)
		if n == 0 {
			want = got
			if len(got.Places) != 3 || got.Text != edited.Text || got.Author != "Ana" || got.Address != "https://h/roastery" {
				t.Errorf("%+v", got)
			}
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("order %v (-first +got):\n%s", order, diff)
		}
	}
	figures, err := a.Store.Figures(t.Context(), social.Filter{Brand: "Northwind"})
	if err != nil || int(figures.Mentions) != len(storedOf(t, a, "")) {
		t.Errorf("figures %+v, %v; want %d mentions", figures, err, len(storedOf(t, a, "")))
	}
}

func permutations(list []int) (all [][]int) {
	if len(list) < 2 {
		return [][]int{list}
	}
	for i := range list {
		rest := slices.Delete(slices.Clone(list), i, i+1)
		for _, p := range permutations(rest) {
			all = append(all, append([]int{list[i]}, p...))
		}
	}
	return all
}

// twoIdentifiers: Instagram's interface has others than its addresses.
func twoIdentifiers(t *testing.T, a *App) {
	crawled := func(minute int, code string) social.Post {
		return social.Post{
			Platform: "instagram", ID: "1784" + code, ThreadID: "1784" + code, URL: "https://www.instagram.com/p/" + code + "/", Source: "ig", Text: "Northwind",
			CreatedAt: uniteNoon, FetchedAt: uniteNoon.Add(time.Duration(minute) * time.Minute), Keep: social.KeepAll,
		}
	}
	imported := func(minute int, code string) social.Post {
		p := crawled(minute, code)
		p.ID, p.ThreadID, p.Source = code, "", "import"
		return p
	}
	p := newProcess(a)
	p.store(t, crawled(0, "AB"))
	p.store(t, imported(1, "AB"))
	p.store(t, imported(0, "CD"))
	p.store(t, crawled(1, "CD"))
	p.store(t, imported(0, "EF"), crawled(0, "EF"))
	comment := crawled(2, "AB")
	comment.ID, comment.ParentID = "9001", "1784AB"
	p.store(t, comment)
	want := []string{"instagram 1784AB", "instagram 1784EF", "instagram 9001", "instagram CD"}
	if got := ids(storedOf(t, a, "instagram.com")); !slices.Equal(got, want) {
		t.Errorf("stored %q, want %q", got, want)
	}
	if p.writer.Counts.Merged().Renamed != 3 {
		t.Errorf("counted %s", p.counts())
	}
}

// repostsOfOne: reposts are their original, whether it is read itself or not.
func repostsOfOne(t *testing.T, a *App) {
	tweet := func(minute int, id, via string) social.Post {
		p := social.Post{
			Platform: "x", ID: id, URL: "https://x.com/ana/status/" + id, Source: "x", Text: "Northwind", CreatedAt: uniteNoon,
			FetchedAt: uniteNoon.Add(time.Duration(minute) * time.Minute), Keep: social.KeepAll,
		}
		if via != "" {
			p.Via = social.Repost{ID: via, URL: "https://x.com/bo/status/" + via}
		}
		return p
	}
	p := newProcess(a)
	p.store(t, tweet(1, "701", "702"), tweet(0, "701", ""))
	p.store(t, tweet(0, "711", "712"))
	p.store(t, tweet(1, "711", "713"))
	p.store(t, tweet(2, "701", ""))
	posts := storedOf(t, a, "ana/status/7")
	if got := ids(posts); !slices.Equal(got, []string{"x 701", "x 711"}) {
		t.Fatalf("stored %q", got)
	}
	for _, stored := range posts {
		if len(stored.Places) != 2 || !strings.Contains(stored.Places[1].URL, "bo/status/7") {
			t.Errorf("places of %s: %+v", stored.Post.ID, stored.Places)
		}
	}
	if got, want := p.counts(), "2 new, 1 again, 0 stale, {Pages:0 Feeds:0 Renamed:0 Reposts:2 Duplicates:0}"; got != want {
		t.Errorf("counted %s, want %s", got, want)
	}
}

// shortReposts: a repost is folded under its original however short their words are.
func shortReposts(t *testing.T, a *App) {
	p := newProcess(a)
	original := social.Post{
		Platform: "x", ID: "801", URL: "https://x.com/ana/status/801", Source: "short", Text: "Northwind!", CreatedAt: uniteNoon, FetchedAt: uniteNoon, Keep: social.KeepAll,
	}
	repost := original
	repost.ID, repost.URL, repost.RepostOf, repost.CreatedAt = "802", "https://x.com/bo/status/802", "801", uniteNoon.Add(time.Hour)
	p.store(t, repost)
	p.store(t, original, repost)
	for fold, want := range map[bool]int64{false: 2, true: 1} {
		f, err := a.Store.Figures(t.Context(), social.Filter{Brand: "Northwind", Sources: []string{"short"}, FoldCopies: fold})
		if err != nil || f.Mentions != want {
			t.Errorf("folded %v: %d mentions, want %d; %v", fold, f.Mentions, want, err)
		}
	}
}

// twoProcesses note one article at the same time.
func twoProcesses(t *testing.T, a *App) {
	p, q := newProcess(a), newProcess(a)
	feed, page := entryAt(0, "https://t.example/feed#1", "https://t.example/a", "Roastery"), pageAt(0, "https://t.example/a", "Roastery")
	unite := func(p *process, post social.Post) []social.Entry {
		entries, err := p.articles.Unite(t.Context(), []social.Post{post})
		if err != nil {
			t.Fatal(err)
		}
		return entries
	}
	first, second := unite(p, feed), unite(q, page)
	note := func(ctx context.Context) error { return q.articles.Note(ctx, second) }
	if err := p.articles.Note(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if err := note(t.Context()); social.CodeOf(err) != social.CodeConflict {
		t.Fatalf("the later of two: %v", err)
	}
	p.store(t, feed)
	q.store(t, page)
	if got := ids(storedOf(t, a, "t.example")); !slices.Equal(got, []string{"feed https://t.example/feed#1"}) {
		t.Errorf("stored %q", got)
	}
}

// erasedArticle: places of a deleted post are erased as well, and an older state
// read elsewhere does not bring it back.
func erasedArticle(t *testing.T, a *App) {
	p := newProcess(a)
	feed, page := entryAt(0, "https://e.example/feed#1", "https://e.example/a", "Roastery"), pageAt(1, "https://e.example/a", "Roastery")
	p.store(t, feed, page)
	p.store(t, social.Post{Platform: "feed", ID: feed.ID, Deleted: true, FetchedAt: uniteNoon.Add(time.Hour)})
	p.store(t, page)
	if got := storedOf(t, a, "e.example"); len(got) != 0 {
		t.Errorf("stored %q", ids(got))
	}
	places, err := a.Store.Places(t.Context(), []social.Key{feed.Key()})
	if err != nil || len(places) != 0 {
		t.Errorf("places %+v, %v", places, err)
	}
	page.FetchedAt = uniteNoon.Add(2 * time.Hour)
	p.store(t, page)
	if got := ids(storedOf(t, a, "e.example")); !slices.Equal(got, []string{"feed " + feed.ID}) {
		t.Errorf("brought back as %q", got)
	}
}
