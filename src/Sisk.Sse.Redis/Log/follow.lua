-- Tells the producer of a run how far the furthest of its followers is.
-- KEYS: seen
-- ARGV: position, lifetime in ms
local seen, position = redis.call('GET', KEYS[1]) or '', ARGV[1]

-- Positions are compared as text: a number of Lua has only 53 bits.
if #seen > #position or #seen == #position and seen > position then
    position = seen
end

redis.call('SET', KEYS[1], position, 'PX', ARGV[2])
return 1
