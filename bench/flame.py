#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A flame graph of a running process: perf record, folded, as an SVG.

    bench/flame.py PID SECONDS OUT.svg [TITLE]

Needs perf. Frames narrower than a third of a percent are left out.
"""

import collections
import html
import re
import subprocess
import sys
import tempfile

WIDTH, ROW, SMALLEST = 1200, 17, 1 / 300


def record(pid, seconds):
    with tempfile.NamedTemporaryFile(suffix=".perf") as data:
        subprocess.run(["perf", "record", "-q", "-F", "2000", "-g", "-p", pid,
                        "-o", data.name, "--", "sleep", seconds], check=True)
        return subprocess.run(["perf", "script", "-i", data.name, "-F",
                               "comm,ip,sym"], check=True, text=True,
                              stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL).stdout


def short(symbol):
    """A name a person can read: without arguments and template arguments."""
    name = re.sub(r"\+0x[0-9a-f]+$", "", symbol)
    name = name.replace("(anonymous namespace)::", "")
    while True:
        shorter = re.sub(r"<[^<>]*>", "", name)
        if shorter == name:
            break
        name = shorter
    name = name.split("(", 1)[0]
    return name.replace("parley::", "") or "[unknown]"


def stacks(script):
    """Each sample's frames, the outermost first, and how often they came."""
    counted = collections.Counter()
    for sample in script.split("\n\n"):
        lines = sample.strip().split("\n")
        frames = [short(line.strip().split(" ", 1)[1])
                  for line in lines[1:] if " " in line.strip()]
        if frames:
            counted[tuple(reversed(frames))] += 1
    return counted


def tree(counted):
    root = {"count": 0, "below": {}}
    for frames, count in counted.items():
        node = root
        node["count"] += count
        for frame in frames:
            node = node["below"].setdefault(frame, {"count": 0, "below": {}})
            node["count"] += count
    return root


def colour(name):
    if name.startswith(("caf::", "non-virtual")):
        return "#7aa6da"
    if "asio" in name:
        return "#9ccc65"
    if re.match(r"(__|_raw|tcp_|ip_|sock_|do_|entry_|x64_|ep_|net_|sk_|skb)",
                name):
        return "#e0a458"
    return "#e57373"


def boxes(node, left, depth, total, out):
    for name, below in sorted(node["below"].items()):
        width = below["count"] / total
        if width >= SMALLEST:
            out.append((name, left, depth, width))
            boxes(below, left, depth + 1, total, out)
        left += width


def svg(root, title):
    total = root["count"] or 1
    found = []
    boxes(root, 0, 0, total, found)
    height = (max((box[2] for box in found), default=0) + 3) * ROW
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} '
             f'{height}" font-family="monospace" font-size="11">',
             f'<rect width="{WIDTH}" height="{height}" fill="#fffdf7"/>',
             f'<text x="8" y="13">{html.escape(title)}: {total} samples</text>']
    for name, left, depth, width in found:
        x, y, w = left * WIDTH, height - (depth + 1) * ROW, width * WIDTH
        label = name[:int(w / 6.8)] if w > 20 else ""
        lines.append(
            f'<g><title>{html.escape(name)}: {100 * width:.1f}%</title>'
            f'<rect x="{x:.1f}" y="{y}" width="{max(w - .5, .5):.1f}" '
            f'height="{ROW - 1}" fill="{colour(name)}"/>'
            f'<text x="{x + 2:.1f}" y="{y + 12}">{html.escape(label)}</text></g>')
    return "\n".join(lines + ["</svg>", ""])


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    pid, seconds, out = sys.argv[1:4]
    title = sys.argv[4] if len(sys.argv) > 4 else f"process {pid}"
    with open(out, "w", encoding="utf-8") as file:
        file.write(svg(tree(stacks(record(pid, seconds))), title))


if __name__ == "__main__":
    main()
