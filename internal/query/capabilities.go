package query

// Capabilities describe what a platform's search supports, so that a brand's
// query can be translated for it and the parts it cannot express are known.
// Words, Phrases, Any, MaxQuery and MaxAny are about the strings of Source.Queries.
type Capabilities struct {
	// Words: a query finds posts that contain all of its words.
	Words bool `yaml:"words"`
	// Phrases: words in double quotes are found as a phrase.
	Phrases bool `yaml:"phrases"`
	// Any: OR between words or phrases finds posts with either.
	Any bool `yaml:"any"`
	// MaxQuery is the longest query in characters; 0 is no known limit.
	MaxQuery int `yaml:"max_query"`
	// MaxAny is how many ORs a query may have; 0 is no known limit.
	MaxAny int `yaml:"max_any"`
	// Tags: hashtags (Source.Tags) can be read on their own; not where the tags of a
	// source are boards or groups.
	Tags bool `yaml:"tags"`
	// Accounts: the posts of authors (Source.Accounts) can be read on their own.
	Accounts bool `yaml:"accounts"`
	// Time: a search or list can be limited to a period.
	Time bool `yaml:"time"`
	// Timeline: all posts of the source can be read, without searching.
	Timeline bool `yaml:"timeline"`
}
