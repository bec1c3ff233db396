-- +goose NO TRANSACTION
-- +goose Up
-- The sound and video of a post, as its platform declares them, and where its transcript is
-- from: see social.Recording and social.TranscriptFrom.
ALTER TABLE posts
    ADD COLUMN IF NOT EXISTS recordings.url Array(String),
    ADD COLUMN IF NOT EXISTS recordings.type Array(String),
    ADD COLUMN IF NOT EXISTS recordings.seconds Array(Int64),
    ADD COLUMN IF NOT EXISTS recordings.bytes Array(Int64),
    ADD COLUMN IF NOT EXISTS transcript_from LowCardinality(String),
    ADD COLUMN IF NOT EXISTS transcript_language LowCardinality(String);

-- What became of asking a speech model about the recording behind a URL, and what it heard.
-- since is when what came first could not be used, cost in billionths of a currency.
CREATE TABLE IF NOT EXISTS transcripts (
    url String,
    version UInt64,
    step LowCardinality(String),
    text String CODEC(ZSTD(1)),
    model LowCardinality(String),
    host LowCardinality(String),
    language LowCardinality(String),
    certainty Float64,
    milliseconds Int64,
    fault String CODEC(ZSTD(1)),
    attempts Int64,
    cost Int64,
    took_ms Int64,
    since DateTime64(6, 'UTC'),
    at DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(version)
ORDER BY url
SETTINGS index_granularity = 1024;
