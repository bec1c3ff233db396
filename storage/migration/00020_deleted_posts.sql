-- +goose NO TRANSACTION
-- +goose Up
-- A post that its platform shows no longer keeps a row without content, so that
-- an older state of it, read late, does not come back.
ALTER TABLE posts ADD COLUMN IF NOT EXISTS deleted UInt8 DEFAULT 0;
