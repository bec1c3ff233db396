-- +goose NO TRANSACTION
-- +goose Up
-- How many posts of a run were new, and the window of a run that fills in the past.
ALTER TABLE runs
    ADD COLUMN IF NOT EXISTS new Nullable(Int64),
    ADD COLUMN IF NOT EXISTS window_from Nullable(DateTime64(6, 'UTC')),
    ADD COLUMN IF NOT EXISTS window_to Nullable(DateTime64(6, 'UTC'));
