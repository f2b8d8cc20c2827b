-- Identifies the primary that runs a script by its replication id, which changes with each restart and promotion. It therefore also
-- detects a primary that was a replica in between. If the id is hidden, the primary is identified by its process.
local function primary()
    local ok, info = pcall(redis.call, 'INFO', 'replication')
    local id = ok and string.match(info, 'master_replid:(%x+)')
    if not id then
        ok, info = pcall(redis.call, 'INFO', 'server')
        id = ok and string.match(info, 'run_id:(%x+)')
    end

    return id or '-'
end

-- Returns true if the log has lost events up to a place that was seen or acknowledged.
local function is_lost(epochs, sequence, epoch, seen)
    local last = sequence
    for name, after in string.gmatch(epochs, '(%w+):(%d+)') do
        if name == epoch then
            return tonumber(seen) > last
        end

        last = math.min(last, tonumber(after))
    end

    return false
end

-- Begins an epoch after the sequence. Drops the oldest epoch if there are too many.
local function begin_epoch(epoch, sequence, epochs)
    epochs = epoch .. ':' .. sequence .. ',' .. epochs
    return #epochs > 1024 and string.match(epochs, '^(.*),') or epochs
end

