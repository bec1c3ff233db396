// Package config reads Earshot's one configuration file. It is checked whole:
// every fault is reported with the file and line it stands on, and an unknown
// key is a fault. EARSHOT_* variables override single values, named after
// their place in the file (crawler.contact is EARSHOT_CRAWLER_CONTACT).
package config

import (
	"time"

	"earshot/internal/social"
	"earshot/internal/zone"
)

// Config is the configuration file.
type Config struct {
	Brands     []Brand    `yaml:"brands" env:"-"`
	Sources    []Source   `yaml:"sources" env:"-"`
	Crawler    Crawler    `yaml:"crawler" envPrefix:"CRAWLER_"`
	Analyzer   Analyzer   `yaml:"analyzer" envPrefix:"ANALYZER_"`
	Pictures   Reading    `yaml:"pictures" envPrefix:"PICTURES_"`
	LLM        LLM        `yaml:"llm" envPrefix:"LLM_"`
	Storage    Storage    `yaml:"storage" envPrefix:"STORAGE_"`
	Streams    Streams    `yaml:"streams" envPrefix:"STREAMS_"`
	Dashboard  Dashboard  `yaml:"dashboard" envPrefix:"DASHBOARD_"`
	Backup     Backup     `yaml:"backup" envPrefix:"BACKUP_"`
	Monitoring Monitoring `yaml:"monitoring" envPrefix:"MONITORING_"`

	place placer
}

// Brand is a brand to listen for.
type Brand struct {
	Name string `yaml:"name"`
	// Kind is own (the default) or competitor.
	Kind social.BrandKind `yaml:"kind"`
	// Query is the boolean query that decides what mentions the brand.
	Query string `yaml:"query"`
	// Aspects are words for the things about the brand whose judgement is
	// followed in every post that mentions it.
	Aspects []string `yaml:"aspects"`
	// Sites are the hosts of the brand's own pages (northwind.example), by which a citation
	// in an assistant's answer is told.
	Sites []string `yaml:"sites"`
	// Logos are files with pictures of the brand's logo, by which it is found in the
	// pictures of posts: PNG, JPEG, WebP or GIF, relative to the configuration file.
	Logos []string `yaml:"logos"`
}

// The values of Crawler.Robots.
const (
	RobotsByAccess = "pages"
	RobotsStrict   = "strict"
)

// Crawler is how requests are made.
type Crawler struct {
	// Contact is put in the User-Agent so that a server's owner can write to us.
	Contact string `yaml:"contact" env:"CONTACT"`
	// AllowPrivateNetworks lets the crawler reach loopback and private addresses.
	AllowPrivateNetworks bool `yaml:"allow_private_networks" env:"ALLOW_PRIVATE_NETWORKS"`
	// Delay is the least time between two requests to one host; where a
	// platform or its robots.txt asks for more, more is kept. 0 is no pause
	// whatever they ask, for servers of one's own: it needs AllowPrivateNetworks.
	Delay Duration `yaml:"delay" env:"DELAY"`
	// Robots is RobotsByAccess, where robots.txt decides of pages alone, or
	// RobotsStrict, where it decides of documented interfaces and feeds as well.
	Robots string `yaml:"robots" env:"ROBOTS"`
	// Timeout bounds one request from the first byte sent to the last received.
	Timeout Duration `yaml:"timeout" env:"TIMEOUT"`
	// MaxBytes bounds one answer, after decompression.
	MaxBytes int64 `yaml:"max_bytes" env:"MAX_BYTES"`
	// MaxPages bounds the requests of one lane (a tag, an account) in one run.
	MaxPages int `yaml:"max_pages" env:"MAX_PAGES"`
	// MinRate is how many bytes a second of an answer must come; 0 is any.
	MinRate int64 `yaml:"min_rate" env:"MIN_RATE"`
	// Pictures bounds how many pictures are fetched.
	Pictures Pictures `yaml:"pictures" envPrefix:"PICTURES_"`
	// Workers is how many lanes are read side by side. A worker waits while its
	// server wants a pause, so there should be more than there are servers.
	Workers int `yaml:"workers" env:"WORKERS"`
	// KeepWARC keeps every answer as it was received, as evidence and to be read
	// again, in the folder warc of the data.
	KeepWARC bool `yaml:"keep_warc" env:"KEEP_WARC"`
}

// Pictures bounds how many pictures are fetched, 0 is none, and -1 any number; and how many
// posts wait for theirs.
type Pictures struct {
	// PerPost is how many of a post's are, the first ones.
	PerPost int64 `yaml:"per_post" env:"PER_POST"`
	// PerSource is how many of a source's are on a day, in UTC, and PerDay how many in
	// all.
	PerSource int64 `yaml:"per_source" env:"PER_SOURCE"`
	PerDay    int64 `yaml:"per_day" env:"PER_DAY"`
	// HeldPosts and HeldBytes are how many posts that mention nobody wait for their
	// pictures to be read, and HeldTime how long one does; 0 is none.
	HeldPosts int64    `yaml:"held_posts" env:"HELD_POSTS"`
	HeldBytes int64    `yaml:"held_bytes" env:"HELD_BYTES"`
	HeldTime  Duration `yaml:"held_time" env:"HELD_TIME"`
	// Wait is how long a crawl that has nothing else to do waits while no picture becomes
	// ready; what waits then is fetched by the next one. 0 is not at all.
	Wait Duration `yaml:"wait" env:"WAIT"`
}

