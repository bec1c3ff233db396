-- +goose NO TRANSACTION
-- +goose Up
-- Where the date of a post comes from; empty for what was stored before this was
-- recorded. A post without a readable date that was there when its source was first
-- read is backlog: it is listed, and no figure counts it. runs says how many posts
-- of a run were without one.
ALTER TABLE posts
    ADD COLUMN IF NOT EXISTS date_from LowCardinality(String),
    ADD COLUMN IF NOT EXISTS backlog Bool;

ALTER TABLE mentions
    ADD COLUMN IF NOT EXISTS date_from LowCardinality(String),
    ADD COLUMN IF NOT EXISTS backlog Bool;

ALTER TABLE runs
    ADD COLUMN IF NOT EXISTS undated Int64,
    ADD COLUMN IF NOT EXISTS undated_why String CODEC(ZSTD(1));
