#!/usr/bin/python3
"""Asks the measured questions of PostgreSQL with PostGIS and of SQLite with FTS5 and R*Tree."""

import argparse
import heapq
import json
import math
import multiprocessing
import os
import sqlite3
import subprocess
import time

ROWS = 20
HALF_METRES = 3000.0
EARTH_METRES = 6371008.8
# The fourth power of half / (half + this * metres) is a half at half, as in `search::rank::Decay`.
STEEPNESS = 0.18920712


def metres(a_lat, a_lon, b_lat, b_lon):
    p, q = math.radians(a_lat), math.radians(b_lat)
    h = math.sin((q - p) / 2) ** 2
    h += math.cos(p) * math.cos(q) * math.sin(math.radians(b_lon - a_lon) / 2) ** 2
    return 2 * EARTH_METRES * math.asin(math.sqrt(h))


def documents(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            number, lat, lon, paid, words = line.rstrip("\n").split("\t")
            yield int(number), float(lat), float(lon), int(paid), words


def table(name, times):
    times = sorted(times)
    at = lambda share: times[min(int(len(times) * share), len(times) - 1)] * 1e6
    rate = len(times) / sum(times)
    print(f"| {name} | {at(0.5):.0f} | {at(0.95):.0f} | {at(0.99):.0f} | {rate:.0f} |", flush=True)


def crowd(name, connect, asked, clients=8, seconds=10):
    """Questions a second with so many clients, each a process with a connection of its own."""

    def ask_on(client, done):
        ask = connect()
        ask(asked[client % len(asked)])
        done.wait()
        until, count = time.time() + seconds, 0
        while time.time() < until:
            ask(asked[(client * 37 + count) % len(asked)])
            count += 1
        counts.put((count, time.time() - until + seconds))

    context = multiprocessing.get_context("fork")
    counts, start = context.Queue(), context.Barrier(clients)
    processes = [context.Process(target=ask_on, args=(client, start)) for client in range(clients)]
    for process in processes:
        process.start()
    rate = sum(count / took for count, took in (counts.get() for _ in processes))
    for process in processes:
        process.join()
    print(f"{name}: {rate:.0f} a second, {clients} clients", flush=True)


def brute(all_documents, asked):
    """Distances of the nearest, by reading everything."""
    found = []
    for question in asked:
        words, lat, lon = set(question["words"]), question["point"]["lat"], question["point"]["lon"]
        near = (
            metres(lat, lon, row[1], row[2])
            for row in all_documents
            if words <= row[4] and not (question["is_free"] and row[3])
        )
        found.append(heapq.nsmallest(ROWS, (d for d in near if d <= question["metres"])))
    return found


def compare(name, answers, truth):
    """Distances to a metre per thousand: PostGIS measures on the spheroid."""
    agree = sum(
        len(mine) == len(right) and all(abs(a - b) <= max(1.0, b * 0.006) for a, b in zip(mine, right))
        for mine, right in zip(answers, truth)
    )
    print(f"{name}: {agree} of {len(truth)} agree with brute force", flush=True)


WORDS_FIRST = (
    "from f join d on d.id = f.rowid where f match ? and (? = 0 or d.paid = 0) and metres(?, ?, d.lat, d.lon) <= ?"
)
SQLITE = {
    "20 nearest": f"select metres(?, ?, d.lat, d.lon) as m {WORDS_FIRST} order by m limit 20",
    "20 best": f"select -bm25(f) * decay(metres(?, ?, d.lat, d.lon)) as s {WORDS_FIRST} order by s desc limit 20",
}


def sqlite_connected(path, cache_kib):
    db = sqlite3.connect(path)
    db.execute("pragma mmap_size = 8000000000")
    db.execute(f"pragma cache_size = -{cache_kib}")
    db.create_function("metres", 4, metres, deterministic=True)
    db.create_function("decay", 1, lambda m: (HALF_METRES / (HALF_METRES + STEEPNESS * m)) ** 4, deterministic=True)
    return db


def sqlite_values(question):
    lat, lon = question["point"]["lat"], question["point"]["lon"]
    match = " ".join(f'"{word}"' for word in question["words"])
    return [lat, lon, match, int(question["is_free"]), lat, lon, question["metres"]]


def sqlite(folder, count, asked):
    path = os.path.join(folder, f"peer-{count}.sqlite")
    fresh = not os.path.exists(path)
    db = sqlite_connected(path, 1000000)
    if fresh:
        start = time.time()
        db.execute("pragma journal_mode = off")
        db.execute("pragma synchronous = off")
        db.execute("create table d (id integer primary key, lat real, lon real, paid integer)")
        db.execute("create virtual table r using rtree (id, a, b, c, e)")
        db.execute("create virtual table f using fts5 (words, content = '', tokenize = 'ascii')")
        for n, lat, lon, paid, words in documents(os.path.join(folder, f"documents-{count}.tsv")):
            db.execute("insert into d values (?, ?, ?, ?)", (n, lat, lon, paid))
            db.execute("insert into r values (?, ?, ?, ?, ?)", (n, lat, lat, lon, lon))
            db.execute("insert into f (rowid, words) values (?, ?)", (n, words))
        db.commit()
        print(f"SQLite built in {time.time() - start:.0f} s", flush=True)
    nearest_answers = None
    for kind, select in SQLITE.items():
        best = [math.inf] * len(asked)
        answers = []
        for place, question in enumerate(asked):
            values = sqlite_values(question)
            start = time.perf_counter()
            rows = db.execute(select, values).fetchall()
            best[place] = time.perf_counter() - start
            answers.append([row[0] for row in rows])
        if kind == "20 nearest":
            nearest_answers = answers
        if kind == "20 nearest":
            for place, question in enumerate(asked):
                # By place: the box of the circle first, each candidate's words asked by its number.
                lat, lon, reach = question["point"]["lat"], question["point"]["lon"], question["metres"]
                if reach > 50_000:
                    continue
                north = math.degrees(reach / EARTH_METRES) * 1.001
                east = north / math.cos(math.radians(lat))
                match = " ".join(f'"{word}"' for word in question["words"])
                sql = (
                    "select metres(?, ?, d.lat, d.lon) as m from f join d on d.id = f.rowid "
                    "where f match ? and f.rowid in (select id from r where a >= ? and a <= ? and c >= ? and c <= ?) "
                    "and (? = 0 or d.paid = 0) and m <= ? order by m limit 20"
                )
                values = [lat, lon, match, lat - north, lat + north, lon - east, lon + east]
                values += [int(question["is_free"]), reach]
                start = time.perf_counter()
                db.execute(sql, values).fetchall()
                best[place] = min(best[place], time.perf_counter() - start)
        table(f"SQLite FTS5 with R*Tree, {kind}", best)

        def connect(select=select):
            own = sqlite_connected(path, 100000)
            return lambda question: own.execute(select, sqlite_values(question)).fetchall()

        crowd(f"SQLite FTS5, words first, {kind}", connect, asked)
    return nearest_answers


def postgis_connected(count, prepared=True):
    import psycopg2

    where = os.environ.get("PEERS_FOLDER", "/tmp/fingerpost-peers")
    db = psycopg2.connect(host=where, port=54329, user="peers", dbname="peers")
    db.autocommit = True
    cursor = db.cursor()
    if not prepared:
        return cursor
    point = "st_point($1, $2, 4326)::geography"
    filters = f"where t @@ $3::tsquery and st_dwithin(g, {point}, $4) and ($5 = 0 or paid = 0)"
    cursor.execute(
        "prepare nearest (float8, float8, text, float8, int) as "
        f"select st_distance(g, {point}) from d{count} {filters} order by g <-> {point} limit 20"
    )
    cursor.execute(
        "prepare best (float8, float8, text, float8, int) as "
        "select ts_rank(t, $3::tsquery) * "
        f"power({HALF_METRES} / ({HALF_METRES} + {STEEPNESS} * st_distance(g, {point})), 4) as s "
        f"from d{count} {filters} order by s desc limit 20"
    )
    cursor.execute("set plan_cache_mode = force_custom_plan")
    return cursor


def postgis_asked(cursor, kind, question):
    lat, lon = question["point"]["lat"], question["point"]["lon"]
    match = " & ".join(f"'{word}'" for word in question["words"])
    cursor.execute(
        f"execute {kind} (%s, %s, %s, %s, %s)", (lon, lat, match, question["metres"], int(question["is_free"]))
    )
    return cursor.fetchall()


def postgis(folder, count, asked):
    cursor = postgis_connected(count, prepared=False)
    cursor.execute("create extension if not exists postgis")
    cursor.execute("select to_regclass(%s)", (f"d{count}",))
    if cursor.fetchone()[0] is None:
        start = time.time()
        cursor.execute("create unlogged table raw (id int, lat float8, lon float8, paid int, words text)")
        with open(os.path.join(folder, f"documents-{count}.tsv"), encoding="utf-8") as lines:
            cursor.copy_expert("copy raw from stdin", lines)
        cursor.execute(
            f"create unlogged table d{count} as select id, paid, st_point(lon, lat, 4326)::geography as g, "
            "array_to_tsvector(array(select distinct unnest(string_to_array(words, ' ')))) as t from raw"
        )
        cursor.execute("drop table raw")
        cursor.execute(f"create index on d{count} using gin (t)")
        cursor.execute(f"create index on d{count} using gist (g)")
        cursor.execute(f"vacuum analyze d{count}")
        print(f"PostgreSQL built in {time.time() - start:.0f} s", flush=True)
    cursor = postgis_connected(count)
    answers = []
    for kind in ("nearest", "best"):
        times = []
        for question in asked:
            start = time.perf_counter()
            rows = postgis_asked(cursor, kind, question)
            times.append(time.perf_counter() - start)
            if kind == "nearest":
                answers.append([row[0] for row in rows])
        table(f"PostgreSQL 15 with PostGIS, 20 {kind}", times)

        def connect(kind=kind):
            own = postgis_connected(count)
            return lambda question: postgis_asked(own, kind, question)

        crowd(f"PostgreSQL 15 with PostGIS, 20 {kind}", connect, asked)
    return answers


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("count", type=int)
    parser.add_argument("--questions", type=int, default=600)
    parser.add_argument("--checked", type=int, default=60, help="how many are compared with brute force")
    parser.add_argument("--sqlite", action="store_true")
    parser.add_argument("--postgis", action="store_true")
    options = parser.parse_args()
    with open(os.path.join(options.folder, f"questions-{options.count}.jsonl"), encoding="utf-8") as lines:
        asked = [json.loads(line) for line in lines][: options.questions]
    print("| peer | p50 µs | p95 µs | p99 µs | a second, 1 client |\n|---|--:|--:|--:|--:|", flush=True)
    answers = {}
    if options.sqlite:
        answers["SQLite"] = sqlite(options.folder, options.count, asked)
    if options.postgis:
        answers["PostGIS"] = postgis(options.folder, options.count, asked)
    if options.checked:
        path = os.path.join(options.folder, f"documents-{options.count}.tsv")
        wanted = {word for question in asked[: options.checked] for word in question["words"]}
        kept = [(n, lat, lon, paid, wanted & set(words.split())) for n, lat, lon, paid, words in documents(path)]
        truth = brute(kept, asked[: options.checked])
        for name, mine in answers.items():
            compare(name, mine[: options.checked], truth)


if __name__ == "__main__":
    main()
