-- Appends a batch of events once, even if it is sent several times. A batch is one entry, whose id is the sequence of its last event.
-- KEYS: state, events; the mark of a producer that sends one batch
-- ARGV: producer, batch number, new epoch, epoch and sequence that the sender has seen, oldest sequence to keep, minimum number of events
--       to keep, lifetime of the events and of the producer in ms, channel, maximum message size, number of events, events,
--       epoch and sequence of the sender's last batch
local remembered, sequence, writer, epochs, kept, gone = unpack(redis.call('HMGET', KEYS[1], ARGV[1], 'sequence', 'writer', 'epochs', 'kept', 'gone'))
gone = gone or ''
if KEYS[3] then
    remembered = redis.call('HGET', KEYS[3], 'mark')
end

if remembered then
    local batch, first, epoch = string.match(remembered, '^(%d+) (%d+) (%w+)')
    if tonumber(batch) >= tonumber(ARGV[2]) then
        return { epoch, tonumber(batch) == tonumber(ARGV[2]) and tonumber(first) or -1, '' }
    end
end

-- Another primary, or a restarted one, may have lost the latest events, so it begins a new epoch.
local run = primary()
local epoch = sequence and epochs and string.match(epochs, '^%w+') or ARGV[3]
local previous = epoch
if not sequence then
    redis.call('DEL', KEYS[2])
    sequence, kept = 0, nil
    epochs, gone = begin_after_loss(epoch, 0, epochs or '', gone, ARGV[4], ARGV[14])
else
    sequence = tonumber(sequence)
    if is_lost(epochs, gone, sequence, ARGV[4], ARGV[5]) or is_lost(epochs, gone, sequence, ARGV[14], ARGV[15]) then
        epoch, previous = ARGV[3], '-'
        epochs, gone = begin_after_loss(epoch, sequence, epochs, gone, ARGV[4], ARGV[14])
    elseif writer ~= run then
        epoch = ARGV[3]
        epochs, gone = begin_epoch(epoch, sequence, epochs, gone)
    end
end

local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local first = sequence + 1
sequence = sequence + ARGV[12]
local oldest = math.max(0, math.min(tonumber(ARGV[6]), sequence - ARGV[7] + 1))
local id, note = sequence .. '-' .. now, ''
local added = redis.pcall('XADD', KEYS[2], 'MINID', '~', oldest, id, epoch, ARGV[13])
if type(added) == 'table' and added.err then
    if not string.find(added.err, 'equal or smaller', 1, true) and not string.find(added.err, 'exhausted', 1, true) then
        return added
    end

    -- Another program added an entry with a later id, which blocks all further entries. Restart the log without its history.
    redis.call('DEL', KEYS[2])
    redis.call('XADD', KEYS[2], id, epoch, ARGV[13])
    kept, note = nil, 'foreign'
end

local mark, field = ARGV[2] .. ' ' .. first .. ' ' .. epoch .. ' ' .. now, KEYS[3] and 'once' or ARGV[1]
local is_kept, stored = epoch == previous and writer == run and kept and math.abs(now - kept) < 30000
if is_kept then
    stored = redis.pcall('HSET', KEYS[1], 'sequence', sequence, field, mark)
else
    stored = redis.pcall('HSET', KEYS[1], 'sequence', sequence, field, mark, 'writer', run, 'epochs', epochs, 'gone', gone, 'kept', now)
end

-- The user may lack the permission. The next batch would get the same places.
if type(stored) == 'table' and stored.err then
    redis.call('XDEL', KEYS[2], id)
    return stored
end

-- There may be many producers of one batch. Their marks expire by themselves, so that nothing has to look through them.
if KEYS[3] then
    redis.call('HSET', KEYS[3], 'mark', mark)
    redis.call('PEXPIRE', KEYS[3], ARGV[9])
end

if not is_kept then
    -- Maintenance, at most twice a minute: renew the lifetime, and forget producers that have been silent for long.
    redis.call('PEXPIRE', KEYS[2], ARGV[8])
    local fields = redis.call('HGETALL', KEYS[1])
    for i = 1, #fields, 2 do
        if string.find(fields[i], '^producer:') and now - string.match(fields[i + 1], '%d+$') > tonumber(ARGV[9]) then
            redis.call('HDEL', KEYS[1], fields[i])
        end
    end
end

-- A reader at the end of the log needs only this message.
local message = previous .. ' ' .. epoch .. ' ' .. first .. ' ' .. ARGV[12] .. '\n'
if #ARGV[13] <= tonumber(ARGV[11]) then
    message = message .. ARGV[13]
end

-- The events are already in the log. Without a notification, readers find them by polling.
local published = redis.pcall('PUBLISH', ARGV[10], message)
if type(published) == 'table' and published.err then
    note = published.err
end

-- The epoch is returned only if the sender has seen another one.
return epoch == ARGV[4] and note == '' and first or { epoch, first, note }
