-- +goose NO TRANSACTION
-- +goose Up
-- The figures of each brand-day, split by all that a page filters by; see
-- queries/counts.sql. They take the place of trend_hours and trend_days. Every brand-day
-- is dirty until it is recomputed, and read from mentions until then.
CREATE TABLE IF NOT EXISTS figure_days (
    brand LowCardinality(String),
    day Date,
    platform LowCardinality(String),
    language LowCardinality(String),
    label LowCardinality(String),
    date_from LowCardinality(String),
    spam Bool,
    copy Bool,
    backlog Bool,
    mentions UInt64,
    engagement Int64,
    engagement_known UInt64,
    authors AggregateFunction(uniqExactIf, UInt64, UInt8),
    version UInt64,
    deleted UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toYear(day)
ORDER BY (brand, day, platform, language, label, date_from, spam, copy, backlog)
SETTINGS index_granularity = 1024;

CREATE TABLE IF NOT EXISTS figure_hours (
    brand LowCardinality(String),
    day Date,
    at DateTime('UTC'),
    platform LowCardinality(String),
    language LowCardinality(String),
    label LowCardinality(String),
    date_from LowCardinality(String),
    spam Bool,
    copy Bool,
    backlog Bool,
    mentions UInt64,
    engagement Int64,
    engagement_known UInt64,
    version UInt64,
    deleted UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toYear(day)
ORDER BY (brand, day, at, platform, language, label, date_from, spam, copy, backlog)
SETTINGS index_granularity = 1024;

INSERT INTO dirty_days (brand, day, token, sign)
SELECT DISTINCT brand, day, 32, 1 FROM mentions WHERE brand != '';

DROP TABLE IF EXISTS trend_hours;

DROP TABLE IF EXISTS trend_days;
