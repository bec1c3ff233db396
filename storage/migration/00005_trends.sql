-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS trend_hours (
    brand LowCardinality(String),
    day Date,
    at DateTime('UTC'),
    platform LowCardinality(String),
    language LowCardinality(String),
    mentions UInt64,
    positive UInt64,
    neutral UInt64,
    negative UInt64,
    engagement Int64,
    engagement_known UInt64,
    authors AggregateFunction(uniqExactIf, UInt64, UInt8),
    version UInt64,
    deleted UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toYear(day)
ORDER BY (brand, day, at, platform, language)
SETTINGS index_granularity = 512;

CREATE TABLE IF NOT EXISTS trend_days AS trend_hours
ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toYear(day)
ORDER BY (brand, day, at, platform, language)
SETTINGS index_granularity = 512;

-- A brand-day is dirty while any of its tokens sums to more than nothing.
-- Marking adds a row with sign 1, cleaning one with sign -1 and the same token,
-- so a mark made while the day is recomputed survives the cleaning.
CREATE TABLE IF NOT EXISTS dirty_days (
    brand LowCardinality(String),
    day Date,
    token UInt64,
    sign Int8
)
ENGINE = CollapsingMergeTree(sign)
ORDER BY (brand, day, token);
