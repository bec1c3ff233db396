package cli

import (
	"fmt"
	"io"

	"earshot/dashboard/viewmodel"
	"earshot/internal/job/crawlonce"
)

func printTranscripts(w io.Writer, sum crawlonce.TranscriptSummary) error {
	_, err := fmt.Fprintf(w, "%d recordings heard, %d tries of no use, %d given up, %d wait.\n%s\n",
		sum.Heard, sum.Failed, sum.GivenUp, sum.Waiting, viewmodel.TranscriptState(sum.TranscriptState))
	return err
}

// warnDeaf says that the speech model hears nothing, and tells whether it does not.
func warnDeaf(w io.Writer, sum *crawlonce.TranscriptSummary) bool {
	if sum == nil || sum.Fault == "" {
		return false
	}
	fmt.Fprintf(w, "earshot: %d recordings are not heard, as the model %s hears nothing: %s\n", sum.Waiting, sum.Model, sum.Fault)
	return true
}
