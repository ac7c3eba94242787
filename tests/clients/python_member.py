# SPDX-License-Identifier: Apache-2.0
"""A member of a room, by the Python package `websockets`.

Driven by lines of JSON on stdin, until its end: {"send": TEXT}, {"begin": TEXT}
(the first fragment of a message that never gets its last). Tells on stdout:
{"open": true}, {"heard": FRAME}, {"begun": true} and last
{"closed": [CODE, REASON]}.
"""

import asyncio
import json
import sys

import websockets


def tell(**what):
    print(json.dumps(what), flush=True)


async def fragments(text):
    yield text
    tell(begun=True)  # asked for the next one: the first is written
    await asyncio.Event().wait()  # for ever: somebody kills us here


async def obey(socket):
    loop = asyncio.get_running_loop()
    stdin = asyncio.StreamReader(limit=1 << 20)
    await loop.connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(stdin), sys.stdin
    )
    while line := await stdin.readline():
        command = json.loads(line)
        if "send" in command:
            await socket.send(command["send"])
        elif "begin" in command:
            await socket.send(fragments(command["begin"]))
    await socket.close()


async def main(url):
    async with websockets.connect(url) as socket:
        tell(open=True)
        obeying = asyncio.create_task(obey(socket))
        try:
            async for frame in socket:
                tell(heard=frame)
        except websockets.ConnectionClosed:
            pass  # told below, with its code
        obeying.cancel()
        tell(closed=[socket.close_code, socket.close_reason])


asyncio.run(main(sys.argv[1]))
