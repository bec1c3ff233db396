-- +goose NO TRANSACTION
-- +goose Up
-- A month in which nothing was written for six hours becomes one part. It then has no
-- rows that were replaced, so that FINAL merges nothing there, and a search reads what the index
-- leaves and no more.
ALTER TABLE mentions
    MODIFY SETTING min_age_to_force_merge_seconds = 21600, min_age_to_force_merge_on_partition_only = 1;
