-- +goose NO TRANSACTION
-- +goose Up
-- Whose turn it is to do what only one process may do at a time; see mention.Writer.inTurn.
-- A turn is a name of its own; its rows say that it goes on, the last one that it ended.
CREATE TABLE IF NOT EXISTS turns (
    what LowCardinality(String),
    holder String,
    at DateTime64(6, 'UTC'),
    ended UInt8
)
ENGINE = MergeTree
ORDER BY (what, at)
TTL toDateTime(at) + INTERVAL 1 HOUR;
