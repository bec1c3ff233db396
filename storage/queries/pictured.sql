-- Which of some posts have pictures, and which.
SELECT platform, id, images.url
FROM posts FINAL
PREWHERE (platform, id) IN keys
WHERE notEmpty(images.url)
