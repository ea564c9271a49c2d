"""The figures of an experiment once more, from the CSV of its answers alone and in another language.

    check_figures.py answers.csv details.json figures.json

answers.csv is the export of the answers, details.json what the API says of the experiment, figures.json its charts by
name, each {"columns": [...], "rows": [...]}. Prints every figure that differs and how many were compared; status 1 if one does.
Needs nothing but Python's standard library.
"""

import csv
import json
import math
import re
import sys
from decimal import Decimal

Z = 1.959963984540054
RESAMPLES = 2000
SEED = 20250417
MASK = (1 << 64) - 1

compared = 0
differing = []


def check(what, own, told):
    global compared
    compared += 1
    if own is None or told is None:
        same = own is None and told is None
    elif isinstance(own, str) or isinstance(told, str):
        same = own == told
    else:
        same = math.isclose(own, told, rel_tol=1e-9, abs_tol=1e-9)
    if not same:
        differing.append(f"{what}: {own} here, {told} there")


def number(text):
    return None if text == "" else float(text)


def key(row):
    if row["mode"] == "standard":
        return f"standard-{row['verbosity']}"
    return f"sleep-{row['verbosity']}-{row['passes']}-{row['samples']}"


def draws(seed):
    """SplitMix64, 64 bits at a time."""
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        yield mixed ^ (mixed >> 31)


def interval(sums, figure):
    """95 % of a figure over contexts that are drawn again."""
    bits, count = draws(SEED), len(sums)
    if count < 2:
        return None, None
    figures = []
    for _ in range(RESAMPLES):
        total = [0.0] * len(sums[0])
        for _ in range(count):
            drawn = sums[(next(bits) * count) >> 64]
            for at, value in enumerate(drawn):
                total[at] += value
        figures.append(figure(total))
    figures.sort()
    return figures[int(0.025 * (RESAMPLES - 1))], figures[math.ceil(0.975 * (RESAMPLES - 1))]


def by(items, name):
    groups = {}
    for item in items:
        groups.setdefault(name(item), []).append(item)
    return groups


def mean_interval(values):
    """Of (context, value)."""
    return interval([[sum(value for _, value in of), len(of)] for of in by(values, lambda pair: pair[0]).values()], lambda sums: sums[0] / sums[1])


def wilson(share, count):
    square = Z * Z
    middle = share + square / (2 * count)
    reach = Z * math.sqrt(share * (1 - share) / count + square / (4 * count * count))
    return max(0, (middle - reach) / (1 + square / count)), min(1, (middle + reach) / (1 + square / count))


def share_of(rows):
    right, count = sum(row["right"] for row in rows), len(rows)
    if count == 0:
        return 0, 0, None, None, None
    contexts = [(sum(row["right"] for row in of), len(of)) for of in by(rows, lambda row: row["context"]).values()]
    share, effective = right / count, count
    if len(contexts) != count:
        if len(contexts) < 2:
            effective = len(contexts)
        elif right in (0, count):
            effective = count
        else:
            between = sum((r - share * n) ** 2 for r, n in contexts) * len(contexts) / (len(contexts) - 1)
            effective = count if between == 0 else min(max(share * (1 - share) * count * count / between, len(contexts)), count)
    low, high = wilson(share, effective)
    return right, count, share, low, high


def sign_flip(differences):
    """All signs, each as likely: how often a sum so far from 0 comes about."""
    chances = {0: 1.0}
    for size in differences:
        if size == 0:
            continue
        after = {}
        for total, chance in chances.items():
            for sign in (size, -size):
                after[total + sign] = after.get(total + sign, 0) + chance / 2
        chances = after
    told = abs(sum(differences))
    return min(1, sum(chance for total, chance in chances.items() if abs(total) >= told))


def pair_up(these, others):
    known = by(others, lambda row: (row["asked"], row["repeat"]))
    return [(one, other) for one in these for other in known.get((one["asked"], one["repeat"]), [])]


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else None


