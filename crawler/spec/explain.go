package spec

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"earshot/crawler"
)

// Explanation says what an answer lacks that the file promises, for whoever
// writes the file.
type Explanation struct {
	// Items is how many items the answer holds, and Posts how many of them are
	// posts that can be read.
	Items, Posts int
	// Faults are why items are not there or are no posts.
	Faults []Fault
	// Unused are fields of the file that yield nothing in any item, and conditions
	// that leave out most items.
	Unused []Fault
}

// Explain reads an answer as Parse does and says why it yields what it yields.
func (f *File) Explain(scope crawler.Scope, resp crawler.Response) (e Explanation) {
	defer func() {
		if cause := recover(); cause != nil {
			e.Faults = append(e.Faults, Fault{Line: 1, Says: fmt.Sprintf("the parser gave up: %v", cause)})
		}
	}()
	x := explainer{file: f}
	doc, err := f.document(resp)
	if err != nil {
		x.fault("format", "%v", err)
		return x.Explanation
	}
	for i, s := range f.Errors {
		if s.Status == 0 && s.holds(doc) {
			x.fault(fmt.Sprintf("errors[%d]", i), "the answer counts as a refusal (%s): %s", s.State, s.Message)
		}
	}
	m, err := f.maker(scope, resp, doc)
	if err != nil {
		x.fault("lanes", "%v", err)
		return x.Explanation
	}
	x.maker, x.place = m, f.placeOf(m.lane.Name, m.step)
	items, _ := doc.each(*m.answer.Items)
	x.Items = len(items)
	if len(items) == 0 {
		x.nothing(doc)
		return x.Explanation
	}
	wanted := x.wanted(items)
	if m.answer.Leads != nil {
		x.leads(wanted)
		return x.Explanation
	}
	x.posts(wanted)
	x.unused(wanted)
	return x.Explanation
}

type explainer struct {
	Explanation
	file  *File
	maker maker
	// place is the key of a part of the answer, such as fields.
	place func(part string) string
}

func (x *explainer) fault(key, format string, args ...any) {
	x.Faults = append(x.Faults, Fault{Line: lineOf(x.file.tree, key), Key: key, Says: fmt.Sprintf(format, args...)})
}

// nothing says why there are no items.
func (x *explainer) nothing(doc node) {
	chosen := *x.maker.answer.Items
	key := x.place("items")
	if page, ok := doc.(htmlNode); ok {
		x.fault(key, "%s matches nothing on the page; there are %s", chosen, elementsOf(page))
		return
	}
	if _, there := doc.each(chosen); there {
		x.fault(key, "%s is there and holds nothing: the answer says that there are no items", chosen)
		return
	}
	x.fault(key, "%s matches nothing in the answer; %s", chosen, whereJSONEnds("the answer", doc.(jsonNode).Result, chosen.JSON))
}

// wanted are the items that no condition keeps out, with word of the others.
func (x *explainer) wanted(items []node) []node {
	failed := make([]int, len(x.maker.answer.Where))
	replies, gone := 0, 0
	var wanted []node
	for _, item := range items {
		a := x.maker.answer
		if a.Reply != nil && a.Reply.holds(item) && x.maker.depth >= x.maker.scope.Source.Comments {
			replies++
			continue
		}
		if a.Gone.any(item) {
			gone++
			continue
		}
		good := true
		for i, c := range a.Where {
			if !c.holds(item) {
				failed[i]++
				good = false
				break
			}
		}
		if good {
			wanted = append(wanted, item)
		}
	}
	if 2*gone > len(items) {
		x.note(x.place("gone"), "holds for %d of %d items, whose posts are erased; is it turned round?", gone, len(items))
	}
	for i, n := range failed {
		if len(wanted) > 0 && 2*n > len(items) {
			// Most platforms keep few items out: the condition may be turned round.
			key := fmt.Sprintf("%s[%d]", x.place("where"), i)
			x.note(key, "leaves out %d of %d items; is a not: true missing, or too many?", n, len(items))
		}
	}
	if len(wanted) > 0 {
		return wanted
	}
	for i, n := range failed {
		if n > 0 {
			x.fault(fmt.Sprintf("%s[%d]", x.place("where"), i), "leaves out %d of %d items, so that none is left", n, len(items))
		}
	}
	if replies > 0 {
		x.fault(x.place("reply"), "%d of %d items are replies, which are for sources with comments", replies, len(items))
	}
	return wanted
}

// leads says why items lead nowhere.
func (x *explainer) leads(items []node) {
	for _, item := range items {
		part, err := ".together", error(nil)
		if len(x.maker.answer.Leads.Together) > 0 {
			_, err = x.maker.key(item)
		} else {
			part = ".take"
			_, err = x.maker.follow(*x.maker.answer.Leads, stepLeads, item, x.maker.above(), x.maker.depth)
		}
		if err != nil {
			x.fault(x.place("leads")+part, "an item leads nowhere: %v; the keys of an item are %s", err, keysAt(item))
			return
		}
	}
}

