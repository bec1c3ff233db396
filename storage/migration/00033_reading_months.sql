-- +goose NO TRANSACTION
-- +goose Up
-- What was read in the mentions of a brand in a month, counted by the label that each
-- value is counted by. The rows of a month that count are those of the slot and version
-- that reading_spans names; the version is 0 where the month has changed since, and
-- mentions are read. A month is counted again into the other of two slots, so that
-- whoever reads the one before still finds it.
CREATE TABLE IF NOT EXISTS reading_months (
    brand LowCardinality(String),
    month Date,
    kind LowCardinality(String),
    term String CODEC(ZSTD(1)),
    spam Bool,
    copy Bool,
    positive UInt32,
    neutral UInt32,
    negative UInt32,
    unsure UInt32,
    mentions UInt32,
    slot UInt8,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(month)
ORDER BY (kind, brand, month, slot, term, spam, copy)
SETTINGS index_granularity = 4096;

CREATE TABLE IF NOT EXISTS reading_spans (
    brand LowCardinality(String),
    month Date,
    slot UInt8,
    version UInt64,
    changed UInt64
)
ENGINE = ReplacingMergeTree(changed)
ORDER BY (brand, month);
