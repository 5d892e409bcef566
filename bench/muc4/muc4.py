#!/usr/bin/env python3
"""Fills MUC-4 templates from what the engine marked. See README.md.

    muc4.py train SCANS GOLD --weights FILE      (MUC-4's training part only)
    muc4.py fill SCANS --weights FILE > predictions.jsonl
"""
import argparse
import json
from collections import Counter, defaultdict

import learn
from features import ROLES, STOP, Report, candidates, describe, head, norm

TYPES = ["attack", "bombing", "kidnapping", "arson", "robbery"]


def read(path):
    with open(path, encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


# ---- training ------------------------------------------------------------------------------------------------


def filler_heads(gold):
    """The nouns that fillers other than victims' names turn on."""
    found = Counter()
    for row in gold:
        for template in row["gtt_templates"]:
            for role in ROLES:
                for entity in template[role] if role != "Victim" else ():
                    for mention in entity:
                        words = mention.lower().replace('"', "").split()
                        if words and head(words) not in STOP:
                            found[head(words)] += 1
    return sorted(found)


def types_of(template):
    return [name for name in TYPES if name in template["incident_type"]]


def wanted(row):
    """For each string: its roles, and for each role the types of the templates that it fills."""
    found = defaultdict(lambda: defaultdict(set))
    for template in row["gtt_templates"]:
        for role in ROLES:
            for entity in template[role]:
                for mention in entity:
                    found[norm(mention)][role].update(types_of(template))
    return found


def of_report(report):
    """Features of a whole report, for the types of incident that it tells."""
    words = [word for word in report.low if word[:1].isalpha()]
    out = {"w=" + word for word in words}
    out.update("b=%s_%s" % pair for pair in zip(words, words[1:]))
    counts = Counter(kind for triggers in report.triggers.values() for start, _, kind in triggers if start in report.live)
    for kind, number in counts.items():
        out.update("live=%s%d" % (kind, least) for least in range(1, min(number, 5) + 1))
    for start_of, triggers in report.triggers.items():
        if start_of < 3:
            out.update("lead=" + kind for _, _, kind in triggers)
    out.update("kind=" + kind for kind in report.kinds)
    out.update("news>%d" % least for least in range(-4, 7) if report.news > least)
    return out


def examples(reports, gold, heads, chances):
    rows, labels, typed_rows, typed_labels = [], [], [], []
    for report, row, types in zip(reports, gold, chances):
        answers = wanted(row)
        for key, places in candidates(report, set(heads)).items():
            features = describe(report, key, places, types)
            answer = answers.get(key, {})
            rows.append(features)
            labels.append([role in answer for role in ROLES])
            for role, filled in answer.items():
                typed_rows.append(with_role(features, role))
                typed_labels.append([name in filled for name in TYPES])
    return rows, labels, typed_rows, typed_labels


def with_role(features, role):
    return features | {"role=" + role}


def fit_reports(told, types):
    return learn.fit(told, types, TYPES, rare=3, epochs=10, rate=0.05)


def held_out(told, types, folds=5):
    """What the weights of the other folds say of each report: what fillers will see of a new one."""
    chances = [None] * len(told)
    for fold in range(folds):
        rest = [at for at in range(len(told)) if at % folds != fold]
        model = fit_reports([told[at] for at in rest], [types[at] for at in rest])
        for at in range(fold, len(told), folds):
            chances[at] = dict(zip(TYPES, model.predict([told[at]])[0]))
    return chances


def train(reports, gold):
    heads = filler_heads(gold)
    told = [of_report(report) for report in reports]
    types = [[any(name in types_of(t) for t in row["gtt_templates"]) for name in TYPES] for row in gold]
    rows, labels, typed_rows, typed_labels = examples(reports, gold, heads, held_out(told, types))
    return {
        "heads": heads,
        "report": fit_reports(told, types).to_json(),
        "role": learn.fit(rows, labels, ROLES, rare=2, epochs=6, rate=0.1).to_json(),
        "type": learn.fit(typed_rows, typed_labels, TYPES, rare=2, epochs=8, rate=0.1).to_json(),
    }


# ---- filling -------------------------------------------------------------------------------------------------


class Filler:
    """Weights, ready for use."""

    def __init__(self, weights, options):
        self.heads = set(weights["heads"])
        self.report = learn.Model.from_json(weights["report"])
        self.role = learn.Model.from_json(weights["role"])
        self.type = learn.Model.from_json(weights["type"])
        self.options = options

    def scores(self, report):
        """Everything the weights say of a report."""
        types = self.report.predict([of_report(report)])[0]
        found = candidates(report, self.heads)
        rows = [describe(report, key, places, dict(zip(TYPES, types))) for key, places in found.items()]
        roles = self.role.predict(rows) if rows else []
        fillers = []
        for (key, places), row, chances in zip(found.items(), rows, roles):
            for role, chance in zip(ROLES, chances):
                if chance > 0.08:
                    kinds = self.type.predict([with_role(row, role)])[0]
                    fillers.append((key, places, role, chance, kinds))
        return types, fillers

    def fill(self, report, types, fillers):
        chosen = self.choose(types, fillers)
        told = self.told(types, chosen)
        templates = {name: {"incident_type": name, **{role: [] for role in ROLES}} for name in told}
        extracts = {role: [] for role in ROLES}
        for key, places, role, chance, kinds in chosen if told else ():
            words = report.phrase(*places[0]).lower()
            extracts[role].append([words])
            fit = [(kinds[TYPES.index(name)], name) for name in told]
            best = max(fit)[0]
            for share, name in fit:
                if share == best or share > self.options["also"]:
                    templates[name][role].append([words])
        return {"id": report.id, "templates": list(templates.values()), "extracts": extracts}

    def choose(self, types, fillers):
        """Over the line of its role; of strings inside one another the likelier."""
        o = self.options
        relevant = max(types)
        line = lambda role: o["role"][role] + (o["doubt"] * max(0.0, 0.5 - relevant))
        kept = [f for f in sorted(fillers, key=lambda f: -f[3]) if f[3] >= line(f[2])]
        chosen = []
        for filler in kept:
            words = filler[0].split()
            inside = any(f[2] == filler[2] and (set(words) <= set(f[0].split()) or set(f[0].split()) <= set(words)) for f in chosen)
            if not inside:
                chosen.append(filler)
        return chosen

    def told(self, types, chosen):
        """The types of incident that the report tells: by itself, or by its surest fillers."""
        o = self.options
        told = [name for name, chance in zip(TYPES, types) if chance >= o["type"]]
        if not told and max(types) >= o["only"]:
            told = [TYPES[list(types).index(max(types))]]
        if not told and chosen and max(f[3] for f in chosen) > o["sure"]:
            told = [TYPES[list(types).index(max(types))]]
        return told


# Lines over which a chance is taken; chosen on dev.
OPTIONS = {
    "role": {"PerpInd": 0.08, "PerpOrg": 0.16, "Target": 0.16, "Victim": 0.2, "Weapon": 0.08},
    "doubt": 0.4,
    "type": 0.15,
    "only": 0.1,
    "sure": 0.4,
    "also": 0.4,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=["train", "fill"])
    parser.add_argument("scans")
    parser.add_argument("gold", nargs="?")
    parser.add_argument("--weights", required=True, help="kept outside the repository")
    arguments = parser.parse_args()
    reports = [Report(scan) for scan in read(arguments.scans)]
    if arguments.verb == "train":
        gold = {row["id"]: row for row in read(arguments.gold)}
        weights = train(reports, [gold[report.id] for report in reports])
        with open(arguments.weights, "w", encoding="utf8") as out:
            json.dump(weights, out)
        return
    with open(arguments.weights, encoding="utf8") as text:
        filler = Filler(json.load(text), OPTIONS)
    for report in reports:
        types, fillers = filler.scores(report)
        print(json.dumps(filler.fill(report, types, fillers)))


if __name__ == "__main__":
    main()
