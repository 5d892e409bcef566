"""What the engine marked in a report, as candidates for MUC-4's roles and the features they are judged by.

A candidate is a string of the report (all its occurrences together): MUC-4 asks for strings, not for mentions.
"""
import re
import string
from collections import defaultdict

ROLES = ["PerpInd", "PerpOrg", "Target", "Victim", "Weapon"]
_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)

STOP = set(
    """a about above after against all along also although am among an and any are as at away be because been before
    being below between both but by can could did do does down due during each either even ever every for from had has
    have having he her here him himself his how however i if in inside into is it its itself just last later less let
    like made make many may me meanwhile might more moreover most must my near neither never no nor not now of off on
    once only onto or our out outside over own per said same say says she should since so some still such than that the
    their them themselves then there therefore these they this those through thus till to today together too toward
    towards under until up upon us very via was we were what when where whether which while who whom whose why will with
    within without would yesterday yet you your reported added stated told took taken place went came is's""".split()
)
INNER = {"of", "and", "the", "for", "de", "la", "del", "los", "las", "el", "in", "at", "to", '"', "'", "'s", "-", "y"}
BREAK = set(".,;:()[]!?") | {"--", "–", "—"}
LONGEST = 7


def norm(text):
    """As the scorer compares strings."""
    return " ".join(_ARTICLE.sub(" ", text.lower().translate(_PUNCTUATION)).split())


class Report:
    """One scanned report: words by sentence and the engine's marks by word."""

    def __init__(self, scan):
        self.id = scan["id"]
        self.words = [word for word, _, _ in scan["words"]]
        self.low = [word.lower() for word in self.words]
        self.shape = [shape for _, shape, _ in scan["words"]]
        self.sentence = [sentence for _, _, sentence in scan["words"]]
        self.bounds = {}
        for at, sentence in enumerate(self.sentence):
            start, _ = self.bounds.get(sentence, (at, at))
            self.bounds[sentence] = (start, at + 1)
        self.tags = defaultdict(set)
        self.triggers = defaultdict(list)
        for start, end, sense in scan["hits"]:
            for at in range(start, end):
                self.tags[at].add(sense)
            if sense.startswith("trigger"):
                kind = sense.split("/")[1]
                self.triggers[self.sentence[start]].append((start, end, kind))
        self.live = {start for start, _, _ in scan["live"]}
        self.actor = {}
        for start, end, name, kind in scan["actors"]:
            for at in range(start, end):
                self.actor[at] = (name, kind, start, end)
        self.place = set()
        for start, end, _, _ in scan["places"]:
            self.place.update(range(start, end))
        self.time = set()
        for start, end in scan["times"]:
            self.time.update(range(start, end))
        self.stories = scan["stories"]
        self.news = max([story["news"] for story in self.stories], default=-9.0)
        self.kinds = {story["kind"] for story in self.stories if story["news"] > -1}

    def phrase(self, start, end):
        """The words with single spaces, a possessive and a hyphen glued."""
        out = ""
        for word in self.words[start:end]:
            out += word if word.lower() == "'s" or not out else " " + word
        return out

    def is_name(self, at):
        """Nothing that the tables know as an ordinary word."""
        return self.shape[at] in ("Capital", "Upper") or (
            self.shape[at] == "Lower" and self.low[at] not in STOP and not self.tags.get(at)
        )


def head(words):
    """The noun that a phrase turns on: the last word before "of"."""
    for at, word in enumerate(words):
        if at and word in ("of", "in", "for", "from", "at"):
            return words[at - 1]
    return words[-1]


def spans(report, heads):
    """Stretches of words that may be a filler: noun phrases by their edges, with a head that fillers have."""
    for start_of, end_of in report.bounds.values():
        for start in range(start_of, end_of):
            first = report.low[start]
            if first in STOP or not first[:1].isalnum() or start in report.time:
                continue
            for end in range(start + 1, min(start + LONGEST, end_of) + 1):
                last = report.low[end - 1]
                if last in BREAK:
                    break
                if last in STOP and last not in INNER:
                    break
                if last in STOP or last in INNER or not last[:1].isalnum():
                    continue
                if fits(report, start, end, heads):
                    yield start, end


def fits(report, start, end, heads):
    """Has a head of a filler, or is a name of two words or more, or a side that the registry knows."""
    words = report.low[start:end]
    actor = report.actor.get(end - 1)
    if actor and actor[3] == end and actor[2] >= start:
        return True
    if end - start >= 2 and end - start <= 5 and all(report.is_name(at) or report.low[at] in ("de", "la") for at in range(start, end)):
        return True
    return head(words) in heads and (end == len(report.low) or True)


def candidates(report, heads):
    """All distinct strings with their occurrences."""
    found = defaultdict(list)
    for start, end in spans(report, heads):
        key = norm(report.phrase(start, end))
        if key:
            found[key].append((start, end))
    return found


def near_trigger(report, start, end):
    """The event words before and after in the sentence."""
    sentence = report.sentence[start]
    before, after = None, None
    for first, last, kind in report.triggers[sentence]:
        if last <= start:
            before = (kind, start - last, first, last)
        elif first >= end and after is None:
            after = (kind, first - end, first, last)
    return before, after


def bucket(number):
    return 0 if number == 0 else 1 if number < 3 else 2 if number < 6 else 3 if number < 12 else 4


PASSIVE = {"was", "were", "been", "be", "being", "is", "are"}


