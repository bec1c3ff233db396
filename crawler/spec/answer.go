package spec

import (
	"slices"
	"strconv"
	"strings"

	"earshot/internal/social"
)

// Answer is what is asked for, and how what comes back is read. Its keys stand at
// the top of a file, in a lane, and in what is asked for because of an item
// (`replies`, `leads`, `whole`). `gone`, `where`, `fields`, `reply`, `nested`, `replies`,
// `whole` and `leads` belong together: a lane has all of its own or all of the
// file's, but it may add `replies`.
type Answer struct {
	// Request is what is asked for.
	Request *Request `yaml:"request"`
	// Paging is how to get the next page. Default: one page.
	Paging *Paging `yaml:"paging"`
	// Items chooses the items of a page: a list in JSON, elements in HTML.
	Items *Selector `yaml:"items"`
	// Empty is how a first page says that there is nothing. Without it a first
	// page of HTML on which `items` chooses nothing counts as broken, and so does
	// JSON that does not have the list.
	Empty *Condition `yaml:"empty"`
	// Filled says what it means that the first page holds no items, on platforms that
	// answer so where they refuse: the source is then empty and not well.
	Filled string `yaml:"filled"`
	// End holds in answers that are not cut off, where the format does not show it.
	End *Condition `yaml:"end"`
	// Gone is how an item says that its post was withdrawn: deleted, hidden or made
	// private. Where one of the conditions holds the post is erased. Only what the
	// platform says outright belongs here; what is merely missing says nothing.
	Gone Conditions `yaml:"gone"`
	// Of, in `replies` with `together`, is the key of the item that an item of the
	// answer is a reply to.
	Of Rules `yaml:"of"`
	// Where are conditions that must all hold for an item to be a post.
	Where []Condition `yaml:"where"`
	// Fields says where in an item the fields of a post stand.
	Fields *Fields `yaml:"fields"`
	// Unordered says that the newest posts do not come first, so that a page of
	// old ones is no reason to stop.
	Unordered bool `yaml:"unordered"`
	// Undated says that the platform shows no dates of items. Their posts are of when
	// they were first seen, in which a test of the file then finds no fault.
	Undated bool `yaml:"undated"`
	// Reply holds on items that answer another item of the same page, for answers
	// that hold a post and its replies: these, and further pages, are for sources
	// with `comments`.
	Reply *Condition `yaml:"reply"`
	// Nested chooses the replies within an item, which look like it.
	Nested *Selector `yaml:"nested"`
	// Replies are asked for below each item of a source with `comments`, as many
	// levels deep as it says. It is one or a list.
	Replies Followups `yaml:"replies"`
	// Whole is asked for where its `when` holds because an item is cut short. What
	// it does not say is as here. Until it is read the item stands as it is.
	Whole *Followup `yaml:"whole"`
	// Transcript is where what is said in the recording of an item is to be had as text.
	Transcript *Transcript `yaml:"transcript"`
	// Leads says that items are no posts, but lead to answers that hold them. It
	// stands in place of `fields`.
	Leads *Followup `yaml:"leads"`
	// Else is asked for instead where the server does not know the address (404) or
	// does not show it to visitors: another version of its interface.
	Else *Answer `yaml:"else"`
}

// Followup is an answer that is asked for because of an item of another. It holds
// the keys of an answer, all of its own.
type Followup struct {
	Answer `yaml:",inline"`
	// When must hold for the item.
	When *Condition `yaml:"when"`
	// Take are values of the item that the request or the rules below need, by the
	// names of their placeholders: `take: {topic: {json: id}}` gives `{topic}`.
	// `{post.id}`, `{post.url}` and `{post.thread}` are those of the post above.
	Take map[string]Rules `yaml:"take"`
	// Together is the key of an item, for platforms that show what many lead to, or the
	// replies to many, at once: `{together}` is the keys of a page's items with commas
	// between them. In `replies`, `of` says in the answer to which of them an item replies.
	Together Rules `yaml:"together"`
	// Again says that below what is found the same is asked for, level by level.
	Again bool `yaml:"again"`
	// Updated is when something was last added to what the item leads to; what is
	// older than the crawl wants is not asked for.
	Updated Rules `yaml:"updated"`
}

