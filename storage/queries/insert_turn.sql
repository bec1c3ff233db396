-- Says that a turn begins, goes on or, if ended, is over, by the server's clock.
INSERT INTO turns (what, holder, at, ended)
SELECT {what:String}, {holder:String}, now64(6, 'UTC'), {ended:UInt8}
