-- +goose NO TRANSACTION
-- +goose Up
-- Posts, their analyses and claims are looked up by scattered keys, some hundred at a
-- time. In compact parts all columns of a granule stand together, so that a key costs
-- one read and not one a column. Parts written before become compact as they are merged.
ALTER TABLE posts MODIFY SETTING min_bytes_for_wide_part = 1125899906842624;

ALTER TABLE analyses MODIFY SETTING min_bytes_for_wide_part = 1125899906842624;

ALTER TABLE claims MODIFY SETTING min_bytes_for_wide_part = 1125899906842624;
