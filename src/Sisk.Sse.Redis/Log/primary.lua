-- Identifies the primary that runs a script: by its replication id, which changes with each restart and each promotion, so that a
-- primary that was a replica in between is told from itself. A server that hides it is identified by its process.
local function primary()
    local ok, info = pcall(redis.call, 'INFO', 'replication')
    local id = ok and string.match(info, 'master_replid:(%x+)')
    if not id then
        ok, info = pcall(redis.call, 'INFO', 'server')
        id = ok and string.match(info, 'run_id:(%x+)')
    end

    return id or '-'
end

-- Whether the log has lost what it held at a place that somebody has seen, or was told of.
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

-- Begins an epoch after the sequence. The oldest epochs are dropped, one each time.
local function begin_epoch(epoch, sequence, epochs)
    epochs = epoch .. ':' .. sequence .. ',' .. epochs
    return #epochs > 1024 and string.match(epochs, '^(.*),') or epochs
end

