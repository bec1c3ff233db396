-- +goose NO TRANSACTION
-- +goose Up
-- When the bytes of a picture were fetched, since when its original is let go of (1970 is not),
-- and whether its bytes are gone by then; see social.Media. Of rows of before, fetched_at is the
-- best that is known.
ALTER TABLE media
    ADD COLUMN IF NOT EXISTS stored_at DateTime64(6, 'UTC') DEFAULT fetched_at,
    ADD COLUMN IF NOT EXISTS let_go_at DateTime64(6, 'UTC') DEFAULT toDateTime64(0, 6, 'UTC'),
    ADD COLUMN IF NOT EXISTS freed Bool;
