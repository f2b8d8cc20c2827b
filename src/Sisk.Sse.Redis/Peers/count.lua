-- The sum of a count over all servers that live. For a server that claims an identifier: over all others, and if that is 0, the identifier
-- is its own from now on. -1 when Redis has lost the counts of that server.
-- KEYS: servers, counts of this one
-- ARGV: what the keys of counts begin with, name, server that claims it or nothing, life of a server in ms
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local sum = 0

-- A server that lives longer than one can has said so before Redis' clock was set back, and may be dead.
for _, server in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, now + 2 * ARGV[4])) do
    if server ~= ARGV[3] then
        sum = sum + (tonumber(redis.call('HGET', ARGV[1] .. server, ARGV[2])) or 0)
    end
end

if sum == 0 and ARGV[3] ~= '' then
    if redis.call('EXISTS', KEYS[2]) == 0 then
        return -1
    end

    redis.call('HSET', KEYS[2], ARGV[2], '1')
end

return sum