def share_reading(rows):
    """What Standard read first for both modes is charged to neither: it counts as cached, as far as SleepTime found it so."""
    found = by([row for row in rows if row["arm"].startswith("sleep") and row["verdict"] != "failed"], lambda row: row["asked"])
    standard = by([row for row in rows if row["arm"].startswith("standard") and row["verdict"] != "failed"], lambda row: row["context"])
    text = {context: max(min(row["cached"] for row in asked) for asked in by(of, lambda row: row["asked"]).values()) for context, of in standard.items()}
    for row in rows:
        row["read"] = row["prompt"] - row["cached"]
        if row["arm"].startswith("standard"):
            known = text.get(row["context"], 0)
            shared = max((min(row["prompt"] - 1, other["cached"], known) if known > 0 else other["cached"] if other["cached"] < row["prompt"] else 0 for other in found.get(row["asked"], [])), default=0)
            row["read"] = row["prompt"] - max(row["cached"], shared)


def gain(pair):
    return pair[0]["right"] - pair[1]["right"]


class Experiment:
    def __init__(self, rows, details):
        self.details = details
        self.t, self.w = details["testTokenPrice"], details["inputTokenPrice"]
        self.per_context = details["questionsPerContext"]
        self.arms = [arm["arm"]["key"] for arm in details["arms"]]
        share_reading(rows)
        self.answered = {arm: [row for row in rows if row["arm"] == arm and row["verdict"] != "failed"] for arm in self.arms}
        self.slept = {arm: {row["context"]: row["slept"] for row in rows if row["arm"] == arm and row["slept"] is not None} for arm in self.arms}

    def alike(self, arm):
        return f"standard-{arm.split('-')[1]}"

    def cost(self, arm, shared_by):
        own = mean(row["completion"] for row in self.answered[arm])
        if own is None:
            return None
        if arm.startswith("standard"):
            return self.t * own
        standard = {}
        for row in self.answered.get(self.alike(arm), []):
            standard.setdefault(row["asked"], []).append(row["read"])
        slept = mean(self.slept[arm].values())
        extra = mean(row["read"] - mean(standard[key]) for row in self.answered[arm] if (key := row["asked"]) in standard)
        if slept is None or extra is None:
            return None
        return self.t * own + self.w * extra + slept / shared_by

    def check_arms(self):
        for arm in self.details["arms"]:
            name, rows = arm["arm"]["key"], self.answered[arm["arm"]["key"]]
            told = arm["share"]
            for what, own, other in zip(("right", "answers", "value", "low", "high"), share_of(rows), (told["right"], told["answers"], told["value"], told["low"], told["high"])):
                check(f"{name}, {what}", own, other)
            check(f"{name}, completion tokens", mean(row["completion"] for row in rows), arm["completionTokens"])
            check(f"{name}, latency", mean(row["took"] for row in rows), arm["latencyMs"])
            check(f"{name}, cost", self.cost(name, self.per_context), arm["cost"])
            for kind in arm["kinds"]:
                own = share_of([row for row in rows if row["kind"] == kind["kind"]])
                check(f"{name}, {kind['kind']}, low", own[3], kind["share"]["low"])

    def check_differences(self):
        for told in self.details["differences"]:
            name = told["arm"]["key"]
            pairs = pair_up(self.answered[name], self.answered[told["against"]["key"]])
            contexts = by(pairs, lambda pair: pair[0]["context"])
            tokens = [(one["context"], one["completion"] - other["completion"]) for one, other in pairs]
            low, high = mean_interval(tokens)
            check(f"{name}, pairs", len(pairs), told["pairs"])
            check(f"{name}, contexts", len(contexts), told["contexts"])
            check(f"{name}, right", mean(gain(pair) for pair in pairs), told["right"])
            check(f"{name}, p", sign_flip([sum(gain(pair) for pair in of) for of in contexts.values()]), told["pValue"])
            check(f"{name}, tokens", mean(value for _, value in tokens), told["completionTokens"])
            check(f"{name}, tokens from", low, told["low"])
            check(f"{name}, tokens to", high, told["high"])

    def check_headline(self):
        told = self.details["headline"]
        measured = sorted((arm for arm in self.arms if self.answered[arm]), key=lambda arm: mean(row["completion"] for row in self.answered[arm]))
        standards = [arm for arm in measured if arm.startswith("standard")]
        best = max(standards, key=lambda arm: (mean(row["right"] for row in self.answered[arm]), -standards.index(arm)))

        def as_often(arm):
            low, _ = mean_interval([(pair[0]["context"], gain(pair)) for pair in pair_up(self.answered[arm], self.answered[best])])
            return low is not None and low > -0.05

        def enough(arm, other):
            pairs = pair_up(self.answered[arm], self.answered[other])
            return len(pairs) >= 30 and len({pair[0]["context"] for pair in pairs}) >= 10

        standard = next(arm for arm in standards if arm == best or as_often(arm))
        told_of = [arm for arm in measured if arm.startswith("sleep") and enough(arm, best)]
        found = next((arm for arm in told_of if as_often(arm)), None)
        state = "tooFew" if not told_of else "noneAsOften" if found is None else "found"
        check("headline", state, told["state"])
        if state != "found":
            return
        pairs = pair_up(self.answered[found], self.answered[standard])
        contexts = by(pairs, lambda pair: pair[0]["context"])
        check("headline, Standard", standard, told["standard"]["key"])
        check("headline, SleepTime", found, told["sleepTime"]["key"])
        check("headline, right", mean(gain(pair) for pair in pairs), told["right"])
        low, high = mean_interval([(pair[0]["context"], gain(pair)) for pair in pairs])
        check("headline, right from", low, told["rightLow"])
        check("headline, right to", high, told["rightHigh"])
        tokens = [[sum(other["completion"] for _, other in of), sum(one["completion"] for one, _ in of)] for of in contexts.values()]
        check("headline, tokens", sum(sums[0] for sums in tokens) / sum(sums[1] for sums in tokens), told["tokenRatio"])
        low, high = interval(tokens, lambda sums: sums[0] / sums[1])
        check("headline, tokens from", low, told["tokenLow"])
        check("headline, tokens to", high, told["tokenHigh"])

        without = {(row["asked"], row["repeat"]): row for row in self.answered[self.alike(found)]}
        costs = []
        for context, of in contexts.items():
            known = [pair for pair in of if (pair[0]["asked"], pair[0]["repeat"]) in without]
            extra = sum(one["read"] - without[(one["asked"], one["repeat"])]["read"] for one, _ in known)
            costs.append([sum(other["completion"] for _, other in known), sum(one["completion"] for one, _ in known), extra, len(known), self.slept[found][context], 1])

        def ratio(sums):
            return self.t * sums[0] / (self.t * sums[1] + self.w * sums[2] + sums[3] * sums[4] / sums[5] / 10)

        check("headline, cost", ratio([sum(of) for of in zip(*costs)]), told["costRatio"])
        low, high = interval(costs, ratio)
        check("headline, cost from", low, told["costLow"])
        check("headline, cost to", high, told["costHigh"])

    def check_costs(self, figure):
        for arm, row in zip(self.arms, figure["rows"]):
            for shared_by, told in zip((1, 2, 5, 10), row[1:]):
                check(f"{arm}, cost shared by {shared_by}", self.cost(arm, shared_by), told)

    def check_sampling(self, figure):
        rows = iter(figure["rows"])
        for arm in self.arms:
            questions = [sorted(of, key=lambda row: row["repeat"]) for of in by(self.answered[arm], lambda row: row["asked"]).values()]
            most = max((len(answers) for answers in questions), default=0)
            for k in (k for k in (1, 2, 3, 5, 8, 10, 15, 20) if k <= most):
                enough = [answers for answers in questions if len(answers) >= k]
                oracle = [(answers[0]["context"], 1 - math.comb(len(answers) - sum(row["right"] for row in answers), k) / math.comb(len(answers), k)) for answers in enough]
                majority = [(answers[0]["context"], mean(majority_right(answers[at:at + k]) for at in range(0, len(answers) - k + 1, k))) for answers in enough]
                told = next(rows)
                own = [k, k * mean(mean(row["completion"] for row in answers) for answers in enough), mean(v for _, v in oracle), *mean_interval(oracle), mean(v for _, v in majority), *mean_interval(majority), len(enough)]
                for at, value in enumerate(own):
                    check(f"{arm}, {k} answers, {figure['columns'][at + 1]}", value, told[at + 1])
        check("sampling, rows left", None, next(rows, None))

    def check_predictability(self, figure):
        found = min((arm for arm in self.arms if arm.startswith("sleep") and self.alike(arm) in self.arms), key=lambda arm: int(arm.split("-")[1]))
        pairs = [pair for pair in pair_up(self.answered[found], self.answered[self.alike(found)]) if pair[0]["score"] is not None]
        pairs.sort(key=lambda pair: (pair[0]["score"], pair[0]["asked"]))
        questions = list(by(pairs, lambda pair: pair[0]["asked"]).values())
        for at, told in enumerate(figure["rows"]):
            some = [pair for question in questions[at * len(questions) // 5:(at + 1) * len(questions) // 5] for pair in question]
            low, high = mean_interval([(pair[0]["context"], gain(pair)) for pair in some])
            own = [at + 1, len(some), some[0][0]["score"], some[-1][0]["score"], mean(pair[1]["right"] for pair in some), mean(pair[0]["right"] for pair in some),
                   mean(gain(pair) for pair in some), low, high, mean(pair[1]["completion"] - pair[0]["completion"] for pair in some)]
            for column, value, other in zip(figure["columns"], own, told):
                check(f"fifth {at + 1}, {column}", value, other)


def vote(given):
    """The same answer, however it is written: 1,300. and $1300, 0.5 and 1/2. Numbers in words, which the product knows too, no answer here has."""
    plain = " ".join(given.lower().split()).strip("\"'“”‘’").rstrip(".!").strip()
    digits = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain.lstrip("$€£").strip()).replace("−", "-")
    if fraction := re.fullmatch(r"(-?\d+)\s?/\s?(\d+)", digits):
        return format((Decimal(fraction[1]) / Decimal(fraction[2])).normalize(), "f") if int(fraction[2]) else plain
    return format(Decimal(digits).normalize(), "f") if re.fullmatch(r"-?(\d+(\.\d+)?|\.\d+)", digits) else plain


def majority_right(answers):
    votes = by([row for row in answers if row["given"].strip()], lambda row: vote(row["given"]))
    return max(votes.values(), key=len)[0]["right"] if votes else 0


def read(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            yield {
                "context": row["context"], "asked": (row["context"], row["question"]), "kind": row["kind"], "arm": key(row), "repeat": int(row["repeat"]),
                "verdict": row["verdict"], "right": 1 if row["verdict"] == "right" else 0, "given": row["extracted"], "score": number(row["log_probability"]),
                "prompt": number(row["prompt_tokens"]) or 0, "cached": number(row["cached_tokens"]) or 0, "completion": number(row["completion_tokens"]) or 0,
                "took": (number(row["total_ms"]) or 0) - (number(row["queue_ms"]) or 0), "slept": number(row["sleep_tokens"]),
            }


def main():
    answers, details, figures = sys.argv[1:]
    with open(details, encoding="utf-8") as file:
        experiment = Experiment(list(read(answers)), json.load(file))
    with open(figures, encoding="utf-8") as file:
        charts = json.load(file)
    experiment.check_arms()
    experiment.check_differences()
    experiment.check_headline()
    experiment.check_costs(charts["cost-per-question"])
    experiment.check_sampling(charts["sampling"])
    experiment.check_predictability(charts["predictability"])
    print("\n".join([*differing, f"{compared} figures compared, {len(differing)} differ"]))
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
