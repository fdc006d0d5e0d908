"""The figures are what Prometheus takes."""

import os
import subprocess

import pytest
import requests


def test_promtool_takes_the_figures(daemon):
    promtool = os.environ.get("PLUGWALK_PROMTOOL")
    if not promtool:
        pytest.skip("no promtool: ./dev test contract finds or fetches it")
    # With a stream open and an event posted no family is empty.
    with requests.get(daemon.url + "/api/v1/events/stream", stream=True, timeout=20):
        text = requests.get(daemon.url + "/metrics", timeout=20)
    assert text.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    for family in [
        "plugwalk_build_info", "plugwalk_uptime_seconds", "plugwalk_events_total", "plugwalk_queue_depth", "plugwalk_restarts_total",
        "plugwalk_instance_state", "plugwalk_dataset_events", "plugwalk_dataset_size_bytes", "plugwalk_event_streams",
        "plugwalk_http_connections", "process_resident_memory_bytes", "process_open_fds",
    ]:
        assert f"# TYPE {family} " in text.text
    assert "plugwalk_event_streams 1\n" in text.text
    check = subprocess.run([promtool, "check", "metrics"], input=text.content, capture_output=True, timeout=20)
    assert (check.returncode, check.stderr, check.stdout) == (0, b"", b"")
