# SPDX-License-Identifier: Apache-2.0
"""Python websockets: a room by path, its own broadcast() to all who are in."""

import asyncio
import collections
import sys

import websockets

ROOMS = collections.defaultdict(set)


async def serve(socket):
    members = ROOMS[socket.path]
    name = f"user{len(members)}"
    members.add(socket)
    try:
        async for text in socket:
            websockets.broadcast(members, f"[{name}] {text}")
    except websockets.ConnectionClosed:
        pass
    finally:
        members.discard(socket)


async def main(port):
    async with websockets.serve(serve, "127.0.0.1", port, compression=None,
                                ping_interval=None, backlog=4096):
        await asyncio.Future()


asyncio.run(main(int(sys.argv[1])))
