-- One event in each post, every id used once: threads and starts differ by their seed.
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(arguments)
  seed = arguments[1] or "0"
  count = 0
  payload = '{"tool":"bash","turn":"progress","directory":"/home/dev/projects/shop","properties":{"part":{"type":"tool","tool":"bash",'
    .. '"state":{"status":"running","input":{"command":"npm test 2>&1 | tail -n 20","description":"Run the test suite"}}}}}'
  headers = { ["Content-Type"] = "application/json", ["Plugwalk-Client"] = "bench" }
end

-- Pairs of events make a call; a hundred of them a session.
function request()
  local event = count
  count = count + 1
  local body = string.format(
    '{"event_id":"evt_%s%02d%09d","source":"bench","source_event":"message.part.updated","session_id":"ses_be_%s%02d%d",'
      .. '"entity_type":"tool","entity_id":"call_%06x","status":"%s","title":"bash: npm test","payload":%s}',
    seed, number, event, seed, number, math.floor(event / 100), math.floor(event / 2), event % 2 == 0 and "running" or "success",
    payload)
  return wrk.format("POST", "/api/v1/ingest", headers, body)
end

function done(summary, latency)
  io.write(string.format("RESULT %.1f %d %d\n", summary.requests / summary.duration * 1e6, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
