package social

import "time"

// Post is one public post, comment, review or article as its platform showed
// it. Platform and ID together are its identity: a post crawled again updates
// the one already stored and never adds a second.
type Post struct {
	// Platform is the adapter's name, such as "mastodon" or "feed".
	Platform string `json:"platform"`
	// ID is the platform's own identifier, unique within Platform. Platforms
	// made of many servers use the global identifier (the ActivityPub uri, the
	// feed entry's guid qualified by its feed when it is not itself global).
	ID string `json:"id"`
	// Source is the name of the configured source that found the post.
	Source string `json:"source"`
	// URL is the page a person would open to read the post.
	URL    string `json:"url"`
	Author Author `json:"author"`
	// Title is the headline where the platform has one, as plain text.
	Title string `json:"title,omitempty"`
	// Text is the body as plain text, without the title. Markup is removed,
	// nothing else is.
	Text string `json:"text"`
	// Language is the BCP 47 tag the platform declared, or empty if none.
	Language string `json:"language,omitempty"`
	// CreatedAt is when the post was published, in UTC, as DateFrom says.
	CreatedAt time.Time `json:"created_at"`
	DateFrom  DateFrom  `json:"date_from,omitempty"`
	// Backlog says that a post dated by DateSeen was there already when its
	// source was first read: it may be of any age, and no trend counts it.
	Backlog bool `json:"backlog,omitempty"`
	// EditedAt is when it was last edited; zero when unknown or never.
	EditedAt time.Time `json:"edited_at,omitzero"`
	// ParentID is the ID of the post this one answers; empty for none.
	ParentID string `json:"parent_id,omitempty"`
	// ThreadID is the ID of the first post of the conversation, if known.
	ThreadID string   `json:"thread_id,omitempty"`
	Tags     []string `json:"tags,omitempty"`
	Links    []string `json:"links,omitempty"`
	Images   []Image  `json:"images,omitempty"`
	// Recordings are its sound and video.
	Recordings []Recording `json:"recordings,omitempty"`
	// Transcript is what is said in its sound or video, as far as the platform tells.
	// TranscriptFrom says who wrote it, TranscriptLanguage is the BCP 47 tag of its language;
	// either may be empty.
	Transcript         string         `json:"transcript,omitempty"`
	TranscriptFrom     TranscriptFrom `json:"transcript_from,omitempty"`
	TranscriptLanguage string         `json:"transcript_language,omitempty"`
	Engagement         Engagement     `json:"engagement"`
	// Deleted says that the platform shows the post no longer. Such a post has an
	// identity and FetchedAt and nothing else: what was stored of it is erased.
	Deleted bool `json:"deleted,omitempty"`
	// Address is the post's own address where URL leads to something else.
	Address string `json:"address,omitempty"`
	// ReadURL is where a page was read that names another address as its own: what
	// links there leads to this post as well.
	ReadURL string `json:"read_url,omitempty"`
	// SharedURL says that several posts of its document have this URL, so that it
	// tells none of them.
	SharedURL bool `json:"shared_url,omitempty"`
	// RepostOf is the ID of the post that this one only shows again, with its words:
	// it is a copy of that one.
	RepostOf string `json:"repost_of,omitempty"`
	// Via is the repost, itself no post, by which the post was read, if it was.
	Via Repost `json:"via,omitzero"`
	// Merged counts what its document holds of this post beside it.
	Merged Merged `json:"merged,omitzero"`
	// Keep says which posts of this source are stored; see KeepMentions.
	Keep Keep `json:"keep,omitempty"`
	// FetchedAt is when this state of the post was read, in UTC. Of two states
	// of one post the later one stands.
	FetchedAt time.Time `json:"fetched_at"`
}

// PlatformAssistant is the platform of what assistants answer to prompts. An answer is no
// person's voice: it mentions no brand and is in no figure, whatever it says.
const PlatformAssistant = "assistant"

