-- Those of some pictures whose posts are to be matched again, and since when.
SELECT url, version
FROM pictures_due FINAL
PREWHERE url IN urls
