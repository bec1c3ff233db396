-- +goose NO TRANSACTION
-- +goose Up
-- The rows of some groups of near copies are found without reading those of all. What is
-- stored already comes into the index in the background, and is read whole until then.
ALTER TABLE mentions ADD INDEX IF NOT EXISTS by_group copy_group TYPE bloom_filter(0.001) GRANULARITY 1;

ALTER TABLE mentions MATERIALIZE INDEX by_group;
