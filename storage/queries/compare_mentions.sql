-- What mentions holds of each brand-day, to be held against compare_posts.
SELECT brand, day, count(), sum(sipHash64(platform, id, version))
FROM mentions FINAL
GROUP BY brand, day
SETTINGS max_threads = 1
