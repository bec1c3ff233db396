package export

import (
	"encoding/json"
	"fmt"

	"earshot/internal/social"
)

// readingRow is what the analyzers read in a post beyond its sentiment, as it
// is written. Unknown is null.
type readingRow struct {
	// Corrected says that a person gave the label.
	Corrected        bool        `json:"corrected" parquet:"corrected"`
	Emotion          *string     `json:"emotion" parquet:"emotion,optional,dict"`
	EmotionCertainty *float32    `json:"emotion_certainty" parquet:"emotion_certainty,optional"`
	Intents          []string    `json:"intents" parquet:"intents,list"`
	Aspects          []aspectRow `json:"aspects" parquet:"aspects,list"`
	Entities         []string    `json:"entities" parquet:"entities,list"`
	// OriginalPlatform and OriginalID are the post that this one is a near copy of.
	OriginalPlatform *string `json:"original_platform" parquet:"original_platform,optional,dict"`
	OriginalID       *string `json:"original_id" parquet:"original_id,optional"`
	// Fingerprint is in 16 hexadecimal digits: not every reader of JSON holds 64 bits.
	Fingerprint *string  `json:"fingerprint" parquet:"fingerprint,optional"`
	Spam        float32  `json:"spam" parquet:"spam"`
	SpamReasons []string `json:"spam_reasons" parquet:"spam_reasons,list"`
}

type aspectRow struct {
	Term      string  `json:"term" parquet:"term"`
	Label     string  `json:"label" parquet:"label,dict"`
	Certainty float32 `json:"certainty" parquet:"certainty"`
}

func newReadingRow(a social.Analysis) readingRow {
	r := readingRow{
		Corrected: a.Sentiment.Corrected, Intents: make([]string, 0, len(a.Intents)), Aspects: make([]aspectRow, 0, len(a.Aspects)),
		Entities: append([]string{}, a.Entities...), Spam: a.Spam.Score, SpamReasons: append([]string{}, a.Spam.Reasons...),
	}
	if a.Emotion != social.EmotionNone {
		name := string(a.Emotion)
		r.Emotion, r.EmotionCertainty = &name, &a.EmotionCertainty
	}
	for _, i := range a.Intents {
		r.Intents = append(r.Intents, string(i))
	}
	for _, as := range a.Aspects {
		r.Aspects = append(r.Aspects, aspectRow{Term: as.Term, Label: string(as.Label), Certainty: as.Certainty})
	}
	if a.Original != (social.Key{}) {
		r.OriginalPlatform, r.OriginalID = &a.Original.Platform, &a.Original.ID
	}
	if a.Fingerprint != 0 {
		digits := fmt.Sprintf("%016x", a.Fingerprint)
		r.Fingerprint = &digits
	}
	return r
}

func (r readingRow) cells() []string {
	corrected, aspects := "", ""
	if r.Corrected {
		corrected = "true"
	}
	if len(r.Aspects) > 0 {
		b, _ := json.Marshal(r.Aspects) // strings and finite numbers: there is no way to fail
		aspects = string(b)
	}
	return []string{corrected, textCell(r.Emotion), probabilityCell(r.EmotionCertainty), listCell(r.Intents), aspects,
		listCell(r.Entities), textCell(r.OriginalPlatform), textCell(r.OriginalID), textCell(r.Fingerprint),
		probabilityCell(&r.Spam), listCell(r.SpamReasons)}
}

func textCell(s *string) string {
	if s == nil {
		return ""
	}
	return safeText(*s)
}
