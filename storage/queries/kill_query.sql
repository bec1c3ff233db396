-- Stops a query whose rows nobody reads any longer; the connection it is asked over
-- lives on.
KILL QUERY WHERE query_id = {query_id:String} ASYNC
