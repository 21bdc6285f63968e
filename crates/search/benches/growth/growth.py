#!/usr/bin/python3
"""Puts what `fingerpost bench` printed at several sizes side by side: a table and a plot of how costs grow.

    fingerpost bench --services 1000000 --questions 1000 >1000000.txt     # and so on, a file for each size
    growth.py 100000.txt 1000000.txt 3000000.txt 10000000.txt --plot growth.svg
"""

import argparse
import math
import re

KINDS = ["20 nearest", "20 best", "facet counts", "whole answer", "20 best, no place", "whole answer, no place"]
COLOURS = ["#0b6e4f", "#1d4e89", "#b3541e", "#6a1b9a", "#5c6b73", "#8a6d00"]
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 400, 70, 150, 20, 50


def read(path):
    """The facts of one run."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    run = {"services": int(re.search(r"^(\d+) services, snapshot", text, re.M)[1])}
    built = re.search(r"^built in ([\d.]+) s, at most (\d+) kB", text, re.M)
    run["built"] = f"{float(built[1]):.0f}" if built else "–"
    run["building MiB"] = f"{int(built[2]) // 1024:,}" if built else "–"
    size = re.search(r"^index ([\d.]+) MB", text, re.M)
    run["index MB"] = f"{float(size[1]):,.0f}"
    opened = re.findall(r"^opened in (\d+) ms; resident without mapped pages (\d+) kB before, (\d+) kB", text, re.M)
    run["opened ms"], _, resident = opened[-1]
    run["resident MiB"] = f"{int(resident) // 1024}"
    for kind in KINDS:
        row = re.search(rf"^\| {kind} \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|", text, re.M)
        run[kind] = [float(value) for value in row.groups()]
    return run


def table(runs):
    sizes = [f"{run['services']:,}" for run in runs]
    print("| Services | " + " | ".join(sizes) + " |")
    print("|---|" + "--:|" * len(runs))
    for name in ("built", "building MiB", "index MB", "opened ms", "resident MiB"):
        label = {"built": "building, s"}.get(name, name)
        print(f"| {label} | " + " | ".join(run[name] for run in runs) + " |")
    for kind in KINDS:
        cells = [", ".join(f"{value:,.0f}" for value in run[kind]) for run in runs]
        print(f"| {kind}: p50, p95, p99 µs | " + " | ".join(cells) + " |")


def plot(runs, path):
    """Median solid, p99 dashed, both axes logarithmic; a grey line shows what grows with the services."""
    low, high = math.log10(runs[0]["services"]), math.log10(runs[-1]["services"])
    floor, ceiling = 0.5, 5.0
    x = lambda services: LEFT + (math.log10(services) - low) / (high - low) * (WIDTH - LEFT - RIGHT)
    y = lambda micros: TOP + (ceiling - math.log10(micros)) / (ceiling - floor) * (HEIGHT - TOP - BOTTOM)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="{HEIGHT - 10}">services; median solid, p99 dashed, grey: in proportion</text>',
    ]
    for power in range(1, 6):
        label = f"{10 ** power:,} µs" if power < 3 else f"{10 ** (power - 3):,} ms"
        out.append(f'<path d="M{LEFT} {y(10 ** power):.0f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        out.append(f'<text x="{LEFT - 6}" y="{y(10 ** power) + 4:.0f}" text-anchor="end">{label}</text>')
    for run in runs:
        services = run["services"]
        short = f"{services // 1_000_000} M" if services >= 1_000_000 else f"{services // 1000} k"
        out.append(f'<text x="{x(services):.0f}" y="{HEIGHT - 30}" text-anchor="middle">{short}</text>')
    first, last = runs[0]["services"], runs[-1]["services"]
    start = runs[0]["20 nearest"][0]
    end = y(start * last / first)
    out.append(f'<path d="M{x(first):.0f} {y(start):.0f}L{x(last):.0f} {end:.0f}" stroke="#999" stroke-dasharray="2 4"/>')
    for kind, colour in zip(KINDS, COLOURS):
        for which, dash in ((0, ""), (2, ' stroke-dasharray="6 4"')):
            points = " ".join(f"{x(run['services']):.1f},{y(run[kind][which]):.1f}" for run in runs)
            out.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
        out.append(f'<text x="{WIDTH - RIGHT + 8}" y="{y(runs[-1][kind][0]) + 4:.0f}" fill="{colour}">{kind}</text>')
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(out) + "\n</svg>\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="+")
    parser.add_argument("--plot")
    options = parser.parse_args()
    runs = sorted((read(path) for path in options.runs), key=lambda run: run["services"])
    table(runs)
    if options.plot:
        plot(runs, options.plot)


if __name__ == "__main__":
    main()
