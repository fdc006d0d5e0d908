"""What libmicrohttpd answers by itself, before the router sees a request: HTML pages, for these and no other reasons."""

import socket
from urllib.parse import urlsplit

import pytest


def say(daemon, request):
    address = urlsplit(daemon.url)
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(request.replace(b"HOST", address.netloc.encode()))
        answer = b""
        # A page ends with the connection.
        while part := connection.recv(65_536):
            answer += part
    return answer.split(b"\r\n\r\n")[0].decode()


@pytest.mark.parametrize("request_bytes, status", [
    (b"GET /api/v1/health HTTP/1.1\r\n\r\n", 400),
    (b"GET /api/v1/health HTTP/1.1\r\nHost: HOST\r\nContent-Length: x\r\n\r\n", 400),
    (b"GET /api/v1/health HTTP/1.1\r\nHost: HOST\r\n" + b"".join(b"A%d: b\r\n" % n for n in range(2_000)) + b"\r\n", 431),
    (b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: HOST\r\n\r\n", 414),
], ids=["no host", "no length", "too many fields", "too long a target"])
def test_a_request_that_is_no_http_gets_the_librarys_page(daemon, request_bytes, status):
    head = say(daemon, request_bytes)
    assert head.startswith(f"HTTP/1.1 {status} "), head
    assert "application/problem+json" not in head


def test_a_body_that_is_too_large_gets_a_problem_document(ask):
    response = ask("/api/v1/ingest", "post", data=b"[" + b" " * (2 << 20) + b"]", headers={"Content-Type": "application/json"})
    assert (response.status_code, response.headers["Content-Type"]) == (413, "application/problem+json")
