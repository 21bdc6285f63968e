#!/usr/bin/env python3
"""Writes the starter directory: facts of openly licensed data sets, in compact CSV files.

Only facts are carried over (names, kinds, postcodes, coordinates, opening times, telephone numbers and
websites of organisations, dates). What describes a record is composed here from those facts; no sentence
of another publisher travels. A charity's registered address may be somebody's home, so of it only the
postcode sector stays; a place that may be a refuge keeps no place at all.

Run with FINGERPOST_SHARED set; the files it writes are committed, so nobody else needs to run it.
"""
import csv, io, json, lzma, os, re, sys, tarfile
from collections import OrderedDict

SHARED = os.environ.get("FINGERPOST_SHARED") or sys.exit("set FINGERPOST_SHARED to the folder of open data")
OUT = os.path.dirname(os.path.abspath(__file__))
SERVICES, GEO = os.path.join(SHARED, "data/services"), os.path.join(SHARED, "data/geo")
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
REFUGE = re.compile(r"\b(refuge|women'?s aid|domestic (abuse|violence)|safe ?house)\b", re.I)


def opened(path):
    return lzma.open(path, "rt", encoding="utf-8-sig") if path.endswith(".xz") else open(path, encoding="utf-8-sig")


def table(*path):
    return list(csv.DictReader(opened(os.path.join(*path))))


def tidy(text):
    return re.sub(r"\s+", " ", (text or "").replace("\u2019", "'")).strip(" ,;")


def sector(postcode):
    found = re.match(r"^\s*([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9])[A-Z]{2}\s*$", (postcode or "").upper())
    return f"{found[1]} {found[2]}" if found else ""


