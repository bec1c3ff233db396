-- +goose NO TRANSACTION
-- +goose Up
-- A month rests after an hour, and then becomes one part: as long as it is several, FINAL
-- and what an index leaves out cost three to seven times as much there. A month that is
-- written now and then is merged once an hour at most.
ALTER TABLE mentions MODIFY SETTING min_age_to_force_merge_seconds = 3600, min_age_to_force_merge_on_partition_only = 1;
