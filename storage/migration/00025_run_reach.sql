-- +goose NO TRANSACTION
-- +goose Up
-- Since when and for which brands a run listened: the time from which its answers
-- cover what was posted, and the brands whose posts were kept.
ALTER TABLE runs
    ADD COLUMN IF NOT EXISTS reached Nullable(DateTime64(6, 'UTC')),
    ADD COLUMN IF NOT EXISTS brands Array(String);
