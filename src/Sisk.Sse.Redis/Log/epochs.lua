-- The epochs of a log are stored as 'epoch:after,epoch:after', latest first. 'gone' has the names of earlier epochs that no client can
-- resume from any more.

-- Returns true if the log has lost events up to a place that was seen or acknowledged. That includes an epoch that the log never had:
-- another primary accepted its events, for example one that was replaced and did not know.
local function is_lost(epochs, gone, sequence, epoch, seen)
    if epoch == '' or tonumber(seen) == 0 then
        return false
    end

    local last = sequence
    for name, after in string.gmatch(epochs, '(%w+):(%d+)') do
        if name == epoch then
            return tonumber(seen) > last
        end

        last = math.min(last, tonumber(after))
    end

    return not string.find(gone, epoch, 1, true)
end

-- Adds epochs to those that are gone. Keeps the latest 93.
local function forget(gone, epochs)
    for name in string.gmatch(epochs, '%w+') do
        if not string.find(gone, name, 1, true) then
            gone = name .. ',' .. gone
        end
    end

    return string.sub(gone, 1, 1023)
end

-- Begins an epoch after the sequence. Drops the oldest epoch if there are too many.
local function begin_epoch(epoch, sequence, epochs, gone)
    epochs = epoch .. ':' .. sequence .. ',' .. epochs
    if #epochs > 1024 then
        local kept, oldest = string.match(epochs, '^(.*),(%w+):%d+$')
        return kept, forget(gone, oldest)
    end

    return epochs, gone
end

-- Begins an epoch after a loss. No client can resume from an earlier epoch: it has either seen or missed the lost events.
local function begin_after_loss(epoch, sequence, epochs, gone, ...)
    for name in string.gmatch(epochs, '(%w+):%d+') do
        gone = forget(gone, name)
    end

    for _, name in ipairs({ ... }) do
        gone = forget(gone, name)
    end

    return epoch .. ':' .. sequence, gone
end

