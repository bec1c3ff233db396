package spec

import (
	"slices"
	"strconv"
	"strings"

	"earshot/crawler"
	"earshot/internal/social"
)

// anyNumber is for requests whose number nothing bounds but the pages of a lane.
const anyNumber = 1 << 20

// depth is the variable that holds how many posts the items of an answer stand below.
const depth = "depth"

// postNames are the placeholders for the post that is replied to.
var postNames = namesOf(func(p Placeholder) bool { return p.Below })

// replyTo is the post, as placeholders for what is asked below it.
func replyTo(p social.Post) values {
	v := values{"post.id": p.ID, "post.url": p.URL, "post.thread": p.ThreadID}
	if p.ThreadID == "" {
		v["post.thread"] = p.ID
	}
	return v
}

// above is the post that the items of the answer stand below, if they do.
func (m maker) above() values {
	v := values{}
	for _, name := range postNames {
		v[name] = m.values[name]
	}
	return v
}

// replies asks for what was written below p, which stands at the given depth.
func (m maker) replies(item node, p social.Post, at int) (list []crawler.Request, err error) {
	if !m.isAnswered(p, at) {
		return nil, nil
	}
	for i, follow := range m.answer.Replies {
		if len(follow.Together) > 0 {
			continue
		}
		more, err := m.follow(follow, stepReplies+"."+strconv.Itoa(i), item, replyTo(p), at+1)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	return list, nil
}

// isAnswered tells whether what stands below p, at the given depth, is wanted and may
// be there.
func (m maker) isAnswered(p social.Post, at int) bool {
	none := p.Engagement.Comments != nil && *p.Engagement.Comments == 0
	return at < m.scope.Source.Comments && !none && (m.changes() || p.CreatedAt.IsZero() || !p.CreatedAt.Before(m.scope.Since))
}

// isOld tells whether p was neither written nor edited since what is wanted begins.
func (m maker) isOld(p social.Post) bool {
	return !p.CreatedAt.IsZero() && p.CreatedAt.Before(m.scope.Since) && p.EditedAt.Before(m.scope.Since)
}

// isKnownWhole tells whether an item is cut short and is the post p whose whole was read
// by an earlier crawl and is not asked for again: the beginning would take its place.
func (m maker) isKnownWhole(item node, p social.Post) bool {
	follow := m.answer.Whole
	return follow != nil && m.isOld(p) && (follow.When == nil || follow.When.holds(item))
}

// whole asks for all of an item that is cut short and is the post p, unless that is
// older than what is wanted.
func (m maker) whole(item node, p social.Post, at int) ([]crawler.Request, error) {
	follow := m.answer.Whole
	if follow == nil || m.isOld(p) {
		return nil, nil
	}
	all := *follow
	all.Answer = follow.answer(m.answer)
	return m.follow(all, stepWhole, item, m.above(), at)
}

func (m maker) follow(follow Followup, step string, item node, vars values, at int) ([]crawler.Request, error) {
	if follow.When != nil && !follow.When.holds(item) {
		return nil, nil
	}
	r := reader{node: item, values: m.values, at: m.at}
	for name, rules := range follow.Take {
		vars[name] = r.one("take."+name, rules)
		if r.err != nil {
			return nil, r.err
		}
		if vars[name] == "" && follow.Request.names(name) {
			return nil, social.Errorf(social.CodeBroken, "take.%s: it is missing", name)
		}
	}
	for name, value := range vars {
		if value == "" {
			delete(vars, name)
		}
	}
	if at > 0 {
		vars[depth] = strconv.Itoa(at)
	}
	a, step := follow.Answer, m.step+"/"+step
	if other := a.other(); other != nil && slices.Contains(strings.Split(m.step, "/"), stepElse) {
		// A server that did not know the address of the items does not know this one.
		a, step = *other, step+"/"+stepElse
	}
	list, err := m.file.ask(m.scope, m.lane, a, step, a.Paging.first(vars))
	for i := range list {
		// Lists move on while they are read, so that an item may stand on two pages.
		list[i].Within = anyNumber
	}
	return list, err
}

// names tells whether the address of the request needs the placeholder.
func (r *Request) names(placeholder string) bool {
	return strings.Contains(r.Path, "{"+placeholder+"}")
}
