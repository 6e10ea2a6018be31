/**
 * What the cache does in Redis, each in one step. All keys begin with the same prefix, which keeps them in one slot of a
 * cluster:
 * `entry:<key>` a hash of an entry · `used`, `numbers`, `at` all keys by use, by number and by age · `document:<id>` the
 * keys that rest on it · `sizes` how large each is · `bytes` their sum · `clock`, `number` counters.
 * Entries expire; what else names them goes when it is come across.
 */
const shared = `
  local prefix = KEYS[1]
  local function entry(key) return prefix .. 'entry:' .. key end
  local function drop(key)
    local versions = redis.call('hget', entry(key), 'versions')
    if versions then
      for document in pairs(cjson.decode(versions)) do redis.call('srem', prefix .. 'document:' .. document, key) end
    end
    redis.call('del', entry(key))
    local known = redis.call('zrem', prefix .. 'used', key)
    redis.call('zrem', prefix .. 'numbers', key)
    redis.call('zrem', prefix .. 'at', key)
    local size = redis.call('hget', prefix .. 'sizes', key)
    if size then
      redis.call('decrby', prefix .. 'bytes', size)
      redis.call('hdel', prefix .. 'sizes', key)
    end
    return known
  end
  local function use(key) redis.call('zadd', prefix .. 'used', redis.call('incr', prefix .. 'clock'), key) end
  local function lives(key)
    if redis.call('exists', entry(key)) == 1 then return true end
    drop(key)
    return false
  end
`

/** ARGV: key, sealed answer, question, versions, age, capacity, ms to keep it. */
export const putScript = `${shared}
  local key, sealed, question, versions, at = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
  local capacity, keptMs = tonumber(ARGV[6]), ARGV[7]
  drop(key)
  local number = redis.call('incr', prefix .. 'number')
  redis.call('hset', entry(key), 'number', number, 'sealed', sealed, 'question', question, 'versions', versions, 'at', at)
  redis.call('pexpire', entry(key), keptMs)
  use(key)
  redis.call('zadd', prefix .. 'numbers', number, key)
  redis.call('zadd', prefix .. 'at', at, key)
  redis.call('hset', prefix .. 'sizes', key, #sealed)
  redis.call('incrby', prefix .. 'bytes', #sealed)
  for document in pairs(cjson.decode(versions)) do
    redis.call('sadd', prefix .. 'document:' .. document, key)
    redis.call('pexpire', prefix .. 'document:' .. document, keptMs)
  end
  while redis.call('zcard', prefix .. 'used') > capacity do
    drop(redis.call('zrange', prefix .. 'used', 0, 0)[1])
  end
`

/** ARGV: key. Gives number, sealed answer, question, versions and age, or nothing. */
export const getScript = `${shared}
  local key = ARGV[1]
  if not lives(key) then return {} end
  use(key)
  return redis.call('hmget', entry(key), 'number', 'sealed', 'question', 'versions', 'at')
`

/** ARGV: key. */
export const dropScript = `${shared} return drop(ARGV[1])`

/** ARGV: document or nothing, moment or nothing. Gives how many went. */
export const clearScript = `${shared}
  local document, before = ARGV[1], tonumber(ARGV[2])
  local keys = document == '' and redis.call('zrange', prefix .. 'used', 0, -1)
    or redis.call('smembers', prefix .. 'document:' .. document)
  local gone = 0
  for _, key in ipairs(keys) do
    local at = tonumber(redis.call('zscore', prefix .. 'at', key))
    if lives(key) and (not before or (at and at < before)) then gone = gone + drop(key) end
  end
  return gone
`

/** ARGV: number, how many. Gives number, key and question of each in a row. */
export const sinceScript = `${shared}
  local found = redis.call('zrangebyscore', prefix .. 'numbers', '(' .. ARGV[1], '+inf', 'withscores', 'limit', 0, ARGV[2])
  local rows = {}
  for i = 1, #found, 2 do
    local question = redis.call('hget', entry(found[i]), 'question')
    rows[#rows + 1] = found[i + 1]
    rows[#rows + 1] = found[i]
    rows[#rows + 1] = question or ''
  end
  return rows
`

/** Gives key and versions of each in a row. */
export const listScript = `${shared}
  local rows = {}
  for _, key in ipairs(redis.call('zrange', prefix .. 'numbers', 0, -1)) do
    if lives(key) then
      rows[#rows + 1] = key
      rows[#rows + 1] = redis.call('hget', entry(key), 'versions')
    end
  end
  return rows
`

/** Gives how many there are, their size, and the age of the oldest. */
export const sizeScript = `${shared}
  for _, key in ipairs(redis.call('zrange', prefix .. 'used', 0, -1)) do lives(key) end
  local oldest = redis.call('zrange', prefix .. 'at', 0, 0, 'withscores')
  return {redis.call('zcard', prefix .. 'used'), tonumber(redis.call('get', prefix .. 'bytes') or '0'), oldest[2] or ''}
`
