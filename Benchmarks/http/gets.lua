-- GETs of the path on wrk's command line.
function done(summary, latency)
  io.write(string.format("RESULT %.1f %d %d\n", summary.requests / summary.duration * 1e6, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
