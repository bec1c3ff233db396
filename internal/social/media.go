package social

import (
	"strings"
	"time"
)

// MediaState is how far the picture behind a URL got.
type MediaState string

const (
	// MediaPending: not fetched yet.
	MediaPending MediaState = "pending"
	// MediaReady: fetched, hashed and stored with a thumbnail.
	MediaReady MediaState = "ready"
	// MediaFailed: could not be fetched or is not a picture; Media.Fault says why.
	MediaFailed MediaState = "failed"
	// MediaHeard: what is said in the recording is known, and nothing else of it.
	MediaHeard MediaState = "heard"
	// MediaDeleted: the posts that showed it were deleted, and its bytes with them.
	MediaDeleted MediaState = "forgotten"
)

// Media is what is known of the picture behind one URL.
type Media struct {
	URL   string     `json:"url"`
	State MediaState `json:"state"`
	// Fault says in a sentence why State is MediaFailed.
	Fault string `json:"fault,omitempty"`
	// SHA256 is the lower-case hex digest of the bytes as fetched; it is the
	// key of the bytes in the media store.
	SHA256 string `json:"sha256,omitempty"`
	// Perceptual is the 64-bit perceptual hash (pHash); near pictures differ in few bits.
	Perceptual uint64 `json:"perceptual,omitempty"`
	// Thumb is the media store key of the thumbnail (WebP or JPEG), empty when there is none.
	Thumb string `json:"thumb,omitempty"`
	// Type is the MIME type found by looking at the bytes.
	Type   string `json:"type,omitempty"`
	Bytes  int64  `json:"bytes,omitempty"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
	// Caption is what a vision model says is in the picture; empty without a model.
	Caption string `json:"caption,omitempty"`
	// CaptionModel names the model that wrote Caption.
	CaptionModel string `json:"caption_model,omitempty"`
	// OCR is the text read in the picture, OCRReader what read it ("ppocr-v4",
	// "tesseract 5.3.0", or the name of a model); empty where nothing looked. A
	// picture without text has a reader and no text.
	OCR       string   `json:"ocr,omitempty"`
	OCRReader string   `json:"ocr_reader,omitempty"`
	Tags      []string `json:"tags,omitempty"`
	// Lines are the lines of OCR with their places, where the reader tells them.
	Lines []TextLine `json:"lines,omitempty"`
	// Logos are the logos found, and LogoSet names the examples that were looked for:
	// a digest of them; empty where nothing looked.
	Logos   []Logo `json:"logos,omitempty"`
	LogoSet string `json:"logo_set,omitempty"`
	// Transcript is what is said in the recording behind the URL, and TranscriptReader what
	// heard it; empty where nothing listened.
	Transcript       string `json:"transcript,omitempty"`
	TranscriptReader string `json:"transcript_reader,omitempty"`
	// TranscriptLanguage and TranscriptCertainty are as the reader tells; empty and 0 are unknown.
	TranscriptLanguage  string  `json:"transcript_language,omitempty"`
	TranscriptCertainty float64 `json:"transcript_certainty,omitempty"`
	// Description is what else the vision model says.
	Description Description `json:"description,omitzero"`
	// Look is what kind of picture it is by its measures: photo, screenshot, document
	// or graphic; empty where it was not measured.
	Look string `json:"look,omitempty"`
	// Animated: it has more than one frame.
	Animated bool `json:"animated,omitempty"`
	// Palette are its main colours, the largest area first, as #rrggbb.
	Palette []string `json:"palette,omitempty"`
	// PrintScheme is the version of the scheme by which the picture was put into its
	// family; 0 is not yet. Print is what that is to be done by, where it was just taken;
	// it is not stored with the picture.
	PrintScheme uint8         `json:"-"`
	Print       *PicturePrint `json:"-"`
	// StoredAt is when fetching its bytes began, in UTC; zero where that was not noted.
	// LetGoAt is since when its original is not kept, but the thumbnail is; zero where it is
	// kept. Freed: the bytes of the original are deleted, or are another address's to keep.
	StoredAt time.Time `json:"-"`
	LetGoAt  time.Time `json:"-"`
	Freed    bool      `json:"-"`
	// FetchedAt is when what led to this state began, in UTC: of two states of a picture
	// the one with the later time stands.
	FetchedAt time.Time `json:"fetched_at"`
}

// SureText is the text in the picture as far as it was read surely: all of it where the
// reader does not say how sure it is.
func (m Media) SureText() string {
	if len(m.Lines) == 0 {
		return m.OCR
	}
	var sure []string
	for _, l := range m.Lines {
		if l.Certainty == 0 || l.Certainty >= TextCertain {
			sure = append(sure, l.Text)
		}
	}
	return strings.Join(sure, "\n")
}

// Shows tells whether there is a picture to be shown.
func (m Media) Shows() bool {
	return m.State == MediaReady && (m.SHA256 != "" || m.Thumb != "")
}

// MediaTask asks for the picture behind a URL to be fetched and described.
type MediaTask struct {
	URL string `json:"url"`
	// Referrer is the page the picture stands on.
	Referrer string `json:"referrer,omitempty"`
	// Source is the configured source whose post shows the picture.
	Source string `json:"source,omitempty"`
	// Over says why the picture is not to be fetched but noted as left out; empty for
	// one that is.
	Over string `json:"over,omitempty"`
}

// StoredPost is a post as it is read back: with its analysis and, in the order
// of Post.Images, what is known of each of its pictures, and then what was heard in its
// recordings.
type StoredPost struct {
	Post     Post
	Analysis Analysis
	Media    []Media
	// Places are where the post was read, the first one first, as far as it was
	// read at several.
	Places []Place
}
