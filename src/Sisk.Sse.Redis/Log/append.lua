-- Appends a batch of events once, however often it is sent.
-- KEYS: state, events, producer
-- ARGV: batch, new epoch, epoch and sequence that the sender has seen, oldest sequence to keep, least events to keep,
--       life of the events and of the producer in ms, channel, largest message, then one argument for each event
local remembered = redis.call('GET', KEYS[3])
if remembered then
    local batch, first, epoch = string.match(remembered, '^(%d+) (%d+) (%w+)$')
    if tonumber(batch) >= tonumber(ARGV[1]) then
        return { epoch, tonumber(batch) == tonumber(ARGV[1]) and tonumber(first) or -1 }
    end
end

-- A server that was restarted, or another one, may have lost what came last: it begins a new epoch.
local ok, info = pcall(redis.call, 'INFO', 'server')
local run = ok and string.match(info, 'run_id:(%x+)') or '-'
local state = redis.call('HMGET', KEYS[1], 'sequence', 'run', 'epochs')
local sequence, epochs = tonumber(state[1]), state[3]
if not sequence then
    redis.call('DEL', KEYS[2])
    sequence, epochs = 0, ARGV[2] .. ':0'
else
    local current = string.match(epochs, '(%w+):%d+$')
    if (state[2] ~= run and state[2] ~= '') or (current == ARGV[3] and tonumber(ARGV[4]) > sequence) then
        epochs = epochs .. ',' .. ARGV[2] .. ':' .. sequence
        if #epochs > 1024 then
            epochs = string.match(epochs, '^.-,(.*)$')
        end
    end
end

local epoch = string.match(epochs, '(%w+):%d+$')
local previous = state[3] and string.match(state[3], '(%w+):%d+$') or epoch
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local first = sequence + 1
local size = 0
for i = 11, #ARGV do
    sequence = sequence + 1
    redis.call('XADD', KEYS[2], sequence .. '-' .. now, epoch, ARGV[i])
    size = size + #ARGV[i]
end

local oldest = math.min(tonumber(ARGV[5]), sequence - tonumber(ARGV[6]) + 1)
if oldest > 1 then
    redis.call('XTRIM', KEYS[2], 'MINID', '~', oldest)
end

redis.call('PEXPIRE', KEYS[2], ARGV[7])
redis.call('HSET', KEYS[1], 'sequence', sequence, 'run', run, 'epochs', epochs)
redis.call('SET', KEYS[3], ARGV[1] .. ' ' .. first .. ' ' .. epoch, 'PX', ARGV[8])

-- Who is in sequence needs nothing but this message.
local message = { previous .. ' ' .. epoch .. ' ' .. first .. ' ' .. now .. ' ' .. (#ARGV - 10) .. '\n' }
if size <= tonumber(ARGV[10]) then
    for i = 11, #ARGV do
        message[#message + 1] = struct.pack('>I4', #ARGV[i])
        message[#message + 1] = ARGV[i]
    end
end

redis.call('PUBLISH', ARGV[9], table.concat(message))
return { epoch, first }
