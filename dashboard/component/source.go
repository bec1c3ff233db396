package component

// Source is a row of the health table.
type Source struct {
	Name     string
	Platform Platform
	// State is the verdict in a word or a few, Since when it began where that is
	// known, Reason why it is so, and Advice what to do about it.
	State, Reason, Advice string
	Since                 Moment
	Tone                  Tone
	Running               bool
	LastSuccess           Moment
	Next                  Moment
	Started               Moment
	Posts                 string
	// New, Usual and Errors are texts: "3 new", "usual 40–60", "2 of 30 runs".
	New, Usual, Errors string
	// Backfill is the progress of the running back-fill.
	Backfill string
	// Coverage is, for each brand of the source, what its platform is asked for and
	// what it cannot be asked for.
	Coverage []Coverage
	Requests string
	Skipped  string
	// Unread says which values of the last run could not be read.
	Unread string
	// Undated says how many posts have no readable date; empty for none.
	Undated string
	// Joined says how many further posts it read that are counted as another
	// source's; empty for none.
	Joined string
	// Further are sentences about what of it was skipped, cut or is held back; of a long
	// one the title is shown, and the text when it is opened.
	Further []Note
	Stored  string
	// Listened is since when the source is listened to; zero where it never was, and
	// where PastUnknown tells that it is not known now.
	Listened    Moment
	PastUnknown bool
	RunURL      string
	// Recent are the states of the latest runs, oldest first.
	Recent []RunMark
	// History is Recent in words.
	History string
}

// ListenedText says since when the source is listened to.
func (s Source) ListenedText() string {
	switch {
	case s.Listened.ISO == "" && s.PastUnknown:
		return "since when not known now"
	case s.Listened.ISO == "":
		return "not listened yet"
	}
	return s.Listened.Relative
}

// Coverage is how a brand's query is put to a source's platform.
type Coverage struct {
	Brand string
	// Text is a sentence: "3 searches", "everything is read".
	Text string
	// Missing are the parts of the query that the platform cannot be asked for,
	// each with the reason.
	Missing []string
}

// RunMark is one past run.
type RunMark struct {
	Tone Tone
	// Failed marks a run that may have missed posts, by its shape as well as its
	// colour.
	Failed bool
	Title  string
}

// Progress is how much of the demo's sample data is stored.
type Progress struct {
	Done             bool
	Percent          float64
	Posts, Expected  string
	Sources, Targets string
	// Poll is the address that the next state is fetched from.
	Poll string
}

// FilterBar is the bar of filters, and Rail the navigation.
type FilterBar struct {
	// Zone is the time zone of the page, and Workspace leads to that of the workspace
	// where the page has another.
	Zone      string
	Workspace Option
	Action    string
	Brand     string
	Hidden    []Option
	Periods   []Option
	Period    string
	Against   string
	First     string
	Last      string
	Custom    bool
	Platforms []Option
	Languages []Option
	Labels    []Option
	Readings  []ReadingChoice
	// Chosen are the values of readings that posts must hold, with their kind as
	// Value. Href leads to the page without the value.
	Chosen []Option
	// Dates are what the dates of posts may come from.
	Dates []Option
	// Copies and Spam are each on or off.
	Copies, Spam Option
	// PlatformText, LanguageText and LabelText summarise what is chosen,
	// ReadingText what is chosen in the menu of readings.
	PlatformText, LanguageText, LabelText, ReadingText string
	Text                                               string
	QueryFault                                         string
	Faults                                             []string
	// Notices are what may not mean what it seems to.
	Notices []string
	// FoundAlso says what the Arabic words of the query find, for those who ask.
	FoundAlso []string
	Narrowed  bool
	Reset     string
	Export    []Option
}

// Read reports whether the menu of readings restricts the page.
func (f FilterBar) Read() bool {
	return chosen(f.ReadingOptions()) || chosen(f.Dates) || f.Copies.Selected || f.Spam.Selected
}

// Shown are the parameters that the form of the bar has fields for.
func (f FilterBar) Shown() []string {
	out := []string{"platform", "language", "sentiment", "date_from", "copies", "spam", "q"}
	for _, r := range f.Readings {
		out = append(out, r.Key)
	}
	return out
}

// ReadingOptions are the values of every reading that can be chosen.
func (f FilterBar) ReadingOptions() []Option {
	var out []Option
	for _, r := range f.Readings {
		out = append(out, r.Options...)
	}
	return out
}

// ReadingChoice is a reading that the menu filters by; Key is its parameter.
type ReadingChoice struct {
	Key, Name string
	Options   []Option
}

// Rail is the navigation beside every page.
type Rail struct {
	Brands  []Option
	Pages   []Option
	Updated Moment
	Zone    string
}
