-- +goose NO TRANSACTION
-- +goose Up
-- The sentiment labels people gave; an empty one was taken back. analyses holds
-- the model's own judgement and, in corrected, the label that stands instead.
CREATE TABLE IF NOT EXISTS corrections (
    platform LowCardinality(String),
    id String CODEC(ZSTD(1)),
    label LowCardinality(String),
    at DateTime64(6, 'UTC'),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (platform, id)
SETTINGS index_granularity = 256;

ALTER TABLE analyses ADD COLUMN IF NOT EXISTS corrected LowCardinality(String);
