package query

// Capabilities are what a platform can be asked for, so that a brand's query can be
// put to it and what it cannot express is known. Words, phrases and any are about
// the `queries` of a source.
type Capabilities struct {
	// Words: a query finds posts that hold all of its words.
	Words bool `yaml:"words"`
	// Phrases: words in double quotes are found in a row.
	Phrases bool `yaml:"phrases"`
	// Any: OR between words or phrases finds posts with either.
	Any bool `yaml:"any"`
	// MaxQuery is the longest query in characters; 0 is no known limit.
	MaxQuery int `yaml:"max_query"`
	// Tags: the `tags` of a source are hashtags that can be read on their own.
	Tags bool `yaml:"tags"`
	// Accounts: the `accounts` of a source are authors whose posts can be read on their own.
	Accounts bool `yaml:"accounts"`
	// Time: a search or list can be bounded by time.
	Time bool `yaml:"time"`
	// Timeline: everything the source shows can be read, without searching.
	Timeline bool `yaml:"timeline"`
}
