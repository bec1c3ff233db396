-- The opinion of the model on this text, whichever post has it.
SELECT label, negative, neutral, positive, quote, fault
FROM opinions FINAL
WHERE text_hash = {text_hash:String} AND model = {model:String}
ORDER BY version DESC
LIMIT 1