// AnswerCut is the tag of an answer that its model did not end, as it reached the limit of
// tokens: what it would have named is unknown.
const AnswerCut = "answer cut off"

// Key is the identity of a post.
type Key struct {
	Platform string `json:"platform"`
	ID       string `json:"id"`
}

// Key returns the identity of p.
func (p Post) Key() Key { return Key{Platform: p.Platform, ID: p.ID} }

// Alone is p without what only goes along with it, until it is known of which post it is.
func (p Post) Alone() Post {
	p.Merged, p.Via, p.SharedURL, p.Address, p.ReadURL = Merged{}, Repost{}, false, "", ""
	return p
}

// FullText is what is analysed and matched: the title, a line break and the text.
func (p Post) FullText() string {
	switch {
	case p.Title == "":
		return p.Text
	case p.Text == "":
		return p.Title
	default:
		return p.Title + "\n" + p.Text
	}
}

// Author is who wrote a post, as far as the platform says.
type Author struct {
	// Handle identifies the author on the platform ("ana@example.social").
	Handle string `json:"handle,omitempty"`
	// Name is the name shown; it may be empty and it may change.
	Name string `json:"name,omitempty"`
	URL  string `json:"url,omitempty"`
}

// Label is the handle, or the shown name where there is no handle, or "".
func (a Author) Label() string {
	if a.Handle != "" {
		return a.Handle
	}
	return a.Name
}

// ImageOf is what a picture of a post is a picture of.
type ImageOf string

const (
	// OfPost: the post's own picture.
	OfPost ImageOf = ""
	// OfVideo: the poster of its video, a frame or what its author chose for one.
	OfVideo ImageOf = "poster"
	// OfCard: that of a page it links to, as the platform shows it in the card of the link. It
	// is not its author's: what is seen in it names no brand.
	OfCard ImageOf = "card"
	// OfFrames: frames of its video, side by side, as Earshot took them.
	OfFrames ImageOf = "frames"
)

// Image is a picture shown with a post: its own, the poster of its video, or that of a page
// it links to.
type Image struct {
	URL string  `json:"url"`
	Of  ImageOf `json:"of,omitempty"`
	// Alt is the author's own description; empty when none was given.
	Alt string `json:"alt,omitempty"`
	// Width and Height in pixels as the platform declared them; 0 is unknown.
	Width  int `json:"width,omitempty"`
	Height int `json:"height,omitempty"`
}

// Engagement holds what readers did with a post. A nil count is unknown, which
// is not zero: not every platform publishes every count.
type Engagement struct {
	Likes    *int64 `json:"likes"`
	Shares   *int64 `json:"shares"`
	Comments *int64 `json:"comments"`
	Views    *int64 `json:"views"`
}

// Total is likes + shares + comments over the counts that are known; nil when
// none of the three is. Views are an audience, not an act, and are left out.
func (e Engagement) Total() *int64 {
	var sum int64
	known := false
	for _, n := range []*int64{e.Likes, e.Shares, e.Comments} {
		if n != nil {
			sum += *n
			known = true
		}
	}
	if !known {
		return nil
	}
	return &sum
}

// Count returns a pointer to n: a known count.
func Count(n int64) *int64 { return &n }

// Keep says which of a source's posts are stored.
type Keep string

const (
	// KeepMentions stores only posts that match at least one brand. The default.
	KeepMentions Keep = "mentions"
	// KeepAll stores every post of the source.
	KeepAll Keep = "all"
)

// KeepTranscript gives p, where it has none, the transcript of a state of the same post that
// is stored: it is not erased by one that was read without it.
func (p *Post) KeepTranscript(stored Post) {
	if p.Transcript == "" && !stored.Deleted {
		p.Transcript, p.TranscriptFrom, p.TranscriptLanguage = stored.Transcript, stored.TranscriptFrom, stored.TranscriptLanguage
	}
}
