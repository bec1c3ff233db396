-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS media (
    url String CODEC(ZSTD(1)),
    version UInt64,
    state LowCardinality(String),
    fault String CODEC(ZSTD(1)),
    sha256 String,
    perceptual UInt64,
    thumb String,
    type LowCardinality(String),
    bytes Int64,
    width Int64,
    height Int64,
    caption String CODEC(ZSTD(1)),
    caption_model LowCardinality(String),
    ocr String CODEC(ZSTD(1)),
    tags Array(String) CODEC(ZSTD(1)),
    fetched_at DateTime64(6, 'UTC'),
    INDEX by_sha256 sha256 TYPE bloom_filter GRANULARITY 4
)
ENGINE = ReplacingMergeTree(version)
ORDER BY url
SETTINGS index_granularity = 256;
