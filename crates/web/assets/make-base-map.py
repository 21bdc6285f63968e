#!/usr/bin/env python3
"""Makes `base-map.json`, the drawn ground of the map, from open boundaries and place names.

Usage: make-base-map.py <folder with boundaries/lad.topojson and places.csv.xz> > base-map.json

The boundaries are TopoJSON: shared lines, whole numbers, a scale. Lines stay shared here; the pages and the
map's script put outlines together from them. Names are the largest places by population, the largest first.
Nobody needs to run this to build or to use the map.
"""

import csv
import io
import json
import lzma
import sys
from pathlib import Path

MOST_NAMES = 3200
CREDIT = (
    "Contains National Statistics and OS data © Crown copyright and database right 2025 "
    "(Open Government Licence v3.0). Place sizes: GeoNames (CC BY 4.0)."
)


def main(folder: Path) -> None:
    topology = json.loads((folder / "boundaries/lad.topojson").read_text())
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    (collection,) = topology["objects"].values()

    def whole(longitude: float, latitude: float) -> list[int]:
        return [round((longitude - translate[0]) / scale[0]), round((latitude - translate[1]) / scale[1])]

    areas = []
    for geometry in collection["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        properties = geometry["properties"]
        rings = [ring for polygon in polygons for ring in polygon]
        areas.append([geometry.get("id") or properties["code"], properties["name"], rings])

    with io.TextIOWrapper(lzma.open(folder / "places.csv.xz"), encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if int(row["population"] or 0) > 0]
    rows.sort(key=lambda row: -int(row["population"]))
    places, seen = [], set()
    for row in rows:
        key = (row["name"], row["lad"])
        if key not in seen:
            seen.add(key)
            places.append([row["name"], *whole(float(row["lon"]), float(row["lat"]))])
    json.dump(
        {
            "credit": CREDIT,
            "scale": scale,
            "translate": translate,
            "arcs": [[number for step in arc for number in step] for arc in topology["arcs"]],
            "areas": areas,
            "places": places[:MOST_NAMES],
        },
        sys.stdout,
        ensure_ascii=False,
        separators=(",", ":"),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
