package social

import "time"

// LogoVerdict is what a person says of a logo that was perhaps found.
type LogoVerdict string

const (
	// LogoYes: the brand's logo is in the picture. LogoNo: it is not. LogoUnsaid takes an
	// answer back.
	LogoYes    LogoVerdict = "yes"
	LogoNo     LogoVerdict = "no"
	LogoUnsaid LogoVerdict = ""
)

// LogoAnswer is what a person says of a brand's logo in the picture of these bytes, under
// whatever addresses that is.
type LogoAnswer struct {
	SHA256  string
	Brand   string
	Verdict LogoVerdict
	// Box is where the logo was perhaps found.
	Box Box
	// At is when it was said, in UTC; By is by whom, where that is known.
	At time.Time
	By string
}

// LogoExample is a picture of a brand's logo that was uploaded.
type LogoExample struct {
	Brand string
	// SHA256 is the lower-case hex digest of Data.
	SHA256 string
	Name   string
	Type   string
	Data   []byte
	At     time.Time
	By     string
}

// Logos is what is known of the logos that are looked for.
type Logos struct {
	// Configured counts the pictures of the configuration by brand.
	Configured map[string]int
	Uploaded   []LogoExample
	// Answers are those that stand, the newest first, at the most some hundreds.
	Answers []LogoAnswer
	// Yes and No count all that stand.
	Yes, No int
}
