-- Adds events to a run, renews its lifetime, and tells its followers. Events that it has already are left out, and those before a gap are
-- removed.
-- KEYS: state, events, alive, seen
-- ARGV: channel, lifetime in ms, time until the producer calls again in ms, number of events to keep, header, end or empty, first
--       position, oldest position to keep, events
local last = tonumber(redis.call('HGET', KEYS[1], 'last') or '0')
if tonumber(ARGV[7]) > last + 1 then
    redis.call('DEL', KEYS[2])
    last = ARGV[7] - 1
end

for i = 9, #ARGV do
    local position = ARGV[7] + i - 9
    if position > last then
        local added = redis.pcall('XADD', KEYS[2], 'MAXLEN', '~', ARGV[4], position .. '-1', 'e', ARGV[i])

        -- A write that has failed in the middle, because a permission was missing, has left its events there.
        if type(added) == 'table' and added.err and not string.find(added.err, 'equal or smaller', 1, true) then
            return added
        end

        last = position
    end
end

redis.call('XTRIM', KEYS[2], 'MINID', ARGV[8])
redis.call('HSET', KEYS[1], 'header', ARGV[5], 'last', last)
if ARGV[6] ~= '' then
    redis.call('HSET', KEYS[1], 'end', ARGV[6])
end

redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
redis.call('SET', KEYS[3], '1', 'PX', ARGV[3])
if #ARGV > 8 or ARGV[6] ~= '' then
    -- Without the notification, followers poll.
    redis.pcall('PUBLISH', ARGV[1], '')
end

return { redis.call('GET', KEYS[4]), redis.call('HGET', KEYS[1], 'stop') }
