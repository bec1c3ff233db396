-- How many posts wait for their pictures, and their bytes.
SELECT count(), sum(bytes)
FROM held_posts FINAL
