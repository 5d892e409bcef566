#!/usr/bin/env python3
"""Fits the tables of an account's parts to the gold sets: role.tsv,
status.tsv, tactic.tsv and target.tsv.

    cargo run -p vigie-read --example features -- gold/*/*.txt > features.jsonl
    python3 data/ontology/fit_parts.py features.jsonl [--write] [FURTHER_GOLD_FOLDER…]

Ridge-penalised logistic regressions towards zero, or towards the hand-set prior_tactic.tsv. The check part is
left out as in fit.py. Prints five-fold cross-validated scores over the accounts that were found; --write
rewrites the tables. Needs numpy; no chance without a seed.
"""
import csv
import json
import pathlib
import sys

import numpy as np

import fit

RIDGE = {"tactic": 4.0, "target": 4.0, "status": 3.0, "role": 3.0}
RARE = 3  # a feature seen in fewer accounts says nothing


def design(rows):
    """Features that occur often enough, and the matrix of their values; the last is the prior."""
    seen = {}
    for row in rows:
        for name, value in row.items():
            seen[name] = seen.get(name, 0) + (value != 0)
    names = sorted(name for name, count in seen.items() if count >= RARE) + ["prior"]
    index = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for r, row in enumerate(rows):
        for name, value in {**row, "prior": 1.0}.items():
            if name in index:
                x[r, index[name]] = value
    return names, x


def logistic(x, y, ridge, start=None, steps=40):
    """A two-way logistic regression by Newton's steps, halved until the loss falls; drawn towards `start`,
    its prior weakly."""
    start = np.zeros(x.shape[1]) if start is None else start
    pull = np.full(x.shape[1], ridge)
    pull[-1] = 0.1

    def loss(w):
        z = x @ w
        return (np.logaddexp(0, z) - y * z).sum() + 0.5 * (pull * (w - start) ** 2).sum()

    w, now = start.copy(), loss(start)
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + pull * (w - start)
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(pull), gradient)
        size = 1.0
        while loss(w - size * step) > now and size > 1e-4:
            size /= 2
        w = w - size * step
        before, now = now, loss(w)
        if before - now < 1e-6:
            break
    return w


def f1(hit, miss, extra):
    return 2 * hit / max(1, 2 * hit + miss + extra)


def pairs(golds, stories):
    """(report, annotated incident or None, story)"""
    for name, told in stories.items():
        incidents = golds[name]["incidents"]
        hits = fit.align(incidents, told)
        for j, story in enumerate(told):
            if j in hits:
                yield name, incidents[hits[j]], story


def load(path, further):
    """The committed gold, and that of further folders."""
    golds, stories = fit.load(path)
    for folder in map(pathlib.Path, (name for name in further if not name.startswith("-"))):
        for file in sorted(folder.glob("*.json")):
            if file.stem[-1] not in "05" and "clusters" not in file.stem:
                golds[file.stem] = json.loads(file.read_text(encoding="utf-8"))
    for line in open(path, encoding="utf-8"):
        story = json.loads(line)
        if story["id"] in golds and story not in stories[story["id"]]:
            stories[story["id"]].append(story)
    return golds, stories


def prior(file, label, names, labels):
    start = np.zeros((len(labels), len(names)))
    for row in csv.DictReader(open(fit.ROOT / "data/ontology" / file, encoding="utf-8"), delimiter="\t"):
        if row["feature"] in names:
            start[labels.index(row[label]), names.index(row["feature"])] = float(row["weight"])
    return start


def best_shift(scores, truth, unnamed=0):
    """The shift of the prior with the best pooled F1: a tactic told is worth more than one kept silent."""
    def at(shift):
        said = scores + shift > 0
        return f1((said & truth).sum(), (truth & ~said).sum() + unnamed, (said & ~truth).sum())
    return max(np.arange(-1, 2.01, 0.1), key=at), at


def fit_tactics(found, save):
    rows, ids = [story["tactic"] for _, _, story in found], [name for name, _, _ in found]
    names, x = design(rows)
    labels = sorted({t for row in csv.DictReader(open(fit.ROOT / "data/ontology/prior_tactic.tsv"), delimiter="\t") for t in [row["tactic"]]})
    truth = np.array([[label in gold["tactics"] for label in labels] for _, gold, _ in found])
    start, fold_of = prior("prior_tactic.tsv", "tactic", names, labels), fit.folds(ids)
    guess = np.zeros(truth.shape)
    for k in range(5):
        for n in range(len(labels)):
            w = logistic(x[fold_of != k], truth[fold_of != k, n], RIDGE["tactic"], start[n])
            guess[fold_of == k, n] = x[fold_of == k] @ w
    shift, at = best_shift(guess, truth)
    print(f"tactics: {len(rows)} accounts, cross-validated F1 {at(shift):.3f} (without the shift of {shift:.1f}: {at(0):.3f})")
    if save:
        table = []
        for n, label in enumerate(labels):
            w = logistic(x, truth[:, n], RIDGE["tactic"], start[n])
            w[-1] += shift
            table += [[name, label, f"{v:.2f}"] for name, v in zip(names, w) if abs(v) >= 0.1]
        fit.write("tactic.tsv", ["feature", "tactic", "weight"], table)


