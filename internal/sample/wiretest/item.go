package wiretest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"earshot/internal/social"
)

// pictureSide is the width and height of every picture, in pixels.
const pictureSide = 16

// item is one generated post, before it is put into a platform's format.
type item struct {
	// n counts up from 1, the oldest.
	n int
	// under is the n of the item that this one answers, 0 for none.
	under  int
	author string
	title  string
	// text holds what needs escaping in HTML, and nothing that Markdown reads
	// as markup.
	text    string
	created time.Time
	tag     string
	// alt is that of the picture; empty for an item without one.
	alt string

	likes, shares, comments, views int64
}

// picture is the address of the item's picture.
func (i item) picture(base string) string { return fmt.Sprintf("%s/media/%d.png", base, i.n) }

// layout is how many items a platform has, and which of them answer others. The
// zero layout is one without answers.
type layout struct {
	// times multiplies the posts, where a page holds very many; 0 is once.
	times int
	// apart is the time between two; 0 is 53 minutes.
	apart time.Duration
	// Of every so many items the last answers answer the one before these.
	every, answers int
}

// under is the item that item n answers, 0 for none.
func (l layout) under(n int) int {
	if l.every == 0 {
		return 0
	}
	if past := (n-1)%l.every - (l.every - l.answers - 1); past > 0 {
		return n - past
	}
	return 0
}

// items are the posts of a platform, newest first.
func items(f format, opts Options) []item {
	count, apart := opts.Posts*max(1, f.layout.times), f.layout.apart
	if apart == 0 {
		apart = 53 * time.Minute
	}
	draw := rand.New(rand.NewPCG(uint64(opts.Posts), uint64(len(f.called()))))
	pick := func(words string) string {
		list := strings.Fields(words)
		return list[draw.IntN(len(list))]
	}
	all := make([]item, count)
	for k := range all {
		n := count - k
		i := item{
			n: n, under: f.layout.under(n), author: pick("ana bo cy dee eli fay gus hal ida jo"),
			created: opts.Now.Add(-time.Duration(k) * apart).UTC().Truncate(time.Second),
			tag:     pick("coffee espresso grinder roast"),
			likes:   draw.Int64N(500), shares: draw.Int64N(40), comments: draw.Int64N(90), views: draw.Int64N(90_000),
		}
		i.title = fmt.Sprintf("Northwind %s number %d", pick("beans cup kettle roast 咖啡"), n)
		i.text = fmt.Sprintf("My %s & I tried the %s of northwind, batch %d. It was %s — naïve or not?",
			pick("dog sister boss neighbour"), pick("crema aroma grinder lid 杯子"), n, pick("lovely dreadful fine leaky wonderful"))
		if draw.IntN(8) == 0 {
			i.alt = fmt.Sprintf("a %s table", pick("wet wooden round"))
		}
		all[k] = i
	}
	if f.layout.every != 0 {
		countAnswers(all)
	}
	return all
}

// countAnswers makes the counts of comments those of the items there are.
func countAnswers(all []item) {
	answers := map[int]int64{}
	for _, i := range all {
		answers[i.under]++
	}
	for k := range all {
		all[k].comments = answers[all[k].n]
	}
}

// reply is what somebody answered to the item a minute later, for those who ask for what
// stands below it.
func (i item) reply() item {
	return item{n: 1_000_000 + i.n, under: i.n, author: "kim", text: "Ours is as fine & we kept it.", created: i.created.Add(time.Minute)}
}

// images are the item's picture as a post has it.
func (i item) images(base, alt string, side int) []social.Image {
	if i.alt == "" {
		return nil
	}
	return []social.Image{{URL: i.picture(base), Alt: alt, Width: side, Height: side}}
}
