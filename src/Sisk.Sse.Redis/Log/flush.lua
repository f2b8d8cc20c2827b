-- Publishes the changed counts of a server, and renews its lifetime.
-- KEYS: servers, counts of this server
-- ARGV: server, lifetime in ms, 1 if these are all its counts, then names and counts
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)

-- Expiries in the far future were set before the clock of Redis was set back. Live servers renew theirs.
redis.call('ZREMRANGEBYSCORE', KEYS[1], '(' .. now + 2 * ARGV[2], '+inf')
if ARGV[3] == '1' then
    redis.call('DEL', KEYS[2])
elseif redis.call('EXISTS', KEYS[2]) == 0 then
    return 0
end

-- A server without connections has counts, too. No name is equal to this field, because it is not valid UTF-8.
redis.call('HSET', KEYS[2], '\255', '1')
for i = 4, #ARGV, 2 do
    if ARGV[i + 1] == '0' then
        redis.call('HDEL', KEYS[2], ARGV[i])
    else
        redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
    end
end

redis.call('PEXPIRE', KEYS[2], ARGV[2])
return 1
