-- Tells the producer of a run how far the furthest of its followers is.
-- KEYS: seen
-- ARGV: position, lifetime in ms
local seen = tonumber(redis.call('GET', KEYS[1]) or '0')
redis.call('SET', KEYS[1], math.max(seen, tonumber(ARGV[1])), 'PX', ARGV[2])
return 1