def occurrence(report, start, end, out):
    """What stands around one occurrence."""
    low = report.low
    sentence = report.sentence[start]
    begin, finish = report.bounds[sentence]

    def word(at):
        return low[at] if begin <= at < finish else "#"

    p1, p2, n1, n2 = word(start - 1), word(start - 2), word(end), word(end + 1)
    content = p1
    at = start - 1
    while at >= begin and low[at] in ("the", "a", "an", '"', "of", "several", "some", "two", "three"):
        at -= 1
    content = word(at)
    out.update(("p1=" + p1, "n1=" + n1, "p12=" + p2 + "_" + p1, "n12=" + n1 + "_" + n2, "pc=" + content))
    out.add("pc2=" + word(at - 1) + "_" + content)
    out.add("edge=%d%d" % (p1 in STOP or p1 in BREAK or p1 == "#", n1 in STOP or n1 in BREAK or n1 == "#"))
    for tag in report.tags.get(start - 1, ()):
        out.add("ptag=" + tag)
    for tag in report.tags.get(end, ()):
        out.add("ntag=" + tag)
    before, after = near_trigger(report, start, end)
    by = p1 == "by" or (p2 == "by" and p1 in ("the", "a", "an", "alleged", "suspected"))
    agent = "by" if by else "no"
    if before:
        kind, distance, first, last = before
        passive = any(low[at] in PASSIVE for at in range(max(begin, first - 3), first))
        out.add("tb=%s" % kind)
        out.add("tb=%s/%s/%s/%d" % (kind, agent, passive, bucket(distance)))
        out.add("tbw=%s/%s/%s" % (low[last - 1], agent, passive))
    if after:
        kind, distance, first, last = after
        passive = any(low[at] in PASSIVE for at in range(max(end, first - 3), first))
        out.add("ta=%s" % kind)
        out.add("ta=%s/%s/%d" % (kind, passive, bucket(distance)))
        out.add("taw=%s/%s" % (low[first], passive))
    if not before and not after:
        out.add("quiet")
    # Verbs in reach, whatever the tables hold: the pattern's own word.
    for at in range(max(begin, start - 5), start):
        if low[at] not in STOP and low[at].isalpha():
            out.add("w<" + low[at])
    for at in range(end, min(finish, end + 5)):
        if low[at] not in STOP and low[at].isalpha():
            out.add("w>" + low[at])
    out.add("s%d" % min(sentence, 4))


def likely(types):
    """How far the whole report tells of each type, as steps."""
    for name, chance in types.items():
        for step in (0.1, 0.25, 0.5, 0.75):
            if chance >= step:
                yield "%s>%.2f" % (name, step)


def around_sentences(report, places):
    """What else the sentences of a string speak of."""
    out = set()
    for sentence in {report.sentence[start] for start, _ in places}:
        begin, finish = report.bounds[sentence]
        for _, _, kind in report.triggers[sentence]:
            out.add("st=" + kind)
        for at in range(begin, finish):
            if at in report.actor:
                out.add("sa=" + report.actor[at][1])
            for tag in report.tags.get(at, ()):
                if tag.startswith(("thing", "people", "cue")):
                    out.add("s" + tag)
    return out


def describe(report, key, places, types):
    """All features of one candidate string; `types` says how far the report tells of each type of incident."""
    start, end = places[0]
    words = report.low[start:end]
    top = head(words)
    base = {"h=" + top, "l=" + words[-1], "f=" + words[0], "len=%d" % len(words), "n=%d" % min(len(places), 4)}
    base.add("str=" + key)
    base.add("l2=" + "_".join(words[-2:]))
    base.add("of=%d" % ("of" in words))
    base.add("hs3=" + top[-3:])
    tags = set()
    for at in range(start, end):
        for tag in report.tags.get(at, ()):
            tags.add(("T=" if at == end - 1 else "t=") + tag)
        if report.shape[at] == "Number":
            base.add("num")
        if at in report.place:
            base.add("place" + ("!" if at == end - 1 else ""))
    for first, last in places:
        if first in report.actor:
            name, kind, a, b = report.actor[first]
            base.add("act=" + kind)
            base.add("actn=" + name)
            base.add("act=" + kind + ("=" if (a, b) == (first, last) else "~"))
            break
    name = all(report.is_name(at) or report.low[at] in ("de", "la") for at in range(start, end))
    if name:
        base.add("name%d" % len(words))
        before = report.low[start - 1] if start else "#"
        base.add("nameb=" + ("name" if start and report.is_name(start - 1) else before))
        base.add("namea=" + ("name" if end < len(report.low) and report.is_name(end) else "no"))
    base |= tags
    around = set()
    for first, last in places:
        occurrence(report, first, last, around)
    sort = sorted(tag for tag in tags if tag.startswith("T=")) or ["T=-"]
    if name:
        sort.append("T=name")
    joined = set()
    for feature in around:
        if feature[:3] in ("tb=", "ta=", "pc=", "p1=", "n1=", "tbw", "taw", "qui", "w<k") or feature.startswith("edge"):
            for one in sort:
                joined.add(one + "&" + feature)
        if feature[:3] in ("tb=", "ta=", "edg", "qui"):
            joined.add("h=" + top + "&" + feature)
    out = base | around | joined | around_sentences(report, places)
    for step in likely(types):
        out.add("r=" + step)
        for one in sort:
            out.add(one + "&r=" + step)
    out.add("news=%d" % max(-4, min(6, round(report.news))))
    for kind in report.kinds:
        out.add("kind=" + kind)
        out.add("h&kind=" + top + kind)
    return out
