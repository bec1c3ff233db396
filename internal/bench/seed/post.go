package seed

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"earshot/internal/identity"
	"earshot/internal/social"
)

// platformOf is the platform of the post i.
func (w *world) platformOf(i int) string { return w.platforms.pick(w.random(i, forPlace)) }

// post makes the post i with its analysis.
func (w *world) post(i int) social.Entry {
	r := w.random(i, forPlace)
	platform := w.platforms.pick(r)
	from := w.original(i)
	c := w.content(from)
	e := social.Entry{Analysis: c.analysis}
	e.Post = w.frame(r, i, platform)
	p := &e.Post
	p.Title, p.Text, p.Language = c.title, c.text, c.language
	if from != i {
		e.Analysis.Original = w.key(from)
		p.Text += []string{"", " 👍", " !!", " https://example.com/" + strconv.Itoa(i)}[r.IntN(4)]
	}
	p.Tags = e.Analysis.Hashtags
	for n := range c.pictures {
		p.Images = append(p.Images, social.Image{URL: fmt.Sprintf("https://media.%s.example/%s-%d.jpg", platform, code(r, 16), n), Width: 1200, Height: 800})
		if r.IntN(3) == 0 {
			p.Images[n].Alt = c.text[:len(c.text)/3]
			p.Images[n].Alt = strings.ToValidUTF8(p.Images[n].Alt, "")
		}
	}
	p.Engagement = engagement(r, platform)
	return e
}

// frame is a post without what it says.
func (w *world) frame(r *rand.Rand, i int, platform string) social.Post {
	created := w.created(i)
	p := social.Post{Platform: platform, Source: w.source(r, platform), CreatedAt: created, DateFrom: social.DateStated, Keep: social.KeepAll}
	author := int(rand.NewZipf(r, 1.15, 8, uint64(max(500, w.Posts/20))).Uint64())
	p.Author = social.Author{Handle: fmt.Sprintf("author%d@%s.example", author, platform), Name: fmt.Sprintf("Author %d", author)}
	p.Author.URL = fmt.Sprintf("https://%s.example/@author%d", platform, author)
	p.ID, p.URL = w.identity(i, platform, author)
	p.FetchedAt = created.Add(time.Duration(1+r.IntN(60)) * time.Minute)
	if r.IntN(100) == 0 {
		p.DateFrom = social.DateSeen
		p.Backlog = r.IntN(5) == 0
	}
	if platform == "reddit" && r.IntN(3) > 0 {
		p.ParentID = "t3_" + code(r, 6)
		p.ThreadID = p.ParentID
	}
	return p
}

func (w *world) source(r *rand.Rand, platform string) string {
	all := w.sources[platform]
	return all[min(len(all)-1, int(math.Abs(r.NormFloat64())*float64(len(all))/3))]
}

// identity is the identifier and the address of a post. Those of some platforms
// grow with the time, those of others are spread at random.
func (w *world) identity(i int, platform string, author int) (id, url string) {
	r := rand.New(rand.NewPCG(w.Seed, uint64(i)<<3|7))
	switch platform {
	case "mastodon":
		server := r.IntN(60)
		id = fmt.Sprintf("https://social%d.example/users/author%d/statuses/%d", server, author, 109_000_000_000_000_000+i*6_553_600)
		return id, strings.Replace(id, "/users/", "/@", 1)
	case "bluesky":
		key := strconv.FormatInt(int64(3_000_000_000_000+i*100), 36)
		id = fmt.Sprintf("at://did:plc:%s/app.bsky.feed.post/%s", code(rand.New(rand.NewPCG(w.Seed, uint64(author))), 24), key)
		return id, fmt.Sprintf("https://bsky.example/profile/author%d/post/%s", author, key)
	case "reddit":
		id = "t1_" + strconv.FormatInt(int64(60_000_000_000+i), 36)
	case "weibo":
		id = strconv.Itoa(4_900_000_000_000_000 + i*1000)
	case "hackernews":
		id = strconv.Itoa(38_000_000 + i)
	case "telegram":
		id = fmt.Sprintf("channel%d/%d", r.IntN(400), i)
	case feed:
		id = fmt.Sprintf("https://site%d.example/%s/%s", r.IntN(300), w.created(i).Format("2006/01"), code(r, 20))
		return id, id
	default:
		id = code(r, 11)
	}
	return id, fmt.Sprintf("https://%s.example/p/%s", platform, id)
}

// key is the identity of the post i.
func (w *world) key(i int) social.Key {
	platform := w.platformOf(i)
	r := w.random(i, forPlace)
	w.platforms.pick(r)
	return w.frame(r, i, platform).Key()
}

// engagement is what readers did; a feed tells nothing of it, and other platforms
// not always.
func engagement(r *rand.Rand, platform string) social.Engagement {
	var e social.Engagement
	if platform == feed || r.IntN(12) == 0 {
		return e
	}
	size := math.Exp(0.8 + 1.7*r.NormFloat64())
	e.Likes = social.Count(int64(size))
	if platform != "hackernews" && platform != "youtube" {
		e.Shares = social.Count(int64(size * 0.2 * r.Float64()))
	}
	e.Comments = social.Count(int64(size * 0.4 * r.Float64()))
	if platform == "youtube" || platform == "telegram" {
		e.Views = social.Count(int64(size * 40))
	}
	return e
}

// address is the address by which an article is known.
func address(url string) string { return identity.Article(url) }

const codeLetters = "abcdefghijklmnopqrstuvwxyz234567"

// code is a random identifier.
func code(r *rand.Rand, n int) string {
	b := make([]byte, n)
	var bits uint64
	for i := range b {
		if i%12 == 0 {
			bits = r.Uint64()
		}
		b[i] = codeLetters[bits&31]
		bits >>= 5
	}
	return string(b)
}

// pictures are what is known of the pictures of a post: copies show the same ones.
func (w *world) pictures(e *social.Entry, i int) []social.Media {
	if len(e.Post.Images) == 0 {
		return nil
	}
	r := w.random(w.original(i), forCopy)
	var out []social.Media
	for _, image := range e.Post.Images {
		m := social.Media{URL: image.URL, State: social.MediaReady, FetchedAt: e.Post.FetchedAt.Add(time.Minute)}
		var sum [32]byte
		for k := 0; k < len(sum); k += 8 {
			binary.BigEndian.PutUint64(sum[k:], r.Uint64())
		}
		m.SHA256, m.Perceptual = hex.EncodeToString(sum[:]), r.Uint64()
		m.Thumb, m.Type, m.Bytes, m.Width, m.Height = m.SHA256+".thumb", "image/jpeg", 20_000+int64(r.IntN(200_000)), image.Width, image.Height
		switch x := r.IntN(100); {
		case x < 6:
			m = social.Media{URL: image.URL, State: social.MediaFailed, Fault: "the server answered 404", FetchedAt: m.FetchedAt}
		case x < 8:
			m = social.Media{URL: image.URL, State: social.MediaPending, FetchedAt: m.FetchedAt}
		}
		out = append(out, m)
	}
	return out
}

func lower(s string) string { return strings.ToLower(s) }
