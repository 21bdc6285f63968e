# What the fault scripts share: the program, the load generator, invented services, a server. To be sourced.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
self="$(basename "$0")"
program="${FINGERPOST:-}"
for candidate in "${CARGO_TARGET_DIR:-target}"/{release,debug}/fingerpost; do
    if [ -z "$program" ] && [ -x "$candidate" ]; then program="$candidate"; fi
done
[ -n "$program" ] || { echo "$self: build the program first: cargo build --release"; exit 1; }
program="$(realpath "$program")"
work="$(mktemp -d)"
servers=()
at_end=()
cleanup() {
    for pid in "${servers[@]}"; do
        kill -9 "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    for command in "${at_end[@]}"; do $command || true; done
    # What is left of a folder is no reason to fail what held.
    rm -rf "$work" || true
}
trap cleanup EXIT

say() { printf '%s: %s\n' "$self" "$*"; }
fail() { printf '%s: FAILED: %s\n' "$self" "$*"; exit 1; }
now_ms() { echo $(( $(date +%s%N) / 1000000 )); }
# Whether $1 is at most $2, with decimals.
at_most() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(a <= b) }'; }
times() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a * b }'; }
sleep_ms() { sleep "$(printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)))"; }
random_below() { echo $(( (RANDOM * 32768 + RANDOM) % ($1 > 0 ? $1 : 1) )); }

# The load generator, compiled in seconds from one file.
hammer() { "$work/hammer" "$@"; }
make_hammer() { rustc --edition 2024 -O tests/faults/hammer.rs -o "$work/hammer"; }

# Two invented sources with $1 groups in all, in "$work/scrapers".
invent() {
    python3 - "$work" "$1" <<'PYTHON'
import pathlib, random, sys
work, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
random.seed(7)
kinds = ["Choir", "Chess Club", "Walking Group", "Lunch Club", "Art Class", "Food Bank", "Carers' Group"]
places = ["SK4 3AA", "M1 1AE", "LS6 2AB", "OX1 1BX", "ME17 4ED", "BS1 4DJ", "NE1 7RU", "CF10 1EP"]
for name, many in (("ambleford-groups", count * 3 // 5), ("ambleford-clubs", count * 2 // 5)):
    folder = work / "scrapers" / name
    folder.mkdir(parents=True)
    rows = ["id,name,about,postcode,hours"]
    for n in range(many):
        kind = random.choice(kinds)
        about = f"A friendly {kind.lower()}, number {n}, that meets in Ambleford and is open to all."
        rows.append(f"{n},Ambleford {kind} {n},\"{about}\",{random.choice(places)},Mondays 10am to 12 noon")
    (folder / "rows.csv").write_text("\n".join(rows) + "\n")
    (folder / "source.toml").write_text(f"""id = "{name}"
title = "{name}"
publisher = "Ambleford Council"
licence = "OGL-UK-3.0"
[fetch]
url = "file:rows.csv"
[read]
format = "csv"
[map]
id = "id"
name = "name"
description = "about"
postcode = "postcode"
schedule = "hours"
""")
PYTHON
    export FINGERPOST_SCRAPERS="$work/scrapers"
}

# Paths of questions of many kinds, in an order that is no order, in "$work/paths".
make_paths() {
    python3 - > "$work/paths" <<'PYTHON'
import random, urllib.parse
random.seed(11)
topics = ["choir", "library", "food bank", "help with debt", "walking group", "yoga", "carers support", "lunch club",
          "mens shed", "toddler group", "bereavement", "mental health", "chess", "art class", "swimming", "dementia cafe",
          "citizens advice", "volunteering", "english classes", "pharmacy", "free meals", "something to do on tuesday"]
places = ["SK4 3AA", "M1 1AE", "LS6", "Leeds", "Manchester", "Oxford", "ME17 4ED", "Bristol", "Newcastle", "Cardiff",
          "Stockport", "Sheffield", "Brighton", "NW5", "Glasgow", "Swansea", "York", "Hull"]
rows = [f"{topic} near {place}" for topic in topics for place in places] + topics
random.shuffle(rows)
for number, row in enumerate(rows):
    page = "/api/search" if number % 5 == 0 else "/search"
    print(f"{page}?q={urllib.parse.quote_plus(row)}")
PYTHON
}

# Serves on a free port, on the cores named in $1, with further words for `serve`; sets $server and $address.
serve() {
    local cores="$1" log="$work/serve.log"
    shift
    : > "$log"
    FINGERPOST_RATE=0 taskset -c "$cores" "$program" serve --listen 127.0.0.1:0 "$@" 2>"$log" &
    server=$!
    servers+=("$server")
    for _ in $(seq 1200); do
        address="$(sed -n 's|.*services at http://\(\S*\).*|\1|p' "$log")"
        [ -n "$address" ] && return
        kill -0 "$server" 2>/dev/null || { cat "$log"; fail "the server did not start"; }
        sleep 0.05
    done
    fail "the server did not start in a minute"
}
memory_kib() { awk '/^RssAnon/ { print $2 }' "/proc/$server/status"; }
