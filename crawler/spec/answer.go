package spec

import (
	"strconv"
	"strings"

	"earshot/internal/social"
)

// Answer is what is asked for and how what comes back is read. What a lane does
// not say of its own is as in the file; what an item is (Where, Fields, Reply,
// Nested, Replies, Whole and Leads) a lane has either all of its own or all as in the
// file, but for Replies, which it may add.
type Answer struct {
	Request *Request `yaml:"request"`
	Paging  *Paging  `yaml:"paging"`
	// Items chooses the items of a page. An item on which a condition of Where
	// fails is not a post and is left out.
	Items *Selector `yaml:"items"`
	// Empty is how a first page says that there is nothing. Without it a first
	// HTML page on which Items chooses nothing counts as broken.
	Empty *Condition `yaml:"empty"`
	// End holds for answers that are not cut off; a page of HTML shows that itself.
	End    *Condition  `yaml:"end"`
	Where  []Condition `yaml:"where"`
	Fields *Fields     `yaml:"fields"`
	// Unordered says that the newest posts do not come first, so that a page of
	// old ones is no reason to stop.
	Unordered bool `yaml:"unordered"`
	// Reply holds on items that answer another one of the same conversation:
	// they, and further pages, are for sources that read comments.
	Reply *Condition `yaml:"reply"`
	// Nested chooses the replies within an item, which look like it.
	Nested *Selector `yaml:"nested"`
	// Replies are asked for below each item, down to the depth of Source.Comments.
	// An item known to have none is not asked about.
	Replies Followups `yaml:"replies"`
	// Whole is what is asked for where its When holds because an item is cut short;
	// what it does not say is as here. Until it is read the item stands as it is.
	Whole *Followup `yaml:"whole"`
	// Leads say that items are no posts, but lead to answers that hold them.
	Leads *Followup `yaml:"leads"`
	// Else is asked for instead on a server that does not know the address of
	// Request, or does not show it to visitors.
	Else *Answer `yaml:"else"`
}

// Followup is an answer that is asked for because of an item of another.
type Followup struct {
	Answer `yaml:",inline"`
	// When must hold for the item.
	When *Condition `yaml:"when"`
	// Take are values of the item, by the names of their placeholders in the
	// request and in rules. Of the post that is replied to there are {post.id},
	// {post.url} and {post.thread} besides.
	Take map[string]Rules `yaml:"take"`
	// Again says that what is found is asked about in the same way, level by level.
	Again bool `yaml:"again"`
	// Updated is when something was last added to what the item leads to. What
	// is older than the crawl wants is not asked for.
	Updated Rules `yaml:"updated"`
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
	if a.End == nil {
		a.End = from.End
	}
	a.Unordered = a.Unordered || from.Unordered
	if a.Fields == nil && a.Leads == nil {
		a.Where, a.Fields, a.Reply, a.Nested, a.Leads, a.Whole = from.Where, from.Fields, from.Reply, from.Nested, from.Leads, from.Whole
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
