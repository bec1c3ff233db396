package social

// What finds of each kind of evidence have to be to count, and how often those that do are
// right, in one place. Where it was measured is said in How; docs/manual/queries.md has the
// same table for people.
const (
	// TextCertain is how sure the reader of a line of text in a picture has to be for the post
	// to be matched and judged by it. Stains and stripes are read as letters too, less surely.
	TextCertain = 0.7
	// LogoCertain is the certainty from which a logo counts as a mention, LogoPerhaps that from
	// which a person is asked about it.
	LogoCertain = 0.8
	LogoPerhaps = 0.3
	// NamedCertain is how sure a vision model has to be that a brand is in a picture for its
	// name to be taken for one; a model that does not say is believed.
	NamedCertain = 0.5
	// FusedCertainty is how certain a judgement is that other evidence than the words decides:
	// how often it was right on the labelled sample of package fusion.
	FusedCertainty = 0.82
)

// EvidenceCertainty is how sure a mention is that a kind of evidence names.
type EvidenceCertainty struct {
	Of Evidence
	// From is the certainty from which a find counts, Perhaps that from which a person is asked
	// about it; 0 where its finds have none.
	From, Perhaps float64
	// Right is the share of the finds that count which were right where they were labelled; 0
	// where it was not measured.
	Right float64
	// Written: what is found stands in the post as it is, and nothing has to be recognized.
	Written bool
	// How says how it was measured, or why it was not.
	How string
}

// EvidenceCertainties are those of all kinds, in the order of Evidences.
func EvidenceCertainties() []EvidenceCertainty {
	return []EvidenceCertainty{
		{Of: EvidenceWords, Written: true, How: "stands in the post as written; what its words mean is for the brand's query to say"},
		{Of: EvidenceTranscript, How: "as the platform offers it, or as a machine heard it; what machines misheard is not known"},
		{Of: EvidenceAlt, Written: true, How: "as the author wrote it"},
		{Of: EvidenceText, From: TextCertain, Right: 0.999, How: "names looked for in 200 drawn pictures in six scripts, as many that differ from one by a letter among them: all 786 found were right, which counts as 787 of 788 (`make bench-reading`)"},
		{Of: EvidenceCaption, From: NamedCertain, How: "it is the model's own word, and each model is another"},
		{Of: EvidenceLogo, From: LogoCertain, Perhaps: LogoPerhaps, Right: 0.991, How: "logos in 2,000 drawn pictures, each judged for ten (`make bench-logo`)"},
	}
}

// Certainty is how sure a mention is that this kind of evidence names; false of
// EvidenceVisual, which is none of its own.
func (e Evidence) Certainty() (EvidenceCertainty, bool) {
	for _, c := range EvidenceCertainties() {
		if c.Of == e {
			return c, true
		}
	}
	return EvidenceCertainty{}, false
}
