package seed

import (
	"math"
	"math/rand/v2"
	"sort"
	"time"
)

// world is what posts are made from.
type world struct {
	Options
	start      time.Time
	vocabulary map[string]*vocabulary
	sources    map[string][]string
	// weights of brands and platforms, summed up.
	brands, platforms weights
}

// feed is the platform whose posts are articles, told by their addresses.
const feed = "feed"

// brandShares are the brands of the workspace with their share of the mentions in
// percent: few are talked about much.
var brandShares = []share{
	{"Northwind", 37}, {"Contoso", 15}, {"Tailspin", 9.5}, {"Fabrikam", 7}, {"Adventura", 5.5}, {"Litware", 4.5}, {"Proseware", 3.7},
	{"Wingtip", 3.1}, {"Lucerna", 2.6}, {"Trey", 2.2}, {"Fourthcoffee", 1.9}, {"Margies", 1.6}, {"Relecloud", 1.4}, {"Wideworld", 1.2},
	{"Bellows", 1}, {"Graphicly", 0.8}, {"Humongous", 0.7}, {"Alpinus", 0.5}, {"Treehaus", 0.4}, {"Vanarsdel", 0.4},
}

// platformShares are the platforms, likewise.
var platformShares = []share{
	{"mastodon", 24}, {"bluesky", 20}, {"reddit", 17}, {"weibo", 14}, {feed, 9}, {"youtube", 7}, {"telegram", 6}, {"hackernews", 3},
}

// sourceCounts is how many sources read each platform.
var sourceCounts = map[string]int{"mastodon": 12, "bluesky": 6, "reddit": 12, "weibo": 5, feed: 14, "youtube": 5, "telegram": 4, "hackernews": 2}

// languageShares are the languages of a platform; the others are as Europe's.
var (
	languageShares = []share{{"en", 58}, {"de", 15}, {"es", 14}, {"zh", 7}, {"ja", 6}}
	weiboLanguages = []share{{"zh", 97}, {"en", 3}}
)

// share is a name with its weight.
type share struct {
	name   string
	weight float64
}

// weights pick names by their shares.
type weights struct {
	names []string
	upTo  []float64
}

func newWeights(shares []share) weights {
	var w weights
	sum := 0.0
	for _, s := range shares {
		sum += s.weight
		w.names, w.upTo = append(w.names, s.name), append(w.upTo, sum)
	}
	return w
}

func (w weights) pick(r *rand.Rand) string {
	x := r.Float64() * w.upTo[len(w.upTo)-1]
	return w.names[min(sort.SearchFloat64s(w.upTo, x), len(w.names)-1)]
}

func newWorld(o Options) *world {
	w := &world{
		Options: o, start: o.End.AddDate(0, -o.Months, 0), vocabulary: map[string]*vocabulary{}, sources: map[string][]string{},
		brands: newWeights(brandShares), platforms: newWeights(platformShares),
	}
	for _, l := range languageShares {
		w.vocabulary[l.name] = newVocabulary(l.name, o.Seed)
	}
	for platform, n := range sourceCounts {
		for i := range n {
			w.sources[platform] = append(w.sources[platform], sourceName(platform, i))
		}
	}
	return w
}

// Brands are the names of the seeded brands, the largest first.
func Brands() []string {
	return newWeights(brandShares).names
}

// What a random source is for; each gives a post numbers of its own.
const (
	forPlace = iota + 1
	forText
	forCopy
)

// random is the source of random numbers for one part of the post i.
func (w *world) random(i int, part uint64) *rand.Rand {
	return rand.New(rand.NewPCG(w.Seed<<8|part, uint64(i)))
}

// hourShares is how much is written in each hour of the day, in UTC.
var hourShares = [24]float64{2, 1.4, 1.1, 1, 1.2, 1.8, 2.8, 4, 5, 5.5, 5.6, 5.6, 5.6, 5.6, 5.7, 5.8, 5.8, 5.9, 6, 6, 5.6, 4.8, 3.8, 2.8}

// created is when the post i was published. Posts grow more frequent by 86 %
// over the whole time, and the hours of a day are as lively as hourShares.
func (w *world) created(i int) time.Time {
	const early, growth = 0.7, 0.3 // the share up to x is 0.7 x + 0.3 x²
	share := (float64(i) + 0.5) / float64(w.Posts)
	x := (math.Sqrt(early*early+4*growth*share) - early) / (2 * growth)
	at := w.start.Add(time.Duration(x * float64(w.End.Sub(w.start))))
	day := at.Truncate(24 * time.Hour)
	at = day.Add(lively(at.Sub(day)))
	if at.After(w.End) {
		at = w.End
	}
	return at.Truncate(time.Microsecond)
}

// lively moves a time of day to where as much of hourShares has passed.
func lively(even time.Duration) time.Duration {
	sum := 0.0
	for _, s := range hourShares {
		sum += s
	}
	left := even.Hours() / 24 * sum
	for hour, s := range hourShares {
		if left < s {
			return time.Duration((float64(hour) + left/s) * float64(time.Hour))
		}
		left -= s
	}
	return 24*time.Hour - 1
}
