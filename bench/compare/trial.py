# SPDX-License-Identifier: Apache-2.0
"""One server, one scenario, once: start it, load it, end it."""

import json
import os
import pathlib
import socket
import subprocess
import tempfile
import time

from servers import LOAD

START_PATIENCE = 20  # seconds
RUN_PATIENCE = 300


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def filled_in(text, values):
    for name, value in values.items():
        text = text.replace(f"@{name}@", str(value))
    return text


def make_certificate(directory):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
         "ec_paramgen_curve:P-256", "-nodes", "-days", "1", "-subj",
         "/CN=localhost", "-keyout", directory / "key.pem", "-out",
         directory / "cert.pem"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def await_listening(process, port):
    """Raises when the server ends or does not listen in time."""
    until = time.monotonic() + START_PATIENCE
    while True:
        if process.poll() is not None:
            raise RuntimeError(f"ended with {process.returncode} at its start")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise RuntimeError("does not listen") from None
            time.sleep(0.02)


def pinned(command, cores):
    return ["taskset", "-c", ",".join(map(str, cores))] + command


def cores_for(server, cores):
    """The server's and the generator's: with one core for each they do not take
    each other's time. A server of two loops gets both and shares one."""
    if len(cores) < 2:
        return cores, cores
    return cores[:server.loops], cores[1:2]


def run(server, scenario, seconds, cores):
    """What the load generator has found, as it says it in JSON."""
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as name:
        directory = pathlib.Path(name)
        os.chmod(directory, 0o755)  # nginx changes its user
        port = free_port()
        values = {"PORT": port, "OTHER_PORT": free_port(), "DIR": directory}
        if server.config:
            (directory / "config").write_text(
                filled_in(server.config.read_text(), values))
        if server.scheme == "wss":
            make_certificate(directory)
        served_on, loaded_on = cores_for(server, cores)
        command = [filled_in(part, values) for part in server.command]
        process = subprocess.Popen(pinned(command, served_on),
                                   stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        try:
            await_listening(process, port)
            return load(server, scenario, seconds, port, process.pid, loaded_on)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def load(server, scenario, seconds, port, pid, cores):
    command = [str(LOAD), "bench", scenario, "--quiet", "--json", "-",
               "--url", f"{server.scheme}://127.0.0.1:{port}",
               "--protocol", server.protocol, "--pid", str(pid),
               "--seconds", str(seconds), "--warmup", str(seconds / 4)]
    if server.path:
        command += ["--path", server.path]
    done = subprocess.run(pinned(command, cores), text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=RUN_PATIENCE)
    if not done.stdout:
        raise RuntimeError(done.stderr.strip().splitlines()[-1]
                           if done.stderr.strip() else "no result")
    return json.loads(done.stdout)
