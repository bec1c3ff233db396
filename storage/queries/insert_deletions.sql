INSERT INTO deletions (post, version)