def write(name, rows, dedup=None):
    seen, kept, ids = set(), [], {}
    for row in rows:
        for axis in ("lat", "lon"):
            row.update({axis: f"{float(row[axis]):.5f}"} if row.get(axis) else {})
        key = tuple(row[k] for k in dedup) if dedup else row["id"]
        if row["name"] and key not in seen:
            seen.add(key)
            again = ids[row["id"]] = ids.get(row["id"], 0) + 1
            kept.append(row if again == 1 else row | {"id": f"{row['id']} ({again})"})
    columns = list(OrderedDict.fromkeys(k for row in kept for k in row))
    text = io.StringIO()
    out = csv.DictWriter(text, columns, lineterminator="\n", restval="")
    out.writeheader()
    out.writerows(kept)
    path = os.path.join(OUT, name + ".csv.xz")
    with open(path, "wb") as file:
        file.write(lzma.compress(text.getvalue().encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{name:34} {len(kept):6} rows {os.path.getsize(path):8} bytes")
    return len(kept)


def hours(by_day):
    return "; ".join(f"{day} {spans}" for day, spans in by_day if spans and re.search(r"\d", spans))


def libraries():
    for row in table(SERVICES, "libraries/libraries-all-uk.csv.xz"):
        if row["Year closed"].strip() or "closed" in row["Notes"].lower():
            continue
        name, authority = tidy(row["Library name"]), tidy(row["Local authority"])
        when = hours((d, row[f"{d} staffed hours"].replace(",", " and ")) for d in DAYS)
        address = ", ".join(tidy(row[f"Address {n}"]) for n in (1, 2, 3) if tidy(row[f"Address {n}"]))
        shown = name if re.search(r"librar", name, re.I) else f"{name} Library"
        yield {"id": row["Unique property reference number"].strip() or f"{name} {row['Postcode']}".strip(), "name": shown,
               "organisation": authority, "address": address, "postcode": row["Postcode"].strip(),
               "uprn": row["Unique property reference number"].strip(), "hours": when, "website": row["URL"].strip(),
               "about": f"Public library in {authority}: books to borrow, computers and a place to sit. Joining is free."}


def practices():
    for row in table(GEO, "gp_practices.csv.xz"):
        address = ", ".join(tidy(row[a]).title() for a in ("a1", "a2", "a3", "a4", "a5") if tidy(row[a]))
        yield {"id": row["code"], "name": tidy(row["name"]), "address": address, "postcode": row["postcode"],
               "lat": row["lat"], "lon": row["lon"], "phone": row["phone"],
               "about": "NHS general practice (GP surgery)." + (f" Part of {tidy(row['pcn_name'])}." if row["pcn_name"] else "")}


def pharmacies():
    text = lzma.open(os.path.join(SERVICES, "nhs/pharmacy-list-2017-truncated.json.xz"), "rt").read()
    decoder, at = json.JSONDecoder(), 1
    while True:
        try:
            row, at = decoder.raw_decode(text, at)
        except ValueError:
            return  # the published file breaks off here
        while at < len(text) and text[at] in ", \n":
            at += 1
        place, general = row["address"], (row["openingTimes"] or {}).get("general") or {}
        when = hours((d, " and ".join(f"{s['opens']}-{s['closes']}" for s in general.get(d.lower()) or [])) for d in DAYS)
        lon, lat = ((row.get("location") or {}).get("coordinates") or ["", ""])[:2]
        name = tidy(row["name"])
        shown = name if re.search(r"pharmac|chemist", name, re.I) else f"{name} Pharmacy"
        yield {"id": row["identifier"], "name": shown, "address": ", ".join(tidy(place[k]) for k in ("line1", "line2", "line3", "city") if place.get(k)),
               "postcode": place["postcode"], "lat": lat, "lon": lon, "phone": row["contacts"]["telephoneNumber"],
               "website": row["contacts"]["website"], "hours": when, "about": "Community pharmacy (chemist). No appointment is needed to ask for advice."}


def sexual_health():
    for row in json.load(opened(os.path.join(SERVICES, "nhs/sexual-health-csu25-2020.json.xz"))):
        kind, details = row.get("venueType") or "", (row.get("serviceDetails") or "").lower()
        offers = [words for sign, words in (("chlamydia", "chlamydia tests for under 25s"), ("sti test", "STI tests"), ("hiv", "HIV tests"),
                  ("emergency contracept", "emergency contraception"), ("contracept", "contraception"), ("pregnancy test", "pregnancy tests"),
                  ("c-card", "free condoms with a C-Card")) if sign in details]
        where = {"Pharmacy": "At a pharmacy", "Clinic": "Clinic", "Community": "Community site"}.get(kind, "Site")
        lon, lat = (row.get("location") or {}).get("coordinates") or ["", ""]
        name = tidy(row["name"])
        shown = name if re.search(r"sexual|contracep|chlamydia|c-card|casb?h", name, re.I) else f"{name} (sexual health)"
        yield {"id": row["id"], "name": shown, "address": ", ".join(tidy(l) for l in row["address"].get("addressLines", []) if tidy(l)),
               "postcode": row["address"].get("postcode", ""), "lat": lat, "lon": lon, "phone": (row.get("contacts") or {}).get("telephone", ""),
               "website": (row.get("contacts") or {}).get("website", ""), "about": f"{where} offering: {', '.join(offers) or 'sexual health advice'}."}


LAW = {"MAT": "family law and divorce", "CRM": "crime", "DEB": "debt", "HOU": "housing", "WB": "welfare benefits", "IMMAS": "immigration and asylum",
       "MHE": "mental health law", "COM": "community care", "PL": "prison law", "PUB": "public law", "EDU": "education law", "DISC": "discrimination",
       "FMED": "family mediation", "CLA": "claims against public authorities", "MED": "clinical negligence", "PCW": "personal injury"}


def legal_aid():
    by = {}
    for row in json.load(opened(os.path.join(SERVICES, "legal-aid-providers/initial_advisers.json.xz"))):
        by.setdefault(row["model"].split(".")[1], {})[row["pk"]] = row["fields"]
    for pk, office in by["office"].items():
        firm, place = by["organisation"][office["organisation"]], by["location"][office["location"]]
        point = re.findall(r"[-\d.]+", place.get("point") or "")
        codes = [by["category"][c]["code"].upper() for c in office["categories"]]
        kind = by["organisationtype"][firm["type"]]["name"] if firm.get("type") else ""
        if not codes:
            continue
        topics = ", ".join(LAW.get(code, code) for code in sorted(codes))
        who = " from a charity" if "Charity" in kind else ""
        yield {"id": f"office-{office['account_number']}", "name": tidy(firm["name"]), "address": ", ".join(tidy(l) for l in place["address"].splitlines() + [place["city"]] if tidy(l)),
               "postcode": place["postcode"], "lat": point[1] if len(point) > 1 else "", "lon": point[0] if point else "", "phone": office["telephone"],
               "website": firm.get("website") or "", "topics": "|".join(sorted(codes)), "about": f"Legal aid advice{who}: {topics}. Legal aid depends on what you earn; ask when you ring."}


def citizens_advice():
    for feature in json.load(opened(os.path.join(SERVICES, "citizens-advice-pensionwise-2015/locations.json.xz")))["features"]:
        row = feature["properties"]
        lon, lat = feature["geometry"]["coordinates"]
        parts = [tidy(p) for p in row["address"].split(",") if tidy(p)]
        postcode = parts.pop() if parts and re.match(r"^[A-Z]{1,2}\d", parts[-1]) else ""
        yield {"id": f"{tidy(row['title'])} {postcode}", "name": tidy(row["title"]), "address": ", ".join(parts), "postcode": postcode, "lat": lat, "lon": lon,
               "phone": row["phone"], "hours": tidy(row["hours"]), "about": "Citizens Advice: free, confidential advice about money, debt, benefits, housing, work and pensions (Pension Wise)."}


def ukcat_charities():
    tags = {row["Code"]: row["tag"] for row in table(SERVICES, "taxonomies/ukcat/ukcat.csv")}
    for file in ("sample", "top2000"):
        for row in table(SERVICES, f"charities-ukcat/{file}.csv.xz"):
            codes = [c.strip() for c in re.split(r"[;|]", row.get("UKCAT") or "") if c.strip() in tags]
            if row["active"] != "True" or not codes:
                continue
            scheme, number = row["org_id"].rsplit("-", 1) if row["org_id"].startswith("GB-") else ("", row["org_id"])
            hidden = bool(REFUGE.search(row["name"]) or REFUGE.search(row.get("activities") or ""))
            topics = "; ".join(tags[c] for c in codes)
            yield {"id": row["org_id"], "name": tidy(row["name"]), "number": number, "scheme": scheme, "sector": "" if hidden else sector(row["postcode"]),
                   "website": tidy(row.get("web")), "topics": topics, "year_end": (row.get("fye") or "")[:10],
                   "about": f"Registered charity {number}, working on: {topics.replace('; ', ', ').lower()}." + ("" if hidden else " The place is the area of its registered address: ask where it meets.")}


def northern_ireland_charities():
    for line in opened(os.path.join(SERVICES, "charities-ni-2020/records.jsonl.xz")):
        row = json.loads(line)
        text = row["description"]
        helps = re.search(r"Who it helps: (.*?)\. How it works", text)
        works = re.search(r"How it works: (.*)$", text)
        who = [w.strip() for w in (helps[1] if helps else "").split(",") if w.strip()]
        how = [w.strip() for w in (works[1] if works else "").split(",") if w.strip()]
        hidden = bool(REFUGE.search(row["name"]))
        yield {"id": row["id"], "name": tidy(row["name"]), "number": row["id"].rsplit("-", 1)[1], "sector": "" if hidden else sector(row.get("postcode")),
               "website": tidy(row.get("url")), "topics": "; ".join(how + who),
               "about": f"Registered charity in Northern Ireland. Works by: {', '.join(how).lower() or 'not stated'}. Helps: {', '.join(who).lower() or 'not stated'}."
               + ("" if hidden else " The place is the area of its registered address: ask where it meets.")}


def food_banks():
    for row in table(SERVICES, "trafford-data-lab/gm_food_banks.csv"):
        yield {"id": f"{tidy(row['Name'])} {row['Postcode']}", "name": tidy(row["Name"]), "address": tidy(row["Address"]), "postcode": row["Postcode"],
               "website": row["Website"] if row["Website"].startswith("http") else "", "hours": "" if row["Opening times"] in ("Not known", "NA") else tidy(row["Opening times"]),
               "referral": "" if row["Referral method"] in ("Not known", "NA") else tidy(row["Referral method"]), "about": f"Food bank in {tidy(row['Area name'])}."}


def job_centres():
    for row in table(SERVICES, "trafford-data-lab/gm_jobcentreplus.csv"):
        yield {"id": row["postcode"], "name": f"Jobcentre Plus {tidy(row['name'])}", "address": tidy(row["address"]), "postcode": row["postcode"], "lat": row["lat"], "lon": row["lon"],
               "about": f"Jobcentre in {tidy(row['area_name'])}: help to find work and to claim benefits."}


def sports_clubs():
    for row in table(SERVICES, "trafford-data-lab/sports_clubs.csv"):
        yield {"id": f"{tidy(row['name'])} {row['postcode']}", "name": tidy(row["name"]), "address": tidy(row["address"]), "postcode": row["postcode"], "topics": row["category"],
               "about": f"{tidy(row['category'])} club in or near Trafford."}


def mental_health():
    for row in table(SERVICES, "trafford-data-lab/trafford_mental_health_services.csv"):
        hidden = bool(REFUGE.search(row["name"]) or REFUGE.search(row["description"]))
        yield {"id": f"{tidy(row['name'])} {row['postcode']}", "name": tidy(row["name"]), "address": "" if hidden else tidy(row["address"]), "postcode": "" if hidden else row["postcode"],
               "phone": "" if row["telephone"] == "NA" else row["telephone"], "website": row["website"] if row["website"].startswith("http") else "",
               "about": "Mental health and wellbeing support listed for Trafford and Greater Manchester."}


def allotments():
    for row in table(SERVICES, "trafford-data-lab/trafford_allotments.csv"):
        yield {"id": row["osm_id"], "name": f"{tidy(row['name'])} Allotments", "lat": row["lat"], "lon": row["lon"], "about": "Allotment site in Trafford: plots to grow fruit, vegetables and flowers."}


def mobile_stops():
    archive = tarfile.open(os.path.join(SERVICES, "mobile-library-stops/stops-csv.tar.xz"))
    for member in archive.getmembers():
        if not member.name.endswith(".csv"):
            continue
        for row in csv.DictReader(io.TextIOWrapper(archive.extractfile(member), encoding="utf-8-sig")):
            where = ", ".join(p for p in (tidy(row["stop"]), tidy(row["community"])) if p)
            if not where or not row["day"].strip() or row["end"].strip() or re.search("rest break|lunch", where, re.I):
                continue
            every = re.search(r"INTERVAL=(\d+)", row["frequency"] or "")
            every = int(every[1]) if every else 1
            rule = {1: f"every {row['day']}", 2: f"every second {row['day']} from {row['start']}"}.get(every, f"every {every} weeks on {row['day']} from {row['start']}")
            yield {"id": f"{row['organisation']}/{row['route']}/{where}/{row['arrival']}", "name": f"Mobile library at {where}", "organisation": f"{tidy(row['organisation'])} libraries",
                   "address": tidy(row["address"]), "postcode": row["postcode"].strip(), "lat": row["geoy"], "lon": row["geox"],
                   "rrule": f"FREQ=WEEKLY;INTERVAL={every};BYDAY={row['day'][:2].upper()}", "start": row["start"], "arrival": row["arrival"], "departure": row["departure"],
                   "hours": f"{rule} {row['arrival']}-{row['departure']}", "website": row["timetable"], "route": tidy(row["route"]),
                   "about": "Mobile library stop: borrow and return books at the van. Joining is free."}


TABLES = [
    ("libraries", libraries, ("name", "postcode")), ("gp-practices", practices, None), ("pharmacies", pharmacies, None),
    ("sexual-health", sexual_health, ("name", "postcode")), ("legal-aid", legal_aid, None), ("citizens-advice", citizens_advice, None),
    ("charities", ukcat_charities, None), ("charities-northern-ireland", northern_ireland_charities, None), ("food-banks", food_banks, None),
    ("job-centres", job_centres, None), ("sports-clubs", sports_clubs, None), ("mental-health", mental_health, None), ("allotments", allotments, None),
    ("mobile-library-stops", mobile_stops, None),
]

if __name__ == "__main__":
    total = sum(write(name, make(), dedup) for name, make, dedup in TABLES)
    print(f"{total} rows in all")
