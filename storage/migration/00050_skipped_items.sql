-- +goose NO TRANSACTION
-- +goose Up
-- How many items a run found, and the first of those that could not be read, each with why.
ALTER TABLE crawl_runs
    ADD COLUMN IF NOT EXISTS items Int64,
    ADD COLUMN IF NOT EXISTS skipped_items Array(String) CODEC(ZSTD(1));
