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

