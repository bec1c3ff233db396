-- +goose NO TRANSACTION
-- +goose Up
-- When in a day its mentions were, and when each author wrote: how many there were in
-- each hour, UTC, that has any, and the distinct authors of each. They take the place of
-- figure_hours.
ALTER TABLE figure_days
    ADD COLUMN IF NOT EXISTS hours Array(UInt8),
    ADD COLUMN IF NOT EXISTS hour_mentions Array(UInt32),
    ADD COLUMN IF NOT EXISTS hour_engagement Array(Int64),
    ADD COLUMN IF NOT EXISTS hour_known Array(UInt32),
    ADD COLUMN IF NOT EXISTS author_hours Array(UInt8),
    ADD COLUMN IF NOT EXISTS author_ids Array(UInt64) CODEC(NONE);

-- What was read in the mentions of a brand-day, a row for each kind of reading: the
-- values, and how many mentions hold each, by the label each is counted by.
CREATE TABLE IF NOT EXISTS reading_days (
    brand LowCardinality(String),
    day Date,
    kind LowCardinality(String),
    spam Bool,
    copy Bool,
    terms Array(String) CODEC(ZSTD(1)),
    mentions Array(UInt32),
    positive Array(UInt32),
    neutral Array(UInt32),
    negative Array(UInt32),
    unsure Array(UInt32),
    version UInt64,
    deleted UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toYYYYMM(day)
ORDER BY (kind, brand, day, spam, copy)
SETTINGS index_granularity = 128;

-- From which day on a rollup that came later is filled: what is stored already is counted
-- month by month in the background, the newest first, and mentions are read until then.
CREATE TABLE IF NOT EXISTS rollup_spans (
    name LowCardinality(String),
    since Date,
    changed UInt64
)
ENGINE = ReplacingMergeTree(changed)
ORDER BY name;

DROP TABLE IF EXISTS figure_hours;
