import pytest
import requests

from daemon import Daemon


@pytest.fixture(scope="session")
def daemon():
    with Daemon("--demo", "--dev") as running:
        yield running


@pytest.fixture(scope="session")
def ask(daemon):
    """Asks a route of the daemon, as a program that sends JSON."""
    session = requests.Session()
    session.headers["Plugwalk-Client"] = "contract-tests"

    def ask(target, method="get", **arguments):
        return session.request(method, daemon.url + target, timeout=20, allow_redirects=False, **arguments)

    return ask