// quoted finds the values in a message.
var quoted = regexp.MustCompile(`"[^"]*"`)

// posts counts the posts, and says why other items are none.
func (x *explainer) posts(items []node) {
	// Values differ from item to item: reasons that are alike but for them are one.
	why, example := map[string]int{}, map[string]string{}
	for _, item := range items {
		if !x.maker.of(item) {
			continue // below a post that was not asked about
		}
		_, undated, err := x.maker.post(item)
		if err == nil {
			x.Posts++
			err = undated
		}
		if err == nil {
			continue
		}
		kind := quoted.ReplaceAllString(err.Error(), "")
		if why[kind]++; why[kind] == 1 {
			example[kind] = err.Error()
		}
	}
	reasons := make([]string, 0, len(why))
	for reason := range why {
		reasons = append(reasons, reason)
	}
	slices.SortFunc(reasons, func(a, b string) int { return cmp.Or(cmp.Compare(why[b], why[a]), cmp.Compare(a, b)) })
	for _, reason := range reasons[:min(3, len(reasons))] {
		key := x.place("fields")
		name, _, _ := strings.Cut(reason, ":")
		switch {
		case strings.Contains(reason, "no id"):
			key += ".id"
		case strings.Contains(reason, "no date"), strings.HasPrefix(reason, "created:"):
			key += ".created"
		case slices.ContainsFunc(x.maker.answer.Fields.list(), func(f namedRules) bool { return f.name == name }):
			key += "." + name
		}
		if x.maker.answer.Undated && strings.Contains(reason, "no date") {
			x.note(key, "%d of %d items have no date, and count as seen now", why[reason], len(items))
			continue
		}
		if strings.HasSuffix(key, ".created") {
			x.fault(key, "%d of %d items have no readable date, and count as seen now: %s%s", why[reason], len(items), example[reason], x.timeHint(items[0]))
			continue
		}
		x.fault(key, "%d of %d items are no posts: %s", why[reason], len(items), example[reason])
	}
	if x.Posts > 0 {
		if hint := x.timeHint(items[0]); hint != "" {
			x.fault(x.place("fields")+".created", "the time may be misread%s", hint)
		}
	}
}

// timeHint names the filter that a time wants, where that is plain from its form.
func (x *explainer) timeHint(item node) string {
	for _, rule := range x.maker.answer.Fields.Created {
		if rule.Value != "" {
			continue
		}
		raw := one(item.pick(rule.Selector))
		filter := TimeFilter(raw)
		has := slices.ContainsFunc(rule.Filters, func(f Filter) bool { return f.Name == filter })
		others := slices.ContainsFunc(rule.Filters, func(f Filter) bool { return !strings.HasPrefix(f.Name, "unix") })
		if filter != "" && !has && !others {
			return fmt.Sprintf("; %.40q looks like %s, which wants filters: [%s]", raw, filters[filter].says, filter)
		}
	}
	return ""
}

// TimeFilter is unix or unix_ms for a number that looks like a time in seconds or
// milliseconds since 1970, from 2001 to 2065; else "".
func TimeFilter(value string) string {
	n, err := strconv.ParseFloat(value, 64)
	switch {
	case err != nil:
		return ""
	case n >= 1e9 && n < 3e9:
		return "unix"
	case n >= 1e12 && n < 3e12:
		return "unix_ms"
	default:
		return ""
	}
}

func (x *explainer) note(key, format string, args ...any) {
	x.Unused = append(x.Unused, Fault{Line: lineOf(x.file.tree, key), Key: key, Says: fmt.Sprintf(format, args...)})
}

// valuesOf are the placeholders that rules of an item may use, the fields of the
// post included.
func (m maker) valuesOf(item node) values {
	v := values{}
	for name, value := range m.values {
		v[name] = value
	}
	if p, _, err := m.post(item); err == nil {
		v["id"], v["url"], v["author_handle"], v["parent"], v["thread"] = p.ID, p.URL, p.Author.Handle, p.ParentID, p.ThreadID
	}
	return v
}

// placeOf returns how the parts of the answer that a step asks for are named in
// the file.
func (f *File) placeOf(lane, step string) func(part string) string {
	i := slices.IndexFunc(f.LaneKinds, func(l Lane) bool { return l.Name == lane })
	at := fmt.Sprintf("lanes[%d]", max(i, 0))
	for _, part := range strings.Split(step, "/")[1:] {
		name, number, _ := strings.Cut(part, ".")
		next := at + "." + name
		if lineOf(f.tree, next) == lineOf(f.tree, at) && !strings.Contains(at, name) {
			next = name
		}
		if number != "" && number != "0" {
			next += "[" + number + "]"
		}
		at = next
	}
	return func(part string) string {
		if own := at + "." + part; stands(f.tree, own) {
			return own
		}
		return part
	}
}
