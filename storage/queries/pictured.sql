-- Which of some posts have pictures.
SELECT platform, id
FROM posts FINAL
PREWHERE (platform, id) IN keys
WHERE notEmpty(images.url)
