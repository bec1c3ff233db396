-- +goose NO TRANSACTION
-- +goose Up
-- One row a brand and post; brand is empty for a stored post that mentions none.
-- Everything that figures are counted or filtered by is in the row.
CREATE TABLE IF NOT EXISTS mentions (
    brand LowCardinality(String),
    day Date,
    platform LowCardinality(String),
    id String CODEC(ZSTD(1)),
    created_at DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    language LowCardinality(String),
    label LowCardinality(String),
    source LowCardinality(String),
    engagement Nullable(Int64),
    author UInt64,
    terms Array(String) CODEC(ZSTD(1)),
    version UInt64,
    deleted UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toYYYYMM(day)
ORDER BY (brand, day, platform, id)
SETTINGS index_granularity = 1024;
