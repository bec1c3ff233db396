//go:build linux

package chaos

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
	"earshot/internal/query"
	"earshot/internal/social"
)

// scale makes a sample of about 600 posts: a round is about what is interrupted, and
// package kill has the large one.
const scale = 0.1

// lateBrands are what the configuration's editor adds and takes away, by their queries.
var lateBrands = []string{"grinder", "espresso", "beans OR bohnen"}

// world is the sample, and the configuration as it was last edited.
type world struct {
	*clitest.World
	// sources are listened to, brands are the added ones.
	sources []string
	brands  []string
	// imported are posts that came from files.
	imported []social.Post
	// stale is set where stored posts are to be analysed again: brands were edited.
	stale bool
	// extra is what else the configuration says.
	extra map[string]any
}

// newWorld listens to some of the sample.
func newWorld(t *testing.T) *world {
	w := &world{World: clitest.NewWorld(t, scale)}
	for _, s := range w.Sources()[:4] {
		w.sources = append(w.sources, s.Name)
	}
	w.configure(t)
	return w
}

// configure writes the configuration.
func (w *world) configure(t *testing.T) {
	t.Helper()
	c := w.Configuration()
	var sources []map[string]any
	for _, s := range c["sources"].([]map[string]any) {
		if slices.Contains(w.sources, s["name"].(string)) {
			// What is published counts as a comment on older posts, which are read again whole.
			s["every"], s["refresh"] = "2s", "2400h"
			sources = append(sources, s)
		}
	}
	c["sources"] = sources
	brands := c["brands"].([]map[string]any)
	for _, q := range w.brands {
		brands = append(brands, map[string]any{"name": "Late " + q, "query": q})
	}
	c["brands"] = brands
	maps.Copy(c, w.extra)
	w.WriteConfiguration(t, c)
}

// prepare publishes posts, lets others be liked, and edits the configuration now and then.
func (w *world) prepare(t *testing.T, chance *rand.Rand) {
	t.Helper()
	w.Publish(20 + chance.IntN(60))
	w.Bump(10)
	if all := w.Sources(); chance.IntN(3) == 0 && len(w.sources) < len(all) {
		w.sources = append(w.sources, all[len(w.sources)].Name)
	}
	if chance.IntN(4) == 0 {
		w.editBrands(chance)
	}
	w.configure(t)
}

// editBrands adds a brand, or takes it away.
func (w *world) editBrands(chance *rand.Rand) {
	q := lateBrands[chance.IntN(len(lateBrands))]
	if at := slices.Index(w.brands, q); at >= 0 {
		w.brands = slices.Delete(w.brands, at, at+1)
	} else {
		w.brands = append(w.brands, q)
	}
	w.stale = true
}

// served is what is to be stored.
func (w *world) served() []social.Post {
	posts := map[social.Key]social.Post{}
	for _, s := range w.sources {
		for _, p := range w.Expected(s) {
			posts[p.Key()] = p
		}
	}
	for _, p := range w.imported {
		posts[p.Key()] = p
	}
	return slices.Collect(maps.Values(posts))
}

// crawl crawls until everything was read whole: a server that failed is left alone for
// half a minute at least.
func (w *world) crawl(t *testing.T) {
	t.Helper()
	for end := time.Now().Add(clitest.Patience); ; time.Sleep(5 * time.Second) {
		got := w.Run(t, "crawl", "--once", "--json")
		if got.Code == 0 {
			break
		}
		if time.Now().After(end) {
			t.Errorf("the crawl does not come to its end: exit code %d\n%s", got.Code, clitest.Tail(got.Err))
			return
		}
	}
	if w.stale {
		w.Run(t, "reanalyze", "--all").Want(t, 0)
		w.stale = false
	}
}

// account holds what is stored against what was served, each post's brands against the
// queries of the configuration, and the tables against one another.
func (w *world) account(t *testing.T) clitest.Account {
	t.Helper()
	served := w.served()
	a := w.Account(t, served)
	a.Wrong = append(a.Wrong, w.wrongBrands(t, served)...)
	if got := w.Run(t, "verify"); got.Code != 0 {
		a.Wrong = append(a.Wrong, fmt.Sprintf("verify ends with exit code %d: %s%s", got.Code, clitest.Tail(got.Out), clitest.Tail(got.Err)))
	}
	return a
}

// wrongBrands says which posts mention other brands than the queries find in them.
func (w *world) wrongBrands(t *testing.T, served []social.Post) (faults []string) {
	t.Helper()
	queries := map[string]string{}
	for _, b := range w.Brands() {
		queries[b.Name] = b.Query
	}
	for _, q := range w.brands {
		queries["Late "+q] = q
	}
	want := map[social.Key][]string{}
	for _, name := range slices.Sorted(maps.Keys(queries)) {
		parsed, err := query.Parse(queries[name])
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range served {
			if d := social.NewDocument(p, social.Analysis{}); parsed.Match(&d) {
				want[p.Key()] = append(want[p.Key()], name)
			}
		}
	}
	for key, p := range w.Stored(t) {
		if got := slices.Sorted(slices.Values(p.Brands)); !slices.Equal(got, want[key]) {
			faults = append(faults, fmt.Sprintf("%v mentions %q, want %q", key, got, want[key]))
		}
	}
	return faults
}
