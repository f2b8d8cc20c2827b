-- Reads the entries after a sequence. Creates the log if necessary, and begins a new epoch if the reader has seen lost events.
-- KEYS: state, events
-- ARGV: sequence to read after, maximum entries, maximum bytes, new epoch, epoch and sequence that the reader has seen,
--       epoch and sequence that it had seen before its last reset
local state = redis.call('HMGET', KEYS[1], 'sequence', 'epochs', 'gone')
local sequence, epochs, gone = tonumber(state[1]), state[2], state[3] or ''
if not sequence then
    -- A server without streams fails here at the start rather than at the first broadcast.
    redis.call('XLEN', KEYS[2])
    redis.call('DEL', KEYS[2])
    sequence = 0
    epochs, gone = begin_after_loss(ARGV[4], 0, epochs or '', gone, ARGV[5], ARGV[7])
    redis.call('HSET', KEYS[1], 'sequence', sequence, 'writer', primary(), 'epochs', epochs, 'gone', gone)
elseif is_lost(epochs, gone, sequence, ARGV[5], ARGV[6]) or is_lost(epochs, gone, sequence, ARGV[7], ARGV[8]) then
    epochs, gone = begin_after_loss(ARGV[4], sequence, epochs, gone, ARGV[5], ARGV[7])
    redis.call('HSET', KEYS[1], 'epochs', epochs, 'gone', gone)
end

-- Return one entry of any size, then as many as fit. Entries of other programs are only counted.
local entries, bytes, foreign, more, count = {}, 0, 0, 0, 1
local from = sequence > tonumber(ARGV[1]) and ARGV[1] + 1
while from do
    local found = redis.call('XRANGE', KEYS[2], from, '+', 'COUNT', count)
    from = #found == count and '(' .. found[count][1]
    count = 16
    for _, entry in ipairs(found) do
        if #entry[2] ~= 2 or #entry[2][1] ~= 10 then
            foreign = foreign + 1
        elseif #entries > 0 and (#entries == tonumber(ARGV[2]) or bytes + #entry[2][2] > tonumber(ARGV[3])) then
            from, more = false, 1
            break
        else
            bytes = bytes + #entry[2][2]
            entries[#entries + 1] = entry
        end
    end
end

local clock = redis.call('TIME')
return { epochs, sequence, clock[1] * 1000 + math.floor(clock[2] / 1000), more, foreign, entries }
