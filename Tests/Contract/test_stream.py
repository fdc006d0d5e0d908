"""The event stream: the document gives its media type and the schema of each kind of message."""

import json

import requests

from document import DOCUMENT, complaints, named

STREAM = DOCUMENT["paths"]["/api/v1/events/stream"]["get"]["responses"]["200"]
SCHEMAS = {kind: named(schema["$ref"].rsplit("/", 1)[1]) for kind, schema in STREAM["x-messages"].items()}
EVENT = {"source": "opencode", "source_event": "message", "session_id": "ses_stream", "entity_type": "message", "status": "running"}


def messages(response):
    """Takes a stream apart as the HTML standard says (server-sent events)."""
    message = {}
    for line in response.iter_lines(chunk_size=1):
        name, _, value = line.decode().partition(": ")
        if name:
            message[name] = value
        elif message:
            yield message
            message = {}


def read(daemon, target, count, headers={}):
    """The first messages of a stream that say something."""
    with requests.get(daemon.url + target, stream=True, timeout=20, headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["Content-Type"] in STREAM["content"]
        told = []
        for message in messages(response):
            if "event" in message:
                told.append(message)
                assert complaints(SCHEMAS[message["event"]], json.loads(message["data"])) == []
            if len(told) == count:
                return told
    raise AssertionError("the stream ended")


def kinds(told):
    return {message["event"] for message in told}


def test_what_is_stored_is_told_first_and_in_order(daemon, ask):
    stored = ask("/api/v1/events?dataset=demo&limit=1").json()["watermark"]
    told = read(daemon, "/api/v1/events/stream?dataset=demo&after=0", stored)
    events = [json.loads(message["data"]) for message in told if message["event"] == "plugwalk.event"]
    assert [event["seq"] for event in events] == list(range(1, stored + 1))
    assert [message["id"] for message in told] == [event["event_id"] for event in events]


def test_a_quiet_stream_has_heartbeats(daemon):
    assert kinds(read(daemon, "/api/v1/events/stream?run_id=run_nobody", 2)) == {"plugwalk.heartbeat"}


def test_a_place_that_is_gone_is_told(daemon):
    target = "/api/v1/events/stream"
    assert kinds(read(daemon, target + "?after=evt_gone", 1)) == {"plugwalk.reset"}
    assert kinds(read(daemon, target, 1, {"Last-Event-ID": "evt_gone"})) == {"plugwalk.reset"}


def test_a_posted_event_is_told(daemon, ask):
    place = ask("/api/v1/events?limit=1").json()["watermark"]
    posted = ask("/api/v1/ingest", "post", json=EVENT).json()["items"][0]
    [told] = read(daemon, f"/api/v1/events/stream?after={place}&session_id=ses_stream", 1)
    assert (told["event"], told["id"]) == ("plugwalk.event", posted["event_id"])


def test_a_session_that_finds_its_parent_moves(daemon, ask):
    def post(session, **more):
        event = {**EVENT, "entity_type": "session", "session_id": session, **more}
        assert ask("/api/v1/ingest", "post", json=event).status_code == 200

    post("ses_parent")
    post("ses_child")
    place = ask("/api/v1/events?limit=1").json()["watermark"]
    post("ses_child", parent_session_id="ses_parent")
    told = read(daemon, f"/api/v1/events/stream?after={place}&run_id=run_child", 1)
    assert kinds(told) <= {"plugwalk.event", "plugwalk.moved", "plugwalk.heartbeat"}
