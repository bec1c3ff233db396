-- +goose NO TRANSACTION
-- +goose Up
-- By which analyzer a post was analysed, and whether that judged it without saying
-- from when on a judgement is sure. What is stored already says neither, which '?'
-- stands for: it is looked up in analyses when its day is counted.
ALTER TABLE mentions
    ADD COLUMN IF NOT EXISTS analyzer LowCardinality(String) DEFAULT '?',
    ADD COLUMN IF NOT EXISTS undoubted Bool;

-- What was posted on each day by source, each post once however many brands it
-- mentions. posts are all; dated are those that are no backlog, of which first, last,
-- hours (24, UTC) and longest, the longest time between two in microseconds, tell.
-- fetched is the least version of a post, patience the least time in seconds after
-- which one is due to be read again.
CREATE TABLE IF NOT EXISTS source_days (
    source LowCardinality(String),
    day Date,
    posts UInt64,
    platforms Array(LowCardinality(String)),
    dated UInt64,
    first DateTime64(6, 'UTC'),
    last DateTime64(6, 'UTC'),
    hours Array(UInt32),
    longest Int64,
    fetched UInt64,
    patience Float64,
    version UInt64,
    deleted UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toYear(day)
ORDER BY (day, source)
SETTINGS index_granularity = 512;

-- The posts of each day by the version that analysed them.
CREATE TABLE IF NOT EXISTS analyzer_days (
    analyzer LowCardinality(String),
    day Date,
    posts UInt64,
    undoubted UInt64,
    version UInt64,
    deleted UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toYear(day)
ORDER BY (day, analyzer)
SETTINGS index_granularity = 512;

-- The days for which these are out of date; see dirty_days.
CREATE TABLE IF NOT EXISTS dirty_source_days (
    day Date,
    token UInt64,
    sign Int8
)
ENGINE = CollapsingMergeTree(sign)
ORDER BY (day, token);

-- Of what is stored already nothing is counted yet.
INSERT INTO dirty_source_days (day, token, sign)
SELECT DISTINCT day, 0, 1 FROM mentions;