def fit_targets(found, save):
    """One row a phrase; a class is hit where one of its phrases is."""
    rows, ids, y, of = [], [], [], []
    for n, (name, gold, story) in enumerate(found):
        wanted = {target["class"] for target in gold["targets"]}
        for label, _, features in story["targets"]:
            rows.append(features), ids.append(name), y.append(label in wanted), of.append((n, label))
    names, x = design(rows)
    truth, fold_of, guess = np.array(y, float), fit.folds(ids), np.zeros(len(y))
    for k in range(5):
        guess[fold_of == k] = x[fold_of == k] @ logistic(x[fold_of != k], truth[fold_of != k], RIDGE["target"])
    best = {}
    for score, key in zip(guess, of):
        best[key] = max(best.get(key, -99), score)
    wanted = {(n, target["class"]) for n, (_, gold, _) in enumerate(found) for target in gold["targets"]}
    score = np.array([best.get(key, -99) for key in sorted(wanted | best.keys())])
    shift, at = best_shift(score, np.array([key in wanted for key in sorted(wanted | best.keys())]))
    print(f"targets: {len(y)} phrases; cross-validated F1 {at(shift):.3f} (shift {shift:.1f})")
    if save:
        w = logistic(x, truth, RIDGE["target"])
        w[-1] += shift
        fit.write("target.tsv", ["feature", "weight"], [[n, f"{v:.2f}"] for n, v in zip(names, w) if abs(v) >= 0.05])


STOP = {"the", "of", "armed", "forces", "force", "group", "army", "police", "national", "de", "des", "la", "les", "le", "du"}


def same_side(gold, read):
    """An annotated side and a read one, by their names or words."""
    nobody = ("unidentified", "unknown", "gunmen", "armed men", "assailants", "hommes armes", "individus armes", "inconnus", "bandits")
    a, b = fit.fold(gold["name"]), fit.fold(read["name"])
    if any(word in a for word in nobody) or any(word in b for word in nobody):
        return any(word in a for word in nobody) and any(word in b for word in nobody)
    crowd = ("protest", "riot", "manifestant", "demonstrat", "crowd", "youth")
    if read["name"] in ("protesters", "rioters"):
        return any(word in a for word in crowd)
    def parts(side):
        return {word for key in ("name", "as_written") for word in fit.fold(side.get(key)).split()} - STOP
    return bool(parts(gold) & parts(read))


def role_of(gold, read):
    return next((actor["role"] for actor in gold["actors"] if same_side(actor, read)), "other")


ROLES = ["claimant", "other", "perpetrator", "responder", "victim"]


def fit_roles(found, save):
    rows, ids, y, known = [], [], [], 0
    perpetrators = 0
    for name, gold, story in found:
        wanted = [actor for actor in gold["actors"] if actor["role"] == "perpetrator"]
        perpetrators += len(wanted)
        known += sum(any(same_side(actor, side) for side, _, _ in story["parties"]) for actor in wanted)
        for side, _, features in story["parties"]:
            rows.append(features), ids.append(name), y.append(ROLES.index(role_of(gold, side)))
    names, x = design(rows)
    y, fold_of = np.array(y), fit.folds(ids)
    zero, guess = np.zeros((len(names), len(ROLES))), np.zeros((len(y), len(ROLES)))
    for k in range(5):
        guess[fold_of == k] = x[fold_of == k] @ fit.softmax_fit(x[fold_of != k], y[fold_of != k], zero, RIDGE["role"])
    did = ROLES.index("perpetrator")
    def at(shift):
        moved = guess.copy()
        moved[:, did] += shift
        said = moved.argmax(1) == did
        hit = (said & (y == did)).sum()
        return f1(hit, perpetrators - hit, said.sum() - hit)
    shift = max(np.arange(-1, 2.01, 0.1), key=at)
    print(f"roles: {len(y)} sides, {(guess.argmax(1) == y).mean():.3f} right; perpetrators {known} of {perpetrators} named, "
          f"cross-validated F1 {at(shift):.3f} (shift {shift:.1f}; without {at(0):.3f})")
    if save:
        w = fit.softmax_fit(x, y, zero, RIDGE["role"])
        w[-1, did] += shift
        fit.write("role.tsv", ["feature", "role", "weight"],
                  [[n, r, f"{w[a, b]:.2f}"] for a, n in enumerate(names) for b, r in enumerate(ROLES) if abs(w[a, b]) >= 0.05])


def fit_status(found, save):
    rows, ids = [story["status"] for _, _, story in found], [name for name, _, _ in found]
    names, x = design(rows)
    labels = ["confirmed", "denied", "reported", "rumoured"]
    y, fold_of = np.array([labels.index(gold["status"]) for _, gold, _ in found]), fit.folds(ids)
    zero = np.zeros((len(names), len(labels)))
    right = 0
    for k in range(5):
        w = fit.softmax_fit(x[fold_of != k], y[fold_of != k], zero, RIDGE["status"])
        right += ((x[fold_of == k] @ w).argmax(1) == y[fold_of == k]).sum()
    print(f"status: {len(rows)} accounts, cross-validated {right / len(rows):.3f}")
    if save:
        w = fit.softmax_fit(x, y, zero, RIDGE["status"])
        fit.write("status.tsv", ["feature", "status", "weight"],
                  [[n, s, f"{w[a, b]:.2f}"] for a, n in enumerate(names) for b, s in enumerate(labels) if abs(w[a, b]) >= 0.05])


if __name__ == "__main__":
    golds, stories = load(sys.argv[1], sys.argv[2:])
    found = list(pairs(golds, stories))
    fit_tactics(found, "--write" in sys.argv)
    fit_roles(found, "--write" in sys.argv)
    fit_targets(found, "--write" in sys.argv)
    fit_status(found, "--write" in sys.argv)
