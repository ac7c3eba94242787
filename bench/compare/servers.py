# SPDX-License-Identifier: Apache-2.0
"""The servers that are compared, and how each is started and spoken to."""

import dataclasses
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
PEERS = ROOT / "bench" / "peers"
RELEASE = ROOT / "build" / "release"
PARLEY = RELEASE / "cli" / "parley"
# `parley-lab bench` with the protocols of all servers.
LOAD = RELEASE / "bench" / "load"

# Rate limits are for people; a load generator is none, and has one address.
_UNLIMITED = [word for rate in (
    "client.message_rate", "client.byte_rate", "client.command_rate",
    "client.join_rate", "client.user_command_rate", "client.user_join_rate",
    "client.user_byte_rate",
    "client.connection_limit_per_address",
    "channel.without_namespace.publish_rate",
    "channel.without_namespace.publish_byte_rate")
              for word in ("--set", f"{rate}=0")]
_SERVE = [str(PARLEY), "serve", "--listen", "127.0.0.1:@PORT@", "--log-level",
          "warning", "--set", "client.insecure=true"] + _UNLIMITED


@dataclasses.dataclass(frozen=True)
class Server:
    """@PORT@, @OTHER_PORT@ and @DIR@ in `command` and `config` are filled in."""

    name: str
    command: list
    protocol: str = "plain"
    path: str = ""
    config: pathlib.Path = None  # filled in and written to @DIR@/config
    scheme: str = "ws"
    version: list = None
    loops: int = 1

    @property
    def is_parley(self):
        return self.name.startswith("parley")


def _parley(name, loops=1, protocol="plain", tls=False):
    command = _SERVE + ["--threads", str(loops)]
    if tls:
        command += ["--tls-cert", "@DIR@/cert.pem", "--tls-key", "@DIR@/key.pem"]
    return Server(name, command, protocol=protocol, loops=loops,
                  scheme="wss" if tls else "ws",
                  version=[str(PARLEY), "--version"])


SERVERS = [
    Server("floor", [str(RELEASE / "bench" / "floor"), "@PORT@"]),
    _parley("parley"),
    _parley("parley-json", protocol="json"),
    _parley("parley-protobuf", protocol="protobuf"),
    _parley("parley-tls", tls=True),
    _parley("parley-2-loops", loops=2),
    Server("ws", ["node", str(PEERS / "ws.mjs"), "@PORT@"],
           version=["node", "-p", "require('ws/package.json').version"]),
    Server("socket.io", ["node", str(PEERS / "socketio.mjs"), "@PORT@"],
           protocol="socketio",
           version=["node", "-p", "require('socket.io/package.json').version"]),
    Server("websockets (Python)",
           ["/usr/bin/python3", str(PEERS / "websockets_room.py"), "@PORT@"],
           version=["/usr/bin/python3", "-c",
                    "import websockets; print(websockets.__version__)"]),
    Server("nchan", ["/usr/sbin/nginx", "-c", "@DIR@/config"],
           config=PEERS / "nchan.conf", version=["/usr/sbin/nginx", "-v"]),
    Server("nats-server", ["nats-server", "-c", "@DIR@/config"],
           protocol="nats", config=PEERS / "nats.conf",
           version=["nats-server", "--version"]),
    Server("mosquitto", ["mosquitto", "-c", "@DIR@/config"], protocol="mqtt",
           config=PEERS / "mosquitto.conf",
           version=["dpkg-query", "-W", "-f", "${Version}", "mosquitto"]),
]


def version_of(server):
    """What the server says of itself; empty when it cannot be asked."""
    if not server.version:
        return ""
    try:
        done = subprocess.run(server.version, cwd=PEERS, timeout=20, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""
