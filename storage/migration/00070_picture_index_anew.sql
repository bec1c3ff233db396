-- +goose NO TRANSACTION
-- +goose Up
-- Fingerprints of pictures are taken anew, of other blobs (scheme 2), and older ones are not
-- compared with these: no picture is found by the hashes that it had, and none is kept
-- that nobody would erase with its picture.
TRUNCATE TABLE picture_index;
