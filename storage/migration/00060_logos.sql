-- +goose NO TRANSACTION
-- +goose Up
-- What people say of logos that were perhaps found: yes, no, or nothing where an answer
-- was taken back. The box is in thousandths of the picture.
CREATE TABLE IF NOT EXISTS logo_answers (
    sha256 String,
    brand LowCardinality(String),
    version UInt64,
    answer LowCardinality(String),
    x Int64,
    y Int64,
    w Int64,
    h Int64,
    at DateTime64(6, 'UTC'),
    given_by LowCardinality(String)
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (sha256, brand)
SETTINGS index_granularity = 256;

-- Pictures of logos that were uploaded, by the digest of their bytes.
CREATE TABLE IF NOT EXISTS logo_examples (
    brand LowCardinality(String),
    sha256 String,
    version UInt64,
    name String,
    type LowCardinality(String),
    data String CODEC(ZSTD(1)),
    removed Bool,
    at DateTime64(6, 'UTC'),
    given_by LowCardinality(String)
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (brand, sha256)
SETTINGS index_granularity = 256;
