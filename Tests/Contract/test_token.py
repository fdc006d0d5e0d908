"""A server that others can reach: what is answered without the token, with it, and to a login link."""

import http.client
import json
import socket
from urllib.parse import urlsplit

import pytest
import requests

from daemon import Daemon
from document import DOCUMENT, answer, complaints, named

TOKEN = "a-token-for-the-contract-tests"
HEALTH = DOCUMENT["paths"]["/api/v1/health"]["get"]
LOGIN = DOCUMENT["paths"]["/login"]["get"]


@pytest.fixture(scope="module")
def reachable():
    with Daemon("--bind", "0.0.0.0", token=TOKEN) as running:
        port = urlsplit(running.url).port
        running.url = f"http://127.0.0.1:{port}"
        yield running


def login_link(daemon):
    """Asks over the control socket, as `plugwalk --open` does."""
    connection = http.client.HTTPConnection("control")
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.connect(str(daemon.home / "run/control.sock"))
    connection.request("POST", "/login-link")
    link = urlsplit(json.load(connection.getresponse())["url"])
    return f"{daemon.url}{link.path}?{link.query}"


def get(url, **arguments):
    return requests.get(url, timeout=20, allow_redirects=False, **arguments)


def refused(response, operation, status):
    assert response.status_code == status
    assert answer(operation, status)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert complaints(named("Problem"), response.json()) == []
    return response


def test_without_the_token_nothing_is_told(reachable):
    response = refused(get(reachable.url + "/api/v1/health"), HEALTH, 401)
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    refused(get(reachable.url + "/api/v1/health", headers={"Authorization": "Bearer wrong"}), HEALTH, 401)
    assert get(reachable.url + "/metrics").status_code == 401


def test_the_token_lets_in(reachable):
    response = get(reachable.url + "/api/v1/health", headers={"Authorization": f"Bearer {TOKEN}"})
    assert response.status_code == 200
    assert complaints(named("Health"), response.json()) == []


def test_a_login_link_lets_in_once(reachable):
    link = login_link(reachable)
    first = get(link)
    assert (first.status_code, first.headers["Location"]) == (303, "/")
    name = first.headers["Set-Cookie"].split("=")[0]
    port = urlsplit(reachable.url).port
    assert name == DOCUMENT["components"]["securitySchemes"]["cookie"]["name"].replace("4517", str(port))
    assert get(reachable.url + "/api/v1/health", cookies=first.cookies).status_code == 200
    refused(get(link), LOGIN, 403)


def test_a_link_followed_from_another_site_leads_on(reachable):
    visit = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    response = get(login_link(reachable), headers=visit)
    assert response.status_code == 200
    assert response.headers["Content-Type"].split(";")[0] in answer(LOGIN, 200)["content"]
    assert "Set-Cookie" in response.headers


def test_a_link_can_lead_to_a_dataset(reachable):
    assert get(login_link(reachable) + "&dataset=demo").headers["Location"] == "/?dataset=demo"


def test_a_look_at_a_link_does_not_use_it_up(reachable):
    link = login_link(reachable)
    response = requests.head(link, timeout=20)
    assert (response.status_code, response.headers["Allow"]) == (405, "GET")
    assert answer(LOGIN, 405)
    assert get(link).status_code == 303
