"""What Redis and Valkey do in one step, as scripts that run on the server."""

JUDGE = """
-- A list of the times that are counted, oldest first, in microseconds. KEYS: the list. ARGV: how many, the window,
-- whether to count, and the time where it isn't the server's own, which all processes share.
local now = tonumber(ARGV[4])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
end
local number, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local newest = tonumber(redis.call('LINDEX', KEYS[1], -1) or now)
if newest > now + window then
  redis.call('DEL', KEYS[1]) -- the server's clock was set back, by more than anybody should wait
elseif newest > now then
  now = newest -- set back a little: nothing is counted as older than it is
end
local oldest = tonumber(redis.call('LINDEX', KEYS[1], 0))
while oldest and oldest <= now - window do
  redis.call('LPOP', KEYS[1])
  oldest = tonumber(redis.call('LINDEX', KEYS[1], 0))
end
local counted = redis.call('LLEN', KEYS[1])
local allowed = counted < number
if allowed and ARGV[3] == '1' then
  redis.call('RPUSH', KEYS[1], string.format('%.0f', now))
  redis.call('PEXPIRE', KEYS[1], math.ceil(window / 1000))
  counted = counted + 1
  oldest = oldest or now
end
return {allowed and 1 or 0, counted, oldest and oldest + window - now or 0}
"""

SWAP = """
-- KEYS: the value. ARGV: whether there is an old one, it, whether there is a new one, it, its life in milliseconds.
local found = redis.call('GET', KEYS[1])
if (ARGV[1] == '1' and found ~= ARGV[2]) or (ARGV[1] == '0' and found) then
  return 0
end
if ARGV[3] == '1' then
  redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[5])
else
  redis.call('DEL', KEYS[1])
end
return 1
"""

COUNT = """
-- KEYS: the counter. ARGV: what to add, its life in milliseconds.
if tonumber(ARGV[1]) == 0 then
  return tonumber(redis.call('GET', KEYS[1]) or 0)
end
local counted = redis.call('INCRBY', KEYS[1], ARGV[1])
if redis.call('PTTL', KEYS[1]) < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return counted
"""
