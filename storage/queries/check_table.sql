-- Reads every file of a table's parts and holds it against its checksum; a row a part.
CHECK TABLE {table:Identifier}
SETTINGS check_query_single_value_result = 0, max_threads = 1
