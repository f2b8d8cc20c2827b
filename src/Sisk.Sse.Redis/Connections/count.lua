-- The sum of a count over all servers that live; with a server given, over all but that one.
-- KEYS: servers
-- ARGV: what the keys of counts begin with, name, server to leave out
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local sum = 0
for _, server in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')) do
    if server ~= ARGV[3] then
        sum = sum + (tonumber(redis.call('HGET', ARGV[1] .. server, ARGV[2])) or 0)
    end
end

return sum
