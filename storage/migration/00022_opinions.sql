-- +goose NO TRANSACTION
-- +goose Up
-- What language models said of the sentiment of posts, for the text they were
-- shown; a row without a model is of a post that was deleted. analyses holds the
-- built-in model's own judgement, the opinion that stands beside it, and in
-- opinion_version the row of opinions that was last looked at.
CREATE TABLE IF NOT EXISTS opinions (
    platform LowCardinality(String),
    id String CODEC(ZSTD(1)),
    text_hash String CODEC(ZSTD(1)),
    model LowCardinality(String),
    label LowCardinality(String),
    negative Float32,
    neutral Float32,
    positive Float32,
    quote String CODEC(ZSTD(1)),
    fault String CODEC(ZSTD(1)),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (platform, id)
SETTINGS index_granularity = 256;

ALTER TABLE analyses
    ADD COLUMN IF NOT EXISTS opinion_model LowCardinality(String),
    ADD COLUMN IF NOT EXISTS opinion_label LowCardinality(String),
    ADD COLUMN IF NOT EXISTS opinion_negative Float32,
    ADD COLUMN IF NOT EXISTS opinion_neutral Float32,
    ADD COLUMN IF NOT EXISTS opinion_positive Float32,
    ADD COLUMN IF NOT EXISTS opinion_quote String CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS opinion_fault String CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS opinion_version UInt64;
