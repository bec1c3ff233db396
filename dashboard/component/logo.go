package component

// Found is something that was found at a place in a picture; X to H are in thousandths of it.
type Found struct {
	Name string
	// Perhaps says that it is unsure.
	Perhaps    bool
	X, Y, W, H int
}

// LogoReview is a logo that was perhaps found, or about which a person has answered.
type LogoReview struct {
	Picture Picture
	Brand   string
	// Certainty is a sentence; Answer is what was said of it, empty while nothing was.
	Certainty, Answer string
	By                string
	When              Moment
	SHA256            string
	Mark              Found
}

// LogoBrand is a brand with the pictures of its logo.
type LogoBrand struct {
	Name string
	// Configured says how many are in the configuration.
	Configured string
	Uploaded   []LogoUpload
}

// LogoUpload is a picture of a logo that was uploaded.
type LogoUpload struct{ Name, SHA256, Src string }
