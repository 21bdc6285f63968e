#!/bin/sh
# Starts (up) or stops and removes (down) a PostgreSQL server of its own for the peers benchmark.
set -eu
folder="${PEERS_FOLDER:-/tmp/fingerpost-peers}"
bin=/usr/lib/postgresql/15/bin
as_owner() { if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "$1"; else sh -c "$1"; fi; }
case "${1:-}" in
up)
    [ -e /usr/share/postgresql/15/extension/postgis.control ] && /usr/bin/python3 -c "import psycopg2" 2>/dev/null ||
        apt-get install -y --no-install-recommends postgresql-15 postgresql-15-postgis-3 python3-psycopg2
    mkdir -p "$folder"
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    as_owner "$bin/initdb -D $folder/data -A trust -U peers >/dev/null"
    cat >>"$folder/data/postgresql.conf" <<'CONF'
shared_buffers = 2GB
work_mem = 256MB
maintenance_work_mem = 1GB
effective_cache_size = 8GB
random_page_cost = 1.1
fsync = off
full_page_writes = off
max_wal_size = 8GB
listen_addresses = ''
jit = off
CONF
    as_owner "$bin/pg_ctl -D $folder/data -o '-k $folder -p 54329' -w -l $folder/log start >/dev/null"
    as_owner "$bin/createdb -h $folder -p 54329 -U peers peers"
    echo "listening in $folder"
    ;;
down)
    as_owner "$bin/pg_ctl -D $folder/data -m fast stop >/dev/null" || true
    rm -rf "$folder"
    ;;
*)
    echo "usage: postgis.sh up|down" >&2
    exit 2
    ;;
esac