// Conditions may stand in YAML as one without a list.
type Conditions []Condition

// UnmarshalYAML reads one or a list.
func (c *Conditions) UnmarshalYAML(unmarshal func(any) error) error {
	return oneOrMany((*[]Condition)(c), unmarshal)
}

// any tells whether one of them holds.
func (c Conditions) any(n node) bool {
	return slices.ContainsFunc(c, func(c Condition) bool { return c.holds(n) })
}

// Followups may stand in YAML as one without a list.
type Followups []Followup

// UnmarshalYAML reads one or a list.
func (f *Followups) UnmarshalYAML(unmarshal func(any) error) error {
	return oneOrMany((*[]Followup)(f), unmarshal)
}

// over fills in what a says nothing of.
func (a Answer) over(from Answer) Answer {
	if a.Request == nil {
		a.Request = from.Request
	}
	if a.Paging == nil {
		a.Paging = from.Paging
	}
	if a.Items == nil {
		a.Items = from.Items
	}
	if a.Empty == nil {
		a.Empty = from.Empty
	}
	if a.Filled == "" {
		a.Filled = from.Filled
	}
	if a.End == nil {
		a.End = from.End
	}
	a.Unordered = a.Unordered || from.Unordered
	if a.Fields == nil && a.Leads == nil {
		a.Gone, a.Where, a.Fields, a.Undated, a.Reply, a.Nested = from.Gone, from.Where, from.Fields, from.Undated, from.Reply, from.Nested
		a.Leads, a.Whole, a.Transcript = from.Leads, from.Whole, from.Transcript
		if a.Replies == nil {
			a.Replies = from.Replies
		}
	}
	return a
}

// other is Else, with what it does not say of its own; nil is none.
func (a Answer) other() *Answer {
	if a.Else == nil {
		return nil
	}
	other := a.Else.over(a)
	other.Else = nil
	if other.Paging == nil {
		other.Paging = &Paging{}
	}
	return &other
}

// answer is a followup that asks for the whole of what stands in a.
func (f Followup) answer(a Answer) Answer {
	if f.Paging == nil {
		f.Paging = &Paging{}
	}
	whole := f.over(a)
	// What is below it was asked for already.
	whole.Whole, whole.Replies = nil, f.Replies
	return whole
}

// The parts of a step, which name an answer by the way that leads to it:
// page/leads/replies.1.
const (
	stepPage    = "page"
	stepElse    = "else"
	stepLeads   = "leads"
	stepReplies = "replies"
	stepWhole   = "whole"
)

// answer finds the answer that a step of a lane asks for.
func (f *File) answer(lane Lane, step string) (Answer, error) {
	lost := social.Errorf(social.CodeInternal, "there is no step %q", step)
	a := lane.over(f.Answer)
	for i, part := range strings.Split(step, "/") {
		name, number, _ := strings.Cut(part, ".")
		n, err := strconv.Atoi(number)
		switch {
		case i == 0 && part == stepPage:
		case part == stepElse && a.Else != nil:
			a = *a.other()
		case part == stepWhole && a.Whole != nil:
			a = a.Whole.answer(a)
		case part == stepTracks && a.Transcript != nil && a.Transcript.Request != nil:
		case part == stepLeads && a.Leads != nil:
			a = a.Leads.Answer
		case name == stepReplies && err == nil && n >= 0 && n < len(a.Replies):
			follow := a.Replies[n]
			a = follow.Answer
			if follow.Again {
				a.Replies = Followups{follow}
			}
		default:
			return Answer{}, lost
		}
		if a.Paging == nil {
			a.Paging = &Paging{}
		}
	}
	return a, nil
}
