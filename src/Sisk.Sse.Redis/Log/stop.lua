-- Asks the producer of a run to stop it. A run that has expired must not come back.
-- KEYS: state
-- ARGV: channel
if redis.call('EXISTS', KEYS[1]) == 1 then
    redis.call('HSET', KEYS[1], 'stop', '1')
    redis.pcall('PUBLISH', ARGV[1], '')
end

return 1
