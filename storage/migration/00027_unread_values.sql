-- +goose NO TRANSACTION
-- +goose Up
-- How many values of a run's items could not be read, and the first of them.
ALTER TABLE runs
    ADD COLUMN IF NOT EXISTS unread Int64,
    ADD COLUMN IF NOT EXISTS unread_first String CODEC(ZSTD(1));
