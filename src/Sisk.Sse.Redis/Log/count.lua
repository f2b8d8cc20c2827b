-- Returns the sum of a count over all live servers. If a server claims an identifier, returns the sum over all others, and assigns the
-- identifier to it if that is 0. Returns -1 if Redis has lost the counts of that server.
-- KEYS: servers, counts of this server
-- ARGV: prefix of the count keys, name, server that claims it or empty, lifetime of a server in ms
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local sum = 0

-- An expiry in the far future was set before the clock of Redis was set back. That server may be dead.
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
