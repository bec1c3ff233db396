-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS runs (
    id String,
    source LowCardinality(String),
    platform LowCardinality(String),
    state LowCardinality(String),
    started DateTime64(6, 'UTC'),
    finished Nullable(DateTime64(6, 'UTC')),
    requests Int64,
    posts Int64,
    skipped Int64,
    fault String CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree
ORDER BY id
SETTINGS index_granularity = 256;
