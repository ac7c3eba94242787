#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs every scenario beside this file against a server of its own.
#   run.sh PARLEY PARLEY_LAB
set -euo pipefail
parley=$1
lab=$2
folder=$(cd "$(dirname "$0")" && pwd)

# What the scenarios of the Centrifuge protocol count on.
rooms=channel.without_namespace
coproc server {
  exec "$parley" serve --listen 127.0.0.1:0 --set client.insecure=true \
    --set $rooms.history_size=100 --set $rooms.history_ttl=5m \
    --set $rooms.force_recovery=true --set $rooms.join_leave=true \
    --set $rooms.presence=true \
    --set $rooms.publish_rate=0 --set client.message_rate=0 \
    --set client.command_rate=0 --set client.user_command_rate=0
}
server_id=$server_PID
trap 'kill "$server_id" 2>/dev/null || true' EXIT

read -r -t 20 _ _ url <&"${server[0]}"
"$lab" script --url "ws://${url#http://}" "$folder"/*.txt

kill -TERM "$server_id"
wait "$server_id"
echo "the server stopped cleanly"
