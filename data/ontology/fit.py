#!/usr/bin/env python3
"""Fits data/ontology/kind.tsv and news.tsv to the gold sets.

    cargo run -p vigie-read --example features -- gold/*/*.txt > features.jsonl
    python3 data/ontology/fit.py features.jsonl [--write]

Ridge-penalised logistic regressions, towards prior.tsv (set by hand) for the sub-types and towards zero for
news. Reports of the check part (numbers ending in 0 or 5, the house set excepted) are left out. Prints the
five-fold cross-validated share right; --write rewrites the two tables. Needs numpy; no chance without a seed.
"""
import collections
import csv
import datetime as dt
import json
import pathlib
import re
import sys
import unicodedata

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
RIDGE_KIND, RIDGE_NEWS, QUIET_WEIGHT = 2.0, 1.0, 2.0


def fold(text):
    text = unicodedata.normalize("NFKD", text or "").lower()
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in text if not unicodedata.combining(c))))


def bounds(date):
    ends = [dt.date.fromisoformat(d) for d in (date.get("start"), date.get("end")) if d]
    return (min(ends), max(ends)) if ends else None


def likeness(gold, story):
    """Two of day, place and type make a story the gold's; the more the better."""
    a, b = bounds(gold["date"]), bounds(story["date"])
    near = a and b and (a[0] - b[1]).days <= 3 and (b[0] - a[1]).days <= 3
    names = {fold(p["name"]) for p in gold["places"]} | {fold(gold.get("primary_place"))}
    told = {fold(name) for name in story["places"]}
    shared = any(x and y and (set(x.split()) & set(y.split())) for x in names for y in told)
    alike = [bool(near), bool(shared), gold["event_type"] == story["event_type"]]
    return sum(alike) if sum(alike) >= 2 else 0


def align(golds, stories):
    pairs = sorted(((-likeness(g, s), i, j) for i, g in enumerate(golds) for j, s in enumerate(stories)))
    used_g, used_s, out = set(), set(), {}
    for score, i, j in pairs:
        if score and i not in used_g and j not in used_s:
            used_g.add(i), used_s.add(j)
            out[j] = i
    return out


def load(path):
    golds = {}
    for folder in sorted((ROOT / "gold").iterdir()):
        for file in sorted(folder.glob("*.json")) if folder.is_dir() and folder.name != "blind" else []:
            annotation = json.loads(file.read_text(encoding="utf-8"))
            if "id" in annotation and (folder.name == "house" or file.stem[-1] not in "05"):
                golds[file.stem] = annotation
    stories = collections.defaultdict(list)
    for line in open(path, encoding="utf-8"):
        story = json.loads(line)
        if story["id"] in golds:
            stories[story["id"]].append(story)
    return golds, stories


def matrix(rows, names):
    index = {name: n for n, name in enumerate(names)}
    out = np.zeros((len(rows), len(names)))
    for r, row in enumerate(rows):
        for name, value in {**row, "prior": 1.0}.items():
            out[r, index[name]] = value
    return out


def softmax_fit(x, y, start, ridge, steps=400, rate=0.15):
    change = np.zeros_like(start)
    for _ in range(steps):
        z = x @ (start + change)
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        p[np.arange(len(y)), y] -= 1
        change -= rate * 8 / len(y) * (x.T @ p + ridge * change)
    return start + change


def logistic_fit(x, y, weight, ridge, prior_at, steps=3000, rate=0.5):
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        gradient = x.T @ ((1 / (1 + np.exp(-x @ w)) - y) * weight) / len(y)
        penalty = ridge * w / len(y)
        penalty[prior_at] = 0
        w -= rate * (gradient + penalty)
    return w


def folds(ids):
    order = sorted(set(ids))
    np.random.RandomState(0).shuffle(order)
    number = {name: n % 5 for n, name in enumerate(order)}
    return np.array([number[name] for name in ids])


def write(name, head, rows):
    rows.sort(key=lambda row: [cell.encode() for cell in row[:-1]])
    text = "\t".join([*head, "note"]) + "\n" + "".join("\t".join(row) + "\t\n" for row in rows)
    (ROOT / "data/ontology" / name).write_text(text, encoding="utf-8")


def fit_kinds(golds, stories, save):
    prior = list(csv.DictReader(open(ROOT / "data/ontology/prior.tsv", encoding="utf-8"), delimiter="\t"))
    kinds = sorted({row["sub_event_type"] for row in prior})
    rows, y, ids = [], [], []
    for name, told in stories.items():
        for j, i in align(golds[name]["incidents"], told).items():
            rows.append(told[j]["kind"]), ids.append(name)
            y.append(kinds.index(golds[name]["incidents"][i]["sub_event_type"]))
    names = sorted({n for row in rows for n in row} | {row["feature"] for row in prior})
    start = np.zeros((len(names), len(kinds)))
    for row in prior:
        start[names.index(row["feature"]), kinds.index(row["sub_event_type"])] = float(row["weight"])
    x, y, fold_of = matrix(rows, names), np.array(y), folds(ids)
    right = sum((x[fold_of == k] @ softmax_fit(x[fold_of != k], y[fold_of != k], start, RIDGE_KIND)).argmax(1).tolist()[n] == v
                for k in range(5) for n, v in enumerate(y[fold_of == k]))
    print(f"sub-types: {len(y)} stories, cross-validated {right / len(y):.3f}")
    if save:
        w = softmax_fit(x, y, start, RIDGE_KIND)
        write("kind.tsv", ["feature", "sub_event_type", "weight"],
              [[n, k, f"{w[a, b]:.2f}"] for a, n in enumerate(names) for b, k in enumerate(kinds) if abs(w[a, b]) >= 0.05])


def fit_news(golds, stories, save):
    rows, y, ids = [], [], []
    for name, told in stories.items():
        hits = align(golds[name]["incidents"], told)
        for j, story in enumerate(told):
            if story["places"] or bounds(story["date"]):
                rows.append(story["news"]), y.append(float(j in hits)), ids.append(name)
    names = sorted({n for row in rows for n in row} | {"prior"})
    x, y, fold_of = matrix(rows, names), np.array(y), folds(ids)
    weight = np.array([QUIET_WEIGHT if not golds[name]["incidents"] else 1.0 for name in ids])
    at, guess = names.index("prior"), np.zeros(len(y))
    for k in range(5):
        out = fold_of == k
        guess[out] = x[out] @ logistic_fit(x[~out], y[~out], weight[~out], RIDGE_NEWS, at)
    print(f"news: {len(y)} stories, cross-validated {np.mean((guess > 0) == (y == 1)):.3f}")
    if save:
        w = logistic_fit(x, y, weight, RIDGE_NEWS, at)
        write("news.tsv", ["feature", "weight"], [[n, f"{v:.2f}"] for n, v in zip(names, w)])


if __name__ == "__main__":
    golds, stories = load(sys.argv[1])
    fit_kinds(golds, stories, "--write" in sys.argv)
    fit_news(golds, stories, "--write" in sys.argv)
