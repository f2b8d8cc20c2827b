-- Reads the state of a run, and its events from a position on: one of any size, then as many as fit.
-- KEYS: state, events, alive
-- ARGV: id of the first entry, maximum events, maximum bytes
local state = redis.call('HMGET', KEYS[1], 'header', 'last', 'end')
local entries, bytes, count, max = {}, 0, 1, tonumber(ARGV[2])
local from = state[1] and max > 0 and ARGV[1]
while from do
    local found = redis.call('XRANGE', KEYS[2], from, '+', 'COUNT', count)
    from = #found == count and '(' .. found[count][1]
    count = 16
    for _, entry in ipairs(found) do
        bytes = bytes + #entry[2][2]
        if #entries == max or #entries > 0 and bytes > tonumber(ARGV[3]) then
            from = false
            break
        end

        entries[#entries + 1] = entry
    end
end

return { state[1], state[2], state[3], redis.call('EXISTS', KEYS[3]), entries }
