package crawler

import (
	"net/url"
	"slices"
	"strings"
)

// Join says that a platform shows several posts at once: requests for single posts that
// are alike but for the parameter Param of their address are made as one, with the values
// of all and commas between them, of at most Most posts. The zero value joins none.
type Join struct {
	Param string `json:"param,omitempty"`
	Most  int    `json:"most,omitempty"`
}

// Wanted are the stored posts that a request asks for.
func (q Request) Wanted() []Reference {
	if q.Asks == nil {
		return nil
	}
	return append([]Reference{*q.Asks}, q.Along...)
}

// Alike is the same for requests that can be joined; empty for one that cannot.
func (q Request) Alike() string {
	rest, _ := q.split()
	if rest == "" || len(q.Else) > 0 || len(q.Body) > 0 {
		return ""
	}
	return q.Step + " " + rest
}

// JoinedWith is a request for the posts of q and of other, which are Alike; false where
// those are too many.
func (q Request) JoinedWith(other Request) (Request, bool) {
	if len(q.Wanted())+len(other.Wanted()) > q.Join.Most {
		return q, false
	}
	rest, own := q.split()
	_, more := other.split()
	u, err := url.Parse(rest)
	if err != nil {
		return q, false
	}
	values := u.Query()
	values.Set(q.Join.Param, own+","+more)
	u.RawQuery = values.Encode()
	q.URL, q.Along = u.String(), slices.Concat(q.Along, other.Wanted())
	return q, true
}

// split parts the address from the value of the parameter that is joined.
func (q Request) split() (rest, value string) {
	u, err := url.Parse(q.URL)
	if err != nil || q.Join.Param == "" {
		return "", ""
	}
	values := u.Query()
	if value = values.Get(q.Join.Param); value == "" {
		return "", ""
	}
	values.Del(q.Join.Param)
	u.RawQuery = values.Encode()
	return u.String(), value
}

// Halves are two requests for half the posts of a joined one each; false for one that
// asks for a single post.
func (q Request) Halves() (first, second Request, ok bool) {
	rest, value := q.split()
	u, err := url.Parse(rest)
	wanted, values := q.Wanted(), strings.Split(value, ",")
	if err != nil || len(wanted) < 2 || len(wanted) != len(values) {
		return q, q, false
	}
	part := func(from, to int) Request {
		half, query := q, u.Query()
		query.Set(q.Join.Param, strings.Join(values[from:to], ","))
		at := *u
		at.RawQuery = query.Encode()
		half.URL, half.Asks, half.Along = at.String(), &wanted[from], wanted[from+1:to]
		return half
	}
	middle := len(wanted) / 2
	return part(0, middle), part(middle, len(wanted)), true
}
