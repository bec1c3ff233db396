-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS analyses (
    platform LowCardinality(String),
    id String CODEC(ZSTD(1)),
    version UInt64,
    language LowCardinality(String),
    label LowCardinality(String),
    negative Float32,
    neutral Float32,
    positive Float32,
    why Nested (text String, weight Float32),
    keywords Array(String) CODEC(ZSTD(1)),
    hashtags Array(String) CODEC(ZSTD(1)),
    brands Array(LowCardinality(String)),
    analyzer LowCardinality(String)
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (platform, id)
SETTINGS index_granularity = 256;
