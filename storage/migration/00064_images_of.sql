-- +goose NO TRANSACTION
-- +goose Up
-- What the pictures of a post are of: see social.ImageOf. Those of before are the post's own.
ALTER TABLE posts ADD COLUMN IF NOT EXISTS images.of Array(String);
