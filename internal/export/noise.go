package export

import (
	"fmt"

	"earshot/internal/social"
)

// personRow is how a person judged a post.
type personRow struct {
	// Corrected says that a person gave the label.
	Corrected bool `json:"corrected" parquet:"corrected"`
}

// noiseRow is what a post is a copy of and how much it looks like spam. Unknown
// is null.
type noiseRow struct {
	// OriginalPlatform and OriginalID are the post that this one is a near copy of.
	OriginalPlatform *string `json:"original_platform" parquet:"original_platform,optional,dict"`
	OriginalID       *string `json:"original_id" parquet:"original_id,optional"`
	// Fingerprint is in 16 hexadecimal digits: not every reader of JSON holds 64 bits.
	Fingerprint *string  `json:"fingerprint" parquet:"fingerprint,optional"`
	Spam        float32  `json:"spam" parquet:"spam"`
	SpamReasons []string `json:"spam_reasons" parquet:"spam_reasons,list"`
}

func newNoiseRow(a *social.Analysis) *noiseRow {
	r := &noiseRow{Spam: a.Spam.Score, SpamReasons: append([]string{}, a.Spam.Reasons...)}
	if a.Original != (social.Key{}) {
		r.OriginalPlatform, r.OriginalID = &a.Original.Platform, &a.Original.ID
	}
	if a.Fingerprint != 0 {
		digits := fmt.Sprintf("%016x", a.Fingerprint)
		r.Fingerprint = &digits
	}
	return r
}
