-- +goose NO TRANSACTION
-- +goose Up
-- What became of asking a vision model about the pictures with these bytes: one row for
-- all URLs that show them. said holds the answer, as JSON, until it stands in media.
-- since is when what came first could not be used, cost in billionths of a currency.
CREATE TABLE IF NOT EXISTS captions (
    sha256 String,
    version UInt64,
    model LowCardinality(String),
    prompt LowCardinality(String),
    step LowCardinality(String),
    fault String CODEC(ZSTD(1)),
    attempts Int64,
    said String CODEC(ZSTD(1)),
    input_tokens Int64,
    output_tokens Int64,
    cost Int64,
    took_ms Int64,
    since DateTime64(6, 'UTC'),
    at DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(version)
ORDER BY sha256
SETTINGS index_granularity = 1024;
