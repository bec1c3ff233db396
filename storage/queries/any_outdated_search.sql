-- Whether search keys of any mention are of another scheme.
SELECT count() > 0
FROM
(
    SELECT search_scheme
    FROM mentions FINAL
    WHERE search_scheme != {scheme:UInt16}
    LIMIT 1
)
