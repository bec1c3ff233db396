-- +goose NO TRANSACTION
-- +goose Up
-- The group of near copies a mention belongs to: the identity of their original,
-- or of the post itself where it is a copy of none. What is stored already has
-- it worked out as it is read.
ALTER TABLE mentions ADD COLUMN IF NOT EXISTS copy_group UInt64 MATERIALIZED
    sipHash64(if(original_id = '', toString(platform), toString(original_platform)), if(original_id = '', id, original_id));
