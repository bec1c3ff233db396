-- +goose NO TRANSACTION
-- +goose Up
-- Of which post an address is; see identity.Article. One that several posts have
-- has a row with shared = 1 and tells none. What was stored before is added by the
-- program, as that is where addresses are brought into their form; see
-- mention.Writer.AddressScheme.
CREATE TABLE IF NOT EXISTS addresses (
    address String CODEC(ZSTD(1)),
    platform LowCardinality(String),
    id String CODEC(ZSTD(1)),
    shared UInt8,
    version UInt64,
    deleted UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY (address, platform, id)
SETTINGS index_granularity = 256;

-- Where a post was read, if at several places, under the identity it has there.
CREATE TABLE IF NOT EXISTS places (
    platform LowCardinality(String),
    id String CODEC(ZSTD(1)),
    place_platform LowCardinality(String),
    place_id String CODEC(ZSTD(1)),
    source LowCardinality(String),
    url String CODEC(ZSTD(1)),
    first_seen DateTime64(6, 'UTC'),
    fetched_at DateTime64(6, 'UTC'),
    length UInt32,
    version UInt64,
    deleted UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY (platform, id, place_platform, place_id, source)
SETTINGS index_granularity = 256;
