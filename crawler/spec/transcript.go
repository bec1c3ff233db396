package spec

import (
	"slices"

	"earshot/crawler"
	"earshot/crawler/markup"
	"earshot/crawler/subtitle"
	"earshot/internal/social"
)

// Transcript is where the subtitles or transcripts of a recording stand, of which the best
// is read: people's words before a machine's, and those in the recording's language. What
// is said becomes the transcript of the post.
type Transcript struct {
	// Param is a parameter of the source that must be `yes`, where each recording costs a
	// request of its own.
	Param string `yaml:"param"`
	// When must hold for the item.
	When *Condition `yaml:"when"`
	// Take are values of the item that `request` needs, as in `replies`.
	Take map[string]Rules `yaml:"take"`
	// Request asks for the list of tracks, where the item itself does not hold it.
	Request *Request `yaml:"request"`
	// Each chooses the tracks, in the item or in the answer to `request`.
	Each Selector `yaml:"each" need:"yes"`
	// URL is the address of a track, within what `each` chose. It may be on another server.
	URL Rules `yaml:"url" need:"yes"`
	// Type is its MIME type.
	Type Rules `yaml:"type"`
	// Language is its BCP 47 tag.
	Language Rules `yaml:"language"`
	// Machine holds for tracks that a machine wrote.
	Machine *Condition `yaml:"machine"`
}

// stepTracks is the step of the request for the tracks of a post, which varPost holds.
const (
	stepTracks = "tracks"
	varPost    = "tracks.post"
)

// wantsTranscript tells whether the recording of an item is read.
func (m maker) wantsTranscript(item node) bool {
	t := m.answer.Transcript
	return t != nil && (t.Param == "" || m.values["params."+t.Param] == "yes") && (t.When == nil || t.When.holds(item))
}

// transcript asks for what is said in the recording that is the post p.
func (m maker) transcript(h *harvest, item node, p social.Post, at int) ([]crawler.Request, error) {
	if !m.wantsTranscript(item) || m.isOld(p) || h.transcripts >= subtitle.MaxAsked {
		return nil, nil
	}
	t := m.answer.Transcript
	if t.Request == nil {
		req, ok, err := m.track(item, p)
		if ok {
			h.transcripts++
			return []crawler.Request{req}, err
		}
		return nil, err
	}
	carried, ok := subtitle.Carry(p)
	if !ok {
		return nil, social.Errorf(social.CodeBroken, "the post is too large to wait for what is said in it")
	}
	list, err := m.follow(Followup{Take: t.Take, Answer: Answer{Request: t.Request, Paging: &Paging{}}}, stepTracks, item, values{varPost: carried}, at)
	for i := range list {
		list[i] = subtitle.Once(list[i], p, m.scope.Source)
	}
	h.transcripts += len(list)
	return list, err
}

// track asks for the best track of the post p; n holds the tracks.
func (m maker) track(n node, p social.Post) (crawler.Request, bool, error) {
	t := m.answer.Transcript
	var tracks []subtitle.Track
	parts, _ := n.each(t.Each)
	for _, part := range parts {
		r := reader{node: part, values: m.values, at: m.at}
		found := subtitle.Track{
			URL: markup.Resolve(part.base(), r.one("transcript.url", t.URL)), Type: r.one("transcript.type", t.Type), Language: r.one("transcript.language", t.Language),
			Machine: t.Machine != nil && t.Machine.holds(part), People: t.Machine != nil && !t.Machine.holds(part),
		}
		if r.err != nil {
			return crawler.Request{}, false, r.err
		}
		tracks = append(tracks, found)
	}
	best, there := subtitle.Best(tracks, p.Language)
	if !there {
		return crawler.Request{}, false, nil
	}
	req, ok := subtitle.Ask(best, p)
	return subtitle.Once(req, p, m.scope.Source), ok, nil
}

// tracksOf reads the answer that lists the tracks of a post.
func (m maker) tracksOf(resp crawler.Response, doc node) (crawler.Page, error) {
	p, err := subtitle.Carried(resp.Request.Vars[varPost])
	if err != nil {
		return crawler.Page{}, err
	}
	page := crawler.Page{Valid: true, Unordered: true}
	if m.answer.Transcript == nil {
		return page, nil
	}
	if _, found := doc.each(m.answer.Transcript.Each); !found {
		return page, social.Errorf(social.CodeBroken, "the answer has no %s", m.answer.Transcript.Each)
	}
	req, ok, err := m.track(doc, p)
	if ok {
		page.Next = []crawler.Request{req}
	}
	// A machine may write it later.
	page.Later = !ok
	return page, err
}

// said is the post of a track that was asked for, with its transcript.
func said(resp crawler.Response) (crawler.Page, error) {
	post, err := subtitle.Complete(resp)
	if err != nil {
		return crawler.Page{}, err
	}
	return crawler.Page{Posts: []social.Post{post}, Unordered: true}, nil
}

// transcript checks where recordings are transcribed.
func (c *checker) transcript(key string, t Transcript) {
	_, known := c.file.Params[t.Param]
	c.want(t.Param == "" || known, key+".param", "%q is no parameter", t.Param)
	if t.When != nil {
		c.selector(key+".when", t.When.Selector)
	}
	before := c.taken
	c.taken = slices.Clone(before)
	for name, rules := range t.Take {
		c.rules(key+".take."+name, rules)
		c.taken = append(c.taken, name)
	}
	if t.Request != nil {
		c.request(key+".request", *t.Request)
	}
	c.want(len(t.Take) == 0 || t.Request != nil, key+".take", "is for a request")
	c.selector(key+".each", t.Each)
	c.want(len(t.URL) > 0, key+".url", "is missing")
	c.rules(key+".url", t.URL)
	c.rules(key+".type", t.Type)
	c.rules(key+".language", t.Language)
	if t.Machine != nil {
		c.selector(key+".machine", t.Machine.Selector)
	}
	c.taken = before
}

// transcribes tells whether any of the file's lanes reads what is said in recordings.
func (f *File) transcribes() bool {
	return f.Transcript != nil || slices.ContainsFunc(f.LaneKinds, func(l Lane) bool {
		return l.Transcript != nil || l.Leads != nil && l.Leads.Transcript != nil
	})
}
