-- Reads on from a sequence, and sees to it that the log has an epoch that says what it holds.
-- KEYS: state, events
-- ARGV: sequence to read after, how many entries, new epoch, epoch and sequence that the reader has seen
local state = redis.call('HMGET', KEYS[1], 'sequence', 'epochs')
local sequence, epochs = tonumber(state[1]), state[2]
if not sequence then
    redis.call('DEL', KEYS[2])
    sequence, epochs = 0, ARGV[3] .. ':0'
    redis.call('HSET', KEYS[1], 'sequence', sequence, 'run', '', 'epochs', epochs)
elseif string.match(epochs, '^%w+') == ARGV[4] and tonumber(ARGV[5]) > sequence then
    -- The reader has seen events that are lost: their ids are not to be given again.
    epochs = ARGV[3] .. ':' .. sequence .. ',' .. epochs
    redis.call('HSET', KEYS[1], 'epochs', epochs)
end

local entries = {}
if sequence > tonumber(ARGV[1]) then
    entries = redis.call('XRANGE', KEYS[2], ARGV[1] + 1, '+', 'COUNT', ARGV[2])
end

local clock = redis.call('TIME')
return { epochs, sequence, clock[1] * 1000 + math.floor(clock[2] / 1000), entries }
