package config

import (
	"net/url"
	"strings"
	"time"
)

// longestRecording is the longest recording that may be asked for.
const longestRecording = 4 * time.Hour

// TranscriptHost is the host at which the speech model is asked.
func (l LLM) TranscriptHost() string {
	address := l.BaseURL
	if l.TranscriptURL != "" {
		address = l.TranscriptURL
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

func (c Config) checkTranscripts(fault func(path, format string, args ...any)) {
	l := c.LLM
	if l.TranscriptModel != "" && l.BaseURL == "" && l.TranscriptURL == "" {
		fault("$.llm.transcript_model", "needs llm.transcript_url or llm.base_url")
	}
	if u := l.TranscriptURL; u != "" && !strings.HasPrefix(u, "http://") && !strings.HasPrefix(u, "https://") {
		fault("$.llm.transcript_url", "must begin with http:// or https://")
	}
	if l.TranscriptKey != "" && l.TranscriptURL == "" {
		fault("$.llm.transcript_key", "is for llm.transcript_url; at llm.base_url llm.api_key is used")
	}
	if l.TranscriptMinutes < 1 {
		fault("$.llm.transcript_minutes", "must be 1 or more; without transcript_model nothing is asked")
	}
	if l.TranscriptRequests < 0 {
		fault("$.llm.transcript_requests", "%d is less than none; 0 bounds nothing", l.TranscriptRequests)
	}
	for key, value := range map[string]float64{"transcript_cost": l.TranscriptCost, "transcript_price": l.TranscriptPrice} {
		if !(value >= 0 && value <= maxMoney) {
			fault("$.llm."+key, "%v is not an amount from 0 to %d", value, maxMoney)
		}
	}
	if l.TranscriptCost > 0 && l.TranscriptPrice == 0 {
		fault("$.llm.transcript_cost", "needs transcript_price, what a minute costs")
	}
	if longest := l.TranscriptLongest.Std(); longest < time.Second || longest > longestRecording {
		fault("$.llm.transcript_longest", "%s is not a length from 1s to %s", longest, longestRecording)
	}
}
