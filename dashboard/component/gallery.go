package component

// Box is where something was seen in a picture, in thousandths of its width and height.
type Box struct {
	// Kind is text or logo.
	Kind, Name string
	X, Y, W, H string
}

// Fact is one thing known of a picture.
type Fact struct{ Name, Text string }

// Spread is how a picture went around.
type Spread struct {
	Summary string
	// First is who showed it first, on Platform at When.
	First     Option
	Platform  Platform
	When      Moment
	Platforms []Option
}
