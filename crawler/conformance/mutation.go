package conformance

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"

	"earshot/crawler"
)

// Mutations is what became of an answer when one value of it was changed, again
// and again.
type Mutations struct {
	// Tried counts the changed answers.
	Tried int
	// Refused counts those that were refused as a whole, and said so: a value
	// outside of the items, such as the code of an error, was changed.
	Refused int
	// Lost counts those whose own item is not read any more.
	Lost int
	// Others are those in which another item than the one that holds the value
	// was changed or lost.
	Others []Fault
}

// Add adds up.
func (m *Mutations) Add(more Mutations) {
	m.Tried += more.Tried
	m.Refused += more.Refused
	m.Lost += more.Lost
	m.Others = append(m.Others, more.Others...)
}

// part is a value of a document in JSON, or an element of one in XML, that can be
// changed.
type part struct {
	path   string
	parent *part
	// element is set for an element of a list.
	element bool
	// without is the document without the part, and variants what it is changed
	// into, by their names.
	without  func() []byte
	variants map[string]func() []byte
}

// CheckMutations changes the type of one value of an answer in JSON, or damages one
// element of an answer in XML, and checks that no other item changes: a value
// costs at most what its absence would, and the item it stands in. It tries limit
// changes, always the same ones; all of them where limit is 0. Answers in other
// formats are left alone.
func CheckMutations(adapter crawler.Adapter, a Answer, limit int) Mutations {
	parts := partsOfJSON(a.Body)
	if parts == nil {
		parts = partsOfXML(a.Body)
	}
	c := comparison{adapter: adapter, answer: a, whole: postsOf(a.Parse(adapter, a.Body)), missing: map[*part]map[string]bool{}}
	type change struct {
		part *part
		name string
	}
	var changes []change
	for _, p := range parts {
		for _, name := range slices.Sorted(maps.Keys(p.variants)) {
			changes = append(changes, change{p, name})
		}
	}
	random := rand.New(rand.NewPCG(7, uint64(len(a.Body))))
	random.Shuffle(len(changes), func(i, j int) { changes[i], changes[j] = changes[j], changes[i] })
	if limit > 0 {
		changes = changes[:min(limit, len(changes))]
	}
	var m Mutations
	for _, at := range changes {
		m.Add(c.try(at.part, at.name))
	}
	return m
}

// comparison compares what is read of changed answers with what is read of the
// answer as it is.
type comparison struct {
	adapter crawler.Adapter
	answer  Answer
	whole   map[string]string
	// missing are the posts that change where a part is missing.
	missing map[*part]map[string]bool
}

// postsOf are the posts of an outcome by their identities.
func postsOf(out Outcome) map[string]string {
	posts := map[string]string{}
	for _, p := range out.Posts {
		data, err := json.Marshal(p)
		if err != nil {
			data = []byte(err.Error())
		}
		posts[p.ID] = string(data)
	}
	return posts
}

// changed are the posts of the answer that are not read alike in body.
func (c comparison) changed(body []byte) (ids map[string]bool, out Outcome) {
	out = c.answer.Parse(c.adapter, body)
	ids = map[string]bool{}
	now := postsOf(out)
	for id, post := range c.whole {
		if now[id] != post {
			ids[id] = true
		}
	}
	return ids, out
}

// owners are the posts that a part belongs to: those that change without it, or
// else those of what it stands in. envelope is set for a part outside of the items.
func (c comparison) owners(p *part) (ids map[string]bool, envelope bool) {
	for at := p; at != nil; at = at.parent {
		ids, known := c.missing[at]
		if !known {
			ids, _ = c.changed(at.without())
			c.missing[at] = ids
		}
		if len(ids) > 0 {
			return ids, at != p && len(ids) == len(c.whole) && len(ids) > 1 && !c.inElement(at, len(ids))
		}
	}
	// What stands at the root of a document belongs to its one post, if it is one.
	ids = map[string]bool{}
	for id := range c.whole {
		ids[id] = true
	}
	return ids, len(c.whole) > 1
}

// inElement tells whether a part stands in an element of a list that so many posts
// belong to: then they are one item.
func (c comparison) inElement(p *part, posts int) bool {
	for at := p; at != nil; at = at.parent {
		if ids, _ := c.owners(at); at.element && len(ids) == posts {
			return true
		}
	}
	return false
}

func (c comparison) try(p *part, name string) Mutations {
	m := Mutations{Tried: 1}
	changed, out := c.changed(p.variants[name]())
	if len(changed) == 0 {
		return m
	}
	owners, envelope := c.owners(p)
	if envelope {
		if out.Code != "" {
			m.Refused = 1
			return m
		}
		owners = nil
	}
	now := postsOf(out)
	for _, id := range slices.Sorted(maps.Keys(changed)) {
		if !owners[id] {
			what := "changes"
			if now[id] == "" {
				what = "is lost"
			}
			m.Others = append(m.Others, Fault{Check: "mutation", Says: fmt.Sprintf("%s as %s: post %q %s: %s %s", p.path, name, id, what, out.Code, out.Error)})
			break
		}
		if now[id] == "" {
			m.Lost = 1
		}
	}
	return m
}
