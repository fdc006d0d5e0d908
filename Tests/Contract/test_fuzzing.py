"""schemathesis: requests made from the document, against the daemon."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SEED = 20_261_125
FULL = bool(os.environ.get("PLUGWALK_TEST_FULL"))


@pytest.mark.parametrize("operations", ["reads", "writes"])
def test_every_answer_is_as_described(daemon, tmp_path, operations):
    command = [
        sys.executable, "-m", "schemathesis.cli", "--config-file", HERE / "schemathesis.toml", "run", HERE / "../../docs/api/openapi.json",
        "--url", daemon.url, "--seed", str(SEED), "--max-examples", "400" if FULL else "25", "--request-timeout", "20",
        "--continue-on-failure", "--no-color", "--header", "Plugwalk-Client: contract-tests",
        # Its answers do not end; test_stream.py reads them.
        "--exclude-operation-id", "streamEvents",
        "--include-method" if operations == "reads" else "--exclude-method", "GET",
    ]
    result = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "SCHEMATHESIS_HOOKS": "exceptions", "PYTHONPATH": str(HERE)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=900)
    print(result.stdout)
    assert daemon.process.poll() is None, "the daemon ended"
    assert result.returncode == 0, result.stdout[-20_000:]
