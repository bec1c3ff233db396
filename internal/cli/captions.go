package cli

import (
	"fmt"
	"io"

	"earshot/dashboard/viewmodel"
	"earshot/internal/job/crawlonce"
)

func printCaptions(w io.Writer, sum crawlonce.CaptionSummary) error {
	_, err := fmt.Fprintf(w, "%d captions given, %d answers of no use, %d pictures given up, %d wait.\n%s\n",
		sum.Given, sum.Failed, sum.GivenUp, sum.Waiting, viewmodel.Captions(sum.CaptionState))
	return err
}

// warnSilent says that the vision model gives no captions, and tells whether it does not.
func warnSilent(w io.Writer, sum *crawlonce.CaptionSummary) bool {
	if sum == nil || sum.Fault == "" {
		return false
	}
	fmt.Fprintf(w, "earshot: %d pictures have no caption, as the model %s gives none: %s\n", sum.Waiting, sum.Model, sum.Fault)
	return true
}
