package app

import (
	"context"
	"math"
	"strings"
	"time"

	"earshot/analyzer/llm"
	"earshot/analyzer/sound"
	"earshot/crawler/fetch"
	"earshot/internal/app/config"
	"earshot/internal/pipeline/speech"
	"earshot/internal/social"
)

const (
	// transcriptBytes is the largest answer read of a speech model.
	transcriptBytes = 8 << 20
)

// newSpeechModel asks each question once: what is tried again is the worker's to say, so that
// each try is entered in the budget. A key is for one server and no other.
func newSpeechModel(c config.LLM) (*llm.Client, error) {
	base, key := c.BaseURL, c.APIKey
	if c.TranscriptURL != "" {
		base, key = c.TranscriptURL, c.TranscriptKey
	}
	return llm.New(llm.Options{BaseURL: base, Key: key, Model: c.TranscriptModel, Timeout: c.Timeout.Std(), Retries: -1, MaxBytes: transcriptBytes})
}

// TranscriptBudget is what the configuration lets transcripts use, as kept in the streams.
func (a *App) TranscriptBudget(ctx context.Context) (*speech.Budget, error) {
	bucket, err := a.Streams.Bucket(ctx, speech.BucketName)
	if err != nil {
		return nil, err
	}
	c := a.Config.LLM
	return &speech.Budget{
		Bucket: bucket, Model: c.TranscriptModel, Hearer: c.TranscriptModel, Host: c.TranscriptHost(), Price: c.TranscriptPrice, Now: time.Now, Log: a.Settings.Log,
		Limits: social.TranscriptBudget{Seconds: 60 * c.TranscriptMinutes, Requests: c.TranscriptRequests, Cost: int64(math.Round(c.TranscriptCost * social.Billionth))},
	}, nil
}

// newSpeechWorker returns nil where no speech model is configured.
func (a *App) newSpeechWorker(ctx context.Context, options fetch.Options) (*speech.Worker, error) {
	c := a.Config.LLM
	if c.TranscriptModel == "" {
		return nil, nil
	}
	model, err := newSpeechModel(c)
	if err != nil {
		return nil, err
	}
	budget, err := a.TranscriptBudget(ctx)
	if err != nil {
		return nil, err
	}
	claims, err := a.Streams.Leases(ctx, "transcript-claims")
	if err != nil {
		return nil, err
	}
	fetcher := newRecordingFetcher(ctx, options)
	if fetcher.program != nil {
		budget.Hearer += " with ffmpeg"
	}
	return speech.New(speech.Options{
		Model: speechModel{model}, Budget: budget, Claims: claims, Store: a.Store, Fetch: fetcher.fetch, Longest: c.TranscriptLongest.Std(),
		Match: func(ctx context.Context, urls []string) error { return a.Seen.Pictures(ctx, urls) },
		Gate:  a.folder.wait, Log: a.Settings.Log,
	}), nil
}

// speechModel lets the worker ask a speech model.
type speechModel struct{ *llm.Client }

func (m speechModel) Transcribe(ctx context.Context, r speech.Recording, enter func(ctx context.Context) (settle func(used bool, told time.Duration), err error)) (speech.Heard, error) {
	heard, err := m.Client.Transcribe(ctx, llm.Recording{Name: r.Name, Type: r.Type, Data: r.Data, Length: r.Length}, enter)
	return speech.Heard{Text: heard.Text, Language: languageTag(heard.Language), Length: heard.Length, Certainty: heard.Certainty}, err
}

func (speechModel) RetryAfter(err error) time.Duration { return llm.RetryAfter(err) }

// languageTags are the tags of languages that speech models name in English.
var languageTags = map[string]string{
	"english": "en", "german": "de", "french": "fr", "spanish": "es", "portuguese": "pt", "italian": "it", "dutch": "nl", "polish": "pl", "turkish": "tr",
	"russian": "ru", "ukrainian": "uk", "czech": "cs", "slovak": "sk", "romanian": "ro", "hungarian": "hu", "swedish": "sv", "norwegian": "no", "danish": "da", "finnish": "fi",
	"greek": "el", "arabic": "ar", "hebrew": "he", "persian": "fa", "hindi": "hi", "urdu": "ur", "bengali": "bn", "tamil": "ta", "indonesian": "id", "malay": "ms",
	"vietnamese": "vi", "thai": "th", "japanese": "ja", "korean": "ko", "chinese": "zh",
}

// languageTag is the tag of a language as a server writes it: a tag, or a name. What is
// neither is not known.
func languageTag(language string) string {
	language = strings.ToLower(language)
	if tag, named := languageTags[language]; named {
		return tag
	}
	if first, _, _ := strings.Cut(language, "-"); len(first) < 2 || len(first) > 3 || len(language) > 20 || strings.Trim(first, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return language
}

// TryTranscript asks the speech model of a configuration what is said in a second of silence,
// as a request of the budget.
func TryTranscript(ctx context.Context, c config.LLM, enter func(ctx context.Context, length time.Duration) (func(used bool, told time.Duration), error)) error {
	model, err := newSpeechModel(c)
	if err != nil {
		return err
	}
	silence := llm.Recording{Name: "silence.wav", Type: "audio/wav", Data: sound.Silence(time.Second), Length: time.Second}
	_, err = model.Transcribe(ctx, silence, func(ctx context.Context) (func(bool, time.Duration), error) {
		return enter(ctx, time.Second)
	})
	return err
}
