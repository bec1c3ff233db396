package social

// TextLine is a line of text that was read in a picture.
type TextLine struct {
	Text string `json:"text"`
	// Box is where it stands.
	Box Box `json:"box"`
	// Certainty is how sure the reader is, 0 to 1; 0 where it does not say.
	Certainty float32 `json:"certainty,omitempty"`
}

// Logo is a brand's logo that was found in a picture.
type Logo struct {
	Brand string `json:"brand"`
	Box   Box    `json:"box"`
	// Certainty is 0 to 1, as measured on labelled pictures.
	Certainty float32 `json:"certainty"`
	// Perhaps says that it is too unsure to count as a mention before a person has confirmed it.
	Perhaps bool `json:"perhaps,omitempty"`
}

// Box is a rectangle in a picture as it is shown (EXIF orientation applied), in
// thousandths of its width and height, so that it fits a thumbnail as well. The
// zero Box is an unknown place.
type Box struct {
	X int `json:"x"`
	Y int `json:"y"`
	W int `json:"w"`
	H int `json:"h"`
}

// SeenBrand is a brand that a vision model says is in a picture.
type SeenBrand struct {
	Name string `json:"name"`
	// Where is where in the picture, in the model's words.
	Where     string  `json:"where,omitempty"`
	Certainty float32 `json:"certainty,omitempty"`
}

// Description is what a vision model says of a picture besides its caption, its
// tags and the text in it.
type Description struct {
	Objects    []string    `json:"objects,omitempty"`
	Scene      string      `json:"scene,omitempty"`
	Activities []string    `json:"activities,omitempty"`
	Brands     []SeenBrand `json:"brands,omitempty"`
	// People is how many people are seen; nil where the model does not say.
	People *int `json:"people,omitempty"`
	// Sentiment is the mood toward the brand: positive, neutral, negative or mixed; empty
	// where the model does not say. Reason says why, in its words.
	Sentiment string `json:"sentiment,omitempty"`
	Reason    string `json:"reason,omitempty"`
	// Unsafe says that the picture is not to be shown without being asked for.
	Unsafe bool `json:"unsafe,omitempty"`
	// Prompt is the version of the prompt that was answered.
	Prompt string `json:"prompt,omitempty"`
}

// IsZero tells whether nothing was said.
func (d Description) IsZero() bool {
	return len(d.Objects) == 0 && d.Scene == "" && len(d.Activities) == 0 && len(d.Brands) == 0 && d.People == nil &&
		d.Sentiment == "" && d.Reason == "" && !d.Unsafe && d.Prompt == ""
}
