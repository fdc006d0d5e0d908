"""Every route's answer on the recorded runs, against its schema with no member more."""

import pytest

from document import answer, complaints, operations, validator

LIST = "dataset=demo&limit=7"
EVENT = {
    "source": "opencode", "source_event": "session.status", "session_id": "ses_contract", "entity_type": "session", "status": "running",
}


def check(operation, response):
    described = answer(operation, response.status_code)
    assert described, f"{response.status_code} is not described: {response.text[:500]}"
    media = response.headers["Content-Type"].split(";")[0]
    assert media in described["content"], f"{media} is not described"
    schema = described["content"][media]["schema"]
    value = response.json() if media.endswith("json") else response.text
    assert complaints(validator(schema), value) == []
    return value


@pytest.fixture(scope="module")
def run(ask):
    """A run with sessions under its root."""
    return max(ask("/api/v1/runs?dataset=demo&limit=500").json()["items"], key=lambda run: run["sessions"])


OPERATIONS = {operation["operationId"]: operation for _, _, operation in operations()}

GETS = [
    ("getHealth", "/api/v1/health"),
    ("listRuns", f"/api/v1/runs?{LIST}"),
    ("listRuns", "/api/v1/runs?dataset=demo&status=failed&limit=500"),
    ("getRun", "/api/v1/runs/{run}?dataset=demo"),
    ("listRunEvents", f"/api/v1/runs/{{run}}/timeline?{LIST}"),
    ("getSessionTree", "/api/v1/sessions/{session}/tree?dataset=demo"),
    ("listEvents", f"/api/v1/events?{LIST}"),
    ("listEvents", "/api/v1/events?dataset=demo&limit=1000"),
    ("listEvents", "/api/v1/events?dataset=demo&limit=1000&calls=folded&order=newest"),
    ("searchEvents", f"/api/v1/search?{LIST}&q=bash"),
    ("searchEvents", f"/api/v1/search?{LIST}&q=bash&calls=folded"),
    ("getHistogram", "/api/v1/histogram?dataset=demo"),
    ("getHistogram", "/api/v1/histogram?dataset=demo&buckets=1&severity=error"),
    ("getHistogram", "/api/v1/histogram?severity=error"),
    ("getFacets", "/api/v1/facets?dataset=demo"),
    ("getFacets", "/api/v1/facets?dataset=demo&status=failed&type=tool"),
    ("listDatasets", "/api/v1/datasets"),
    ("listAdapters", "/api/v1/adapters"),
    ("getSettings", "/api/v1/settings"),
    ("getOpenAPI", "/api/v1/openapi.json"),
    ("getLiveness", "/healthz"),
    ("getMetrics", "/metrics"),
]


@pytest.mark.parametrize("name, target", GETS)
def test_a_read_fits(ask, run, name, target):
    response = ask(target.format(run=run["run_id"], session=run["root_session_id"]))
    assert response.status_code == 200
    value = check(OPERATIONS[name], response)
    if "limit=7" in target:
        assert 0 < len(value["items"]) <= 7


WRITES = [
    ("ingest", "post", "/api/v1/ingest", EVENT, 200),
    ("ingest", "post", "/api/v1/ingest", [{**EVENT, "event_id": "evt_contract"}, {**EVENT, "event_id": "evt_contract"}, {"bad": 1}], 200),
    ("ingest", "post", "/api/v1/ingest", {"bad": 1}, 422),
    ("changeSettings", "patch", "/api/v1/settings", {"checkpoint_flush_ms": 3000, "adapters": {"some-adapter": {"enabled": False}}}, 200),
    ("changeSettings", "patch", "/api/v1/settings", {"checkpoint_flush_ms": None, "adapters": {"some-adapter": None}}, 200),
    ("changeSettings", "patch", "/api/v1/settings", {"port": "x"}, 422),
    ("disableAdapter", "post", "/api/v1/adapters/opencode-jsonl/disable", {}, 200),
    ("startAdapter", "post", "/api/v1/adapters/opencode-jsonl/start", {"configuration": {"colour": "red"}}, 422),
    ("startAdapter", "post", "/api/v1/adapters/nobody/start", {}, 404),
    ("enableAdapter", "post", "/api/v1/adapters/opencode-jsonl/enable", {}, 200),
    ("stopAdapter", "post", "/api/v1/adapters/opencode-jsonl/stop", {}, 200),
]


@pytest.mark.parametrize("name, method, target, body, status", WRITES)
def test_a_write_fits(ask, name, method, target, body, status):
    response = ask(target, method, json=body)
    assert response.status_code == status, response.text
    check(OPERATIONS[name], response)


def test_an_event_that_was_read_can_be_given_back(ask):
    event = ask("/api/v1/events?dataset=demo&limit=1").json()["items"][0]
    response = ask("/api/v1/ingest", "post", json=event)
    assert [item["outcome"] for item in check(OPERATIONS["ingest"], response)["items"]] == ["committed"]


@pytest.mark.parametrize("case", ["no client", "no type", "foreign page", "other name"])
def test_a_refusal_of_access_fits(ask, daemon, case):
    import requests

    headers = {
        "no client": {"Content-Type": "application/json"},
        "no type": {"Plugwalk-Client": "x", "Content-Type": "text/plain"},
        "foreign page": {"Origin": "http://evil.example"},
        "other name": {"Host": "evil.example"},
    }[case]
    response = requests.post(daemon.url + "/api/v1/ingest", data="{}", headers=headers, timeout=20)
    assert response.status_code == {"no type": 415, "other name": 421}.get(case, 403)
    check(OPERATIONS["ingest"], response)


def test_every_operation_is_asked():
    asked = {name for name, _ in GETS} | {row[0] for row in WRITES}
    # Tested beside this: the stream in test_stream.py, the login in test_token.py.
    assert set(OPERATIONS) - asked == {"streamEvents", "logIn"}
