"""The examples of deploy/ are of this program, and the service takes a socket that systemd hands over."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from published_store import publish_trig

from endpoint.settings import configure, settings

DEPLOY = Path(__file__).parent.parent / "deploy"
# Does what systemd does for a service with a socket (sd_listen_fds(3)).
HANDED_OVER = """
import os, sys
from kg.cli import main
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
sys.exit(main(["serve", "--store", sys.argv[2], "--port", "1"]))
"""


def test_the_settings_of_the_unit_are_settings() -> None:
    config = configure({}, {}, DEPLOY / "mithaq.yaml")
    assert (config.store, config.port) == (Path("/var/lib/mithaq/store"), 8000)


def test_the_image_sets_what_can_be_set() -> None:
    named = set(re.findall(r"(MITHAQ_\w+)=", (DEPLOY / "Containerfile").read_text("utf-8")))
    assert named and named <= {setting.variable for setting in settings()}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    unit = (DEPLOY / "mithaq.service").read_text("utf-8").replace("/opt/mithaq/bin/mithaq", sys.executable)
    (tmp_path / "mithaq.service").write_text(unit, "utf-8")
    shutil.copy(DEPLOY / "mithaq.socket", tmp_path)
    files = [tmp_path / "mithaq.service", tmp_path / "mithaq.socket"]
    done = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True, check=False)
    assert (done.returncode, [line for line in done.stderr.splitlines() if "mithaq." in line]) == (0, [])


def test_a_socket_that_is_handed_over_is_served(tmp_path: Path) -> None:
    publish_trig(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        command = [sys.executable, "-c", HANDED_OVER, str(listener.fileno()), str(tmp_path)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, cwd=DEPLOY.parent, pass_fds=[listener.fileno()]
        ) as process:
            assert process.stdout
            assert process.stdout.readline() == f"Mithaq is at {url}\n"
            assert urllib.request.urlopen(f"{url}health/live", timeout=10).status == 200
            process.send_signal(signal.SIGTERM)
            assert process.wait(15) == 0
