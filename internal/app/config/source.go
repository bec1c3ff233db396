package config

import (
	"time"

	"earshot/internal/social"
)

// Source is a place to listen; see social.Source for the fields.
type Source struct {
	Name     string            `yaml:"name"`
	Platform string            `yaml:"platform"`
	BaseURL  string            `yaml:"base_url"`
	Tags     []string          `yaml:"tags"`
	Accounts []string          `yaml:"accounts"`
	Queries  []string          `yaml:"queries"`
	URLs     []string          `yaml:"urls"`
	Params   map[string]string `yaml:"params"`
	// Brands are put to the platform's search: names of brands, or "all".
	Brands []string `yaml:"brands"`
	// Comments is how many levels of replies are read below each post.
	Comments int `yaml:"comments"`
	// Revisits is how many posts a run reads again by themselves, to notice what
	// was deleted and how engagement grew; 0 is none.
	Revisits *int `yaml:"revisits"`
	// Credentials are texts, or env:NAME for the value of a variable, which
	// keeps them out of the file.
	Credentials map[string]string `yaml:"credentials"`
	Keep        social.Keep       `yaml:"keep"`
	// Every is an interval, Schedule a cron line in UTC; at most one is given.
	Every    string    `yaml:"every"`
	Schedule string    `yaml:"schedule"`
	Refresh  *Duration `yaml:"refresh"`
	History  Duration  `yaml:"history"`
}

// defaultRefresh is how far behind the newest post a crawl reads again where a
// source does not say: long enough for most of a post's engagement to arrive.
const defaultRefresh = 48 * time.Hour

// defaultRevisits is how many posts a run reads again by themselves where a
// source does not say.
const defaultRevisits = 20

// defaultEvery is the interval of a source that names none.
const defaultEvery = "every 15m"

// Social returns the source as the rest of Earshot knows it.
func (s Source) Social() social.Source {
	out := social.Source{
		Name: s.Name, Platform: s.Platform, BaseURL: s.BaseURL, Tags: s.Tags, Accounts: s.Accounts,
		Queries: s.Queries, URLs: s.URLs, Params: s.Params, Keep: s.Keep,
		Brands: s.Brands, Comments: s.Comments, Credentials: s.Credentials,
		Schedule: defaultEvery, Refresh: defaultRefresh, Revisits: defaultRevisits, History: time.Duration(s.History),
	}
	if s.Every != "" {
		out.Schedule = "every " + s.Every
	}
	if s.Schedule != "" {
		out.Schedule = s.Schedule
	}
	if s.Revisits != nil {
		out.Revisits, out.Eager = *s.Revisits, *s.Revisits > 0
	}
	if s.Refresh != nil {
		out.Refresh = time.Duration(*s.Refresh)
	}
	if out.Keep == "" {
		out.Keep = social.KeepMentions
	}
	return out
}

// FromSocial is the configuration of a source known otherwise, such as one of
// the sample's.
func FromSocial(s social.Source) Source {
	refresh, revisits := Duration(s.Refresh), s.Revisits
	return Source{
		Name: s.Name, Platform: s.Platform, BaseURL: s.BaseURL, Tags: s.Tags, Accounts: s.Accounts,
		Queries: s.Queries, URLs: s.URLs, Params: s.Params, Keep: s.Keep, Schedule: s.Schedule,
		Brands: s.Brands, Comments: s.Comments, Credentials: s.Credentials, Refresh: &refresh, Revisits: &revisits, History: Duration(s.History),
	}
}
