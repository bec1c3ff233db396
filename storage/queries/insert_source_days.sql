INSERT INTO source_days (source, day, posts, platforms, dated, first, last, hours, longest, fetched, patience, version, deleted)
