package wire

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
	n      int
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

// items are the posts of a platform, newest first, hours apart.
func items(platform string, opts Options) []item {
	draw := rand.New(rand.NewPCG(uint64(opts.Posts), uint64(len(platform))))
	pick := func(words string) string {
		list := strings.Fields(words)
		return list[draw.IntN(len(list))]
	}
	all := make([]item, opts.Posts)
	for k := range all {
		n := opts.Posts - k
		i := item{
			n: n, author: pick("ana bo cy dee eli fay gus hal ida jo"),
			created: opts.Now.Add(-time.Duration(k) * 53 * time.Minute).UTC().Truncate(time.Second),
			tag:     pick("coffee espresso grinder roast"),
			likes:   draw.Int64N(500), shares: draw.Int64N(40), comments: draw.Int64N(90), views: draw.Int64N(90_000),
		}
		i.title = fmt.Sprintf("Northwind %s number %d", pick("beans cup kettle roast 咖啡"), n)
		i.text = fmt.Sprintf("My %s & I tried the %s of northwind, batch %d. It was %s — naïve or not?",
			pick("dog sister boss neighbour"), pick("crema aroma grinder lid 杯子"), n, pick("lovely dreadful fine leaky wonderful"))
		if draw.IntN(3) == 0 {
			i.alt = fmt.Sprintf("a %s table", pick("wet wooden round"))
		}
		all[k] = i
	}
	return all
}

// images are the item's picture as a post has it.
func (i item) images(base, alt string, side int) []social.Image {
	if i.alt == "" {
		return nil
	}
	return []social.Image{{URL: i.picture(base), Alt: alt, Width: side, Height: side}}
}