// Reading is what is found out about pictures without a model of the user's.
type Reading struct {
	// Text is what reads the text in pictures: one of the values of TextReaders.
	Text string `yaml:"text" env:"TEXT"`
	// Languages are those that tesseract reads, by its names for them (eng, rus, jpn);
	// without any, those that are installed.
	Languages []string `yaml:"languages" env:"LANGUAGES"`
	// Videos says whether frames of short videos are looked at as pictures are: VideosAuto
	// is where ffmpeg is installed, VideosOff never.
	Videos string `yaml:"videos" env:"VIDEOS"`
	// KeepOriginals is how long pictures are kept as they were fetched; after that their
	// thumbnails alone are. 0 is for ever.
	KeepOriginals Duration `yaml:"keep_originals" env:"KEEP_ORIGINALS"`
}

// The values of Reading.Text: what is installed, the first engine first; nothing; one
// engine alone.
const (
	TextAuto      = "auto"
	TextOff       = "off"
	TextPPOCR     = "ppocr"
	TextTesseract = "tesseract"
)

// The values of Reading.Videos.
const (
	VideosAuto = "auto"
	VideosOff  = "off"
)

// TextReaders are the values of Reading.Text.
func TextReaders() []string { return []string{TextAuto, TextOff, TextPPOCR, TextTesseract} }

// Analyzer is how posts are analysed.
type Analyzer struct {
	// Encoder lets the sentence encoder, where npm has installed it, read English
	// posts of whose sentiment the built-in model is unsure.
	Encoder bool `yaml:"encoder" env:"ENCODER"`
}

// LLM is an OpenAI-compatible endpoint; without base_url none is used.
type LLM struct {
	BaseURL      string `yaml:"base_url" env:"BASE_URL"`
	APIKey       string `yaml:"api_key" env:"API_KEY"`
	CaptionModel string `yaml:"caption_model" env:"CAPTION_MODEL"`
	// CaptionBudget, CaptionTokens and CaptionCost are how many pictures it is shown on a
	// day, in UTC, how many tokens these may take, and what they may cost, at the most; of
	// the latter two 0 bounds nothing.
	CaptionBudget int64   `yaml:"caption_budget" env:"CAPTION_BUDGET"`
	CaptionTokens int64   `yaml:"caption_tokens" env:"CAPTION_TOKENS"`
	CaptionCost   float64 `yaml:"caption_cost" env:"CAPTION_COST"`
	// CaptionInputPrice and CaptionOutputPrice are what a million tokens of questions and
	// of answers cost, in the currency of CaptionCost.
	CaptionInputPrice  float64  `yaml:"caption_input_price" env:"CAPTION_INPUT_PRICE"`
	CaptionOutputPrice float64  `yaml:"caption_output_price" env:"CAPTION_OUTPUT_PRICE"`
	Timeout            Duration `yaml:"timeout" env:"TIMEOUT"`
	// TranscriptModel is the speech model that is asked what is said in recordings, at
	// TranscriptURL with TranscriptKey, or else at BaseURL with APIKey; empty is none.
	TranscriptModel string `yaml:"transcript_model" env:"TRANSCRIPT_MODEL"`
	TranscriptURL   string `yaml:"transcript_url" env:"TRANSCRIPT_URL"`
	TranscriptKey   string `yaml:"transcript_key" env:"TRANSCRIPT_KEY"`
	// TranscriptMinutes, TranscriptRequests and TranscriptCost are how many minutes of
	// recordings it is sent on a day, in UTC, with how many requests, and what they may cost,
	// at the most; of the latter two 0 bounds nothing. TranscriptPrice is what a minute costs.
	TranscriptMinutes  int64   `yaml:"transcript_minutes" env:"TRANSCRIPT_MINUTES"`
	TranscriptRequests int64   `yaml:"transcript_requests" env:"TRANSCRIPT_REQUESTS"`
	TranscriptCost     float64 `yaml:"transcript_cost" env:"TRANSCRIPT_COST"`
	TranscriptPrice    float64 `yaml:"transcript_price" env:"TRANSCRIPT_PRICE"`
	// TranscriptLongest is the longest recording that is sent.
	TranscriptLongest Duration `yaml:"transcript_longest" env:"TRANSCRIPT_LONGEST"`
	// OpinionModel is asked for a second opinion on the sentiment of mentions;
	// empty is none.
	OpinionModel string `yaml:"opinion_model" env:"OPINION_MODEL"`
	// OpinionBelow is the certainty of the built-in model, from 0 to 1, below
	// which it is asked.
	OpinionBelow float64 `yaml:"opinion_below" env:"OPINION_BELOW"`
	// OpinionReach is the engagement from which it is asked in any case; 0 is never.
	OpinionReach int64 `yaml:"opinion_reach" env:"OPINION_REACH"`
	// OpinionBudget is how many requests it gets a day, in UTC, at the most.
	OpinionBudget int64 `yaml:"opinion_budget" env:"OPINION_BUDGET"`
}

