-- +goose NO TRANSACTION
-- +goose Up
-- The fingerprints of a stretch of time, and the posts of it with a fingerprint, are read
-- without the other posts and columns. What is stored already comes into the projection
-- in the background, and is read whole until then.
ALTER TABLE analyses MODIFY SETTING deduplicate_merge_projection_mode = 'rebuild';

-- So that rows can be deleted by hand.
ALTER TABLE analyses MODIFY SETTING lightweight_mutation_projection_mode = 'rebuild';

ALTER TABLE analyses ADD PROJECTION IF NOT EXISTS by_fingerprint (
    SELECT platform, id, created_at, fingerprint, original_id
    ORDER BY (intDiv(toUnixTimestamp64Micro(created_at), 864000000000), fingerprint)
);

ALTER TABLE analyses MATERIALIZE PROJECTION by_fingerprint;
