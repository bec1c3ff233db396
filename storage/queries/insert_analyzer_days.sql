INSERT INTO analyzer_days (analyzer, day, posts, undoubted, version, deleted)
