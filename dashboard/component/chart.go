package component

// Panel is the frame around the content of a panel: its title, its definition, and
// links to its table and its file.
type Panel struct {
	ID, Title, Caption string
	Definition         string
	Segments           []Option
	// TableID names the element that holds the table; CSV is its address.
	TableID, CSV string
	More         Option
}

// Table holds the exact figures behind a chart.
type Table struct {
	Caption string
	Columns []string
	Rows    [][]string
}

// Chart is what the browser needs to draw a chart, handed over as JSON. It
// holds no colours, only the names of slots in tokens.css.
type Chart struct {
	// Kind is "lines" or "shares" (bars of 100 %).
	Kind   string `json:"kind"`
	Label  string `json:"label"`
	Bucket string `json:"bucket"`
	// Starts and Ends bound the buckets, RFC 3339; Names are their short names.
	Starts []string `json:"starts"`
	Ends   []string `json:"ends"`
	Names  []string `json:"names"`
	// Zone names the time zone of the buckets, for the axis.
	Zone string `json:"zone"`
	// Long names each bucket in full, for the tooltip.
	Long   []string `json:"long"`
	Series []Series `json:"series"`
	// Unfinished reports that the last bucket is not over.
	Unfinished bool  `json:"unfinished"`
	Gaps       []Gap `json:"gaps,omitempty"`
	// Unheard are the spans in which nobody listened, without a name: what is
	// counted in them was still shown later, and a zero is unknown.
	Unheard []Gap  `json:"unheard,omitempty"`
	Flags   []Flag `json:"flags,omitempty"`
	// Ago names the previous period in the tooltip ("7 days before").
	Ago string `json:"ago,omitempty"`
	// Posts is the address of the posts behind the chart, to which the script adds
	// period, from and to.
	Posts string `json:"posts"`
}

// Series is one line or one kind of bar.
type Series struct {
	Name string `json:"name"`
	Slot string `json:"slot"`
	// Shape is the sign that marks a sentiment, such as ▲.
	Shape  string    `json:"shape,omitempty"`
	Values []float64 `json:"values"`
	// Unknown are the indices of zeros that are unknown, because nobody listened
	// then; UnknownBefore those of Previous.
	Unknown       []int `json:"unknown,omitempty"`
	UnknownBefore []int `json:"unknown_before,omitempty"`
	// Counts are the exact counts behind shares.
	Counts []int64 `json:"counts,omitempty"`
	// Previous are the values of the previous period, bucket by bucket.
	Previous []float64 `json:"previous,omitempty"`
	// Param and Value narrow Posts to this series.
	Param string `json:"param,omitempty"`
	Value string `json:"value,omitempty"`
	// Total is the sum, shown in the legend.
	Total string `json:"total"`
}

// Gap is a span, in indices of buckets, in which a source was not read, so that
// posts may be missing.
type Gap struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Name string `json:"name"`
	// State says why, in a word or a few ("unreachable").
	State string `json:"state"`
}

// Flag marks a bucket that is a spike or quiet.
type Flag struct {
	Index  int    `json:"index"`
	Series int    `json:"series"`
	Text   string `json:"text"`
	Mark   string `json:"mark"`
}

// DirectLabels is up to how many lines are named at their end.
const DirectLabels = 4

// Spark is a small line without axes: the points of an SVG polyline in a box
// of 100 by 24. Empty when there is too little to draw.
type Spark struct{ Points string }
