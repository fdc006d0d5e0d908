"""A daemon of the installation under test, in a state folder of its own."""

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PREFIX = Path(os.environ.get("PLUGWALK_TEST_PREFIX", ROOT / "dist")).resolve()
PATIENCE = 30


class Daemon:
    """Runs `plugwalk serve` until the block ends."""

    def __init__(self, *arguments, token=None):
        self.arguments = arguments
        self.token = token

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="plugwalk-contract-")
        self.home = Path(self.folder.name) / "home"
        self.home.mkdir(mode=0o700)
        self.log = open(Path(self.folder.name) / "log", "w+")
        environment = {**os.environ, "PLUGWALK_HOME": str(self.home), "HOME": self.folder.name}
        environment.pop("PLUGWALK_TOKEN", None)
        if self.token:
            environment["PLUGWALK_TOKEN"] = self.token
        self.process = subprocess.Popen(
            [PREFIX / "bin/plugwalk", "serve", "--port", "0", *self.arguments],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT, env=environment, cwd=self.folder.name)
        try:
            self.url = self._wait_for_url()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.process.wait()
            self.log.close()
            self.folder.cleanup()

    def said(self):
        self.log.flush()
        return Path(self.log.name).read_text(errors="replace")

    def _wait_for_url(self):
        """The record is written when the daemon answers."""
        record = self.home / "run/daemon.json"
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"the daemon ended with {self.process.returncode}:\n{self.said()}")
            if record.exists():
                return json.loads(record.read_text())["url"].split("?")[0].rstrip("/")
            time.sleep(0.02)
        raise RuntimeError(f"the daemon did not start within {PATIENCE} s:\n{self.said()}")