// Storage names the ClickHouse to use.
type Storage struct {
	// DSN is clickhouse://user:pass@host:9000/earshot; empty is the embedded engine.
	DSN string `yaml:"dsn" env:"DSN"`
	// Cluster is the name of a cluster of that ClickHouse that the store is spread over;
	// empty is none.
	Cluster string `yaml:"cluster" env:"CLUSTER"`
	// Media is where pictures are kept: a folder, or s3://bucket/prefix with the
	// parameters endpoint and region and the keys AWS_ACCESS_KEY_ID and
	// AWS_SECRET_ACCESS_KEY of the environment; empty is the folder media of the data.
	Media string `yaml:"media" env:"MEDIA"`
}

// Streams names the NATS to use.
type Streams struct {
	// URL is nats://host:4222; empty is the embedded server.
	URL string `yaml:"url" env:"URL"`
	// Replicas is how many servers of a cluster keep each message: 1, 3 or 5.
	Replicas int `yaml:"replicas" env:"REPLICAS"`
}

// Dashboard is how figures are cut and shown, on the dashboard and in exports.
type Dashboard struct {
	// TimeZone is the IANA name of the zone in which days, weeks and hours begin, such
	// as Asia/Shanghai; empty is that of the machine.
	TimeZone string `yaml:"time_zone" env:"TIME_ZONE"`
	// Hosts are the names by which readers reach the dashboard, beside those of this
	// machine for itself and the address listened on; a request for another is refused.
	Hosts []string `yaml:"hosts" env:"HOSTS"`
	// Unprotected lets the dashboard, which has no accounts, listen beyond loopback.
	Unprotected bool `yaml:"unprotected" env:"UNPROTECTED"`
}

// Monitoring is where programs that watch Earshot ask it.
type Monitoring struct {
	// Addr is a host and port on which /healthz, /readyz and /metrics are answered and
	// nothing else, for parts that run without a dashboard; empty is none. The
	// dashboard answers them as well.
	Addr string `yaml:"addr" env:"ADDR"`
	// Traces is the address of a collector that takes traces by OTLP over HTTP, and
	// TracesShare the share of them that it gets; empty is none.
	Traces      string  `yaml:"traces" env:"TRACES"`
	TracesShare float64 `yaml:"traces_share" env:"TRACES_SHARE"`
}

// Backup says where backups go, and when.
type Backup struct {
	// To is a folder, or s3://bucket/prefix?endpoint=URL&region=NAME; empty is none.
	To string `yaml:"to" env:"TO"`
	// Every is the time from one backup of a running Earshot to the next; 0 is none but
	// those of earshot backup.
	Every Duration `yaml:"every" env:"EVERY"`
	// Keep is how many backups are kept, beside those that these stand on; 0 is all.
	Keep int `yaml:"keep" env:"KEEP"`
	// ClickHouse is where the server of storage.dsn writes its part, in the words of its
	// BACKUP statement, with {name} for the backup's name.
	ClickHouse string `yaml:"clickhouse" env:"CLICKHOUSE"`
}

// Zone is the time zone of the workspace: the configured one, else that of the machine,
// whose environment is given.
func (c Config) Zone(environ []string) (*time.Location, error) {
	if c.Dashboard.TimeZone == "" {
		return zone.Machine(environ), nil
	}
	return zone.Parse(c.Dashboard.TimeZone)
}

// Default is the configuration of an empty file.
func Default() Config {
	return Config{
		Crawler: Crawler{
			Delay: Duration(time.Second), Timeout: Duration(30 * time.Second),
			MaxBytes: 16 << 20, MaxPages: 1000, Workers: 32, Robots: RobotsByAccess,
			MinRate: 1 << 10, Pictures: Pictures{PerPost: 20, PerSource: 5000, PerDay: 50_000, HeldPosts: 20_000, HeldBytes: 64 << 20, HeldTime: Duration(48 * time.Hour), Wait: Duration(time.Minute)},
		},
		Streams:    Streams{Replicas: 1},
		Monitoring: Monitoring{TracesShare: 1},
		Analyzer:   Analyzer{Encoder: true},
		Pictures:   Reading{Text: TextAuto, Videos: VideosAuto},
		LLM:        LLM{Timeout: Duration(2 * time.Minute), CaptionBudget: 1000, TranscriptMinutes: 60, TranscriptLongest: Duration(30 * time.Minute), OpinionBelow: 0.5, OpinionBudget: 500},
	}
}
