package spec

import (
	"slices"

	"earshot/crawler"
	"earshot/internal/social"
)

// Absence is one way in which a platform says that a post is not there any more, or not
// for everybody. The words of a 401 or 403, an answer without items and a status alone
// are believed of a server that shows another post by itself in the same crawl.
type Absence struct {
	Condition `yaml:",inline"`
	// Status is the status of the answer that is meant, where it is no success.
	// Without a condition it is meant whatever the answer holds.
	Status int `yaml:"status"`
	// Empty means an answer in which `items` chooses nothing, or other posts alone. It
	// stands alone.
	Empty bool `yaml:"empty"`
	// Doubted is for words that are also said of posts which are there and not for
	// everybody to see, and for those that there is no such post, which a server that lost
	// its posts says of all. They are believed as an answer without items is.
	Doubted bool `yaml:"doubted"`
}

// Absences may stand in YAML as one without a list.
type Absences []Absence

// UnmarshalYAML reads one or a list.
func (a *Absences) UnmarshalYAML(unmarshal func(any) error) error {
	return oneOrMany((*[]Absence)(a), unmarshal)
}

// conditional tells whether a has a condition.
func (a Absence) conditional() bool { return a.Selector != Selector{} }

// items are the conditions that an item may meet as well.
func (a Absences) items() Conditions {
	var list Conditions
	for _, one := range a {
		if one.Status == 0 && !one.Empty && !one.Doubted {
			list = append(list, one.Condition)
		}
	}
	return list
}

// empty tells whether an answer that does not hold the post says that it is gone.
func (a Absences) empty() bool {
	return slices.ContainsFunc(a, func(one Absence) bool { return one.Empty })
}

// doubted tells whether an answer has words that may also be said of a post which is
// there.
func (a Absences) doubted(doc node) bool {
	return slices.ContainsFunc(a, func(one Absence) bool { return one.Doubted && one.Status == 0 && one.holds(doc) })
}

// refused reads an answer that is no success; nil where it does not say that the post is
// gone.
func (a Absences) refused(status int, doc node) error {
	for _, one := range a {
		switch {
		case one.Status != status || one.conditional() && (doc == nil || !one.holds(doc)):
		case one.conditional() && !one.Doubted && status != 401 && status != 403:
			return crawler.Withdrawn("the platform says that the post is gone")
		default:
			return social.Errorf(social.CodeNotFound, "the platform does not show the post any more")
		}
	}
	return nil
}
