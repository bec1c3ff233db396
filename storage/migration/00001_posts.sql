-- +goose NO TRANSACTION
-- +goose Up
-- Posts are looked up by identity, a batch of scattered keys at a time, so the
-- granules are small: a key costs the reading of 256 rows, not of 8192.
CREATE TABLE IF NOT EXISTS posts (
    platform LowCardinality(String),
    id String CODEC(ZSTD(1)),
    version UInt64,
    source LowCardinality(String),
    url String CODEC(ZSTD(1)),
    author_handle String CODEC(ZSTD(1)),
    author_name String CODEC(ZSTD(1)),
    author_url String CODEC(ZSTD(1)),
    title String CODEC(ZSTD(1)),
    text String CODEC(ZSTD(1)),
    language LowCardinality(String),
    created_at DateTime64(6, 'UTC'),
    edited_at Nullable(DateTime64(6, 'UTC')),
    parent_id String CODEC(ZSTD(1)),
    thread_id String CODEC(ZSTD(1)),
    tags Array(String) CODEC(ZSTD(1)),
    links Array(String) CODEC(ZSTD(1)),
    images Nested (url String, alt String, width Int64, height Int64),
    likes Nullable(Int64),
    shares Nullable(Int64),
    comments Nullable(Int64),
    views Nullable(Int64),
    keep LowCardinality(String),
    fetched_at DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (platform, id)
SETTINGS index_granularity = 256;
