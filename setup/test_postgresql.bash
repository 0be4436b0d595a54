#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# setup/test_postgresql.bash start|stop FOLDER   a PostgreSQL server for tests, reached by nobody else.
#
# `start` makes a cluster in a temporary folder, listening on a socket there and on no port, for the user who runs this alone, and writes its URL to
# FOLDER/url. `stop` ends it and removes all of it. The server refuses to run as root: there it runs as `postgres`, else `nobody`. Nothing it holds
# outlives a test, so it need not reach a disk.
set -euo pipefail

folder=$(readlink -m -- "$2")

stop() {
    [[ -f $folder/data ]] || return 0
    local data
    data=$(<"$folder/data")
    if [[ -f $data/cluster/postmaster.pid ]]; then
        local server
        server=$(head -n 1 "$data/cluster/postmaster.pid")
        kill -QUIT "$server" 2>/dev/null || true
        for ((i = 0; i < 100; i++)); do
            kill -0 "$server" 2>/dev/null || break
            sleep 0.05
        done
    fi
    [[ $data == */squire-postgresql.* ]] && rm -rf "$data"
    rm -f "$folder/data" "$folder/url"
}

start() {
    local tools=() data owner as_owner=()
    mapfile -t tools < <(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V)
    if [[ ! -x ${tools[-1]}/initdb ]]; then
        echo "there is no PostgreSQL server here: install the package postgresql" >&2
        exit 1
    fi
    mkdir -p "$folder"
    stop # what an interrupted run has left
    data=$(mktemp -d "${TMPDIR:-/tmp}/squire-postgresql.XXXXXX")
    if ((EUID == 0)); then
        owner=nobody
        ! id -u postgres >/dev/null 2>&1 || owner=postgres
        chown "$owner" "$data"
        as_owner=(setpriv "--reuid=$owner" "--regid=$(id -g "$owner")" --clear-groups)
    fi
    chmod 755 "$data"
    echo "$data" >"$folder/data"
    cd "$data"
    "${as_owner[@]}" "${tools[-1]}/initdb" -D "$data/cluster" -U squire -A peer -E UTF8 --locale=C --no-sync >"$folder/log" 2>&1 || {
        cat "$folder/log" >&2
        exit 1
    }
    echo "local all squire peer map=tests" >"$data/cluster/pg_hba.conf"
    echo "tests $(id -un) squire" >"$data/cluster/pg_ident.conf"
    chmod 711 "$data"
    "${as_owner[@]}" "${tools[-1]}/pg_ctl" -D "$data/cluster" -s -w -l "$data/cluster/log" \
        -o "-k $data -c listen_addresses= -c unix_socket_permissions=0777 -c fsync=off -c full_page_writes=off -c shared_buffers=64MB" start
    echo "postgresql://squire@/postgres?host=$data" >"$folder/url"
}

case $1 in
    start) start ;;
    stop) stop ;;
    *)
        echo "usage: $0 start|stop FOLDER" >&2
        exit 2
        ;;
esac
