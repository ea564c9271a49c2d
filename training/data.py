"""Write the test sets that the product's evaluation reads: documents that no training row ever has.

    python3 data.py --out ../SleepTime.Benchmarks/Data

Each line is one world: its document, the right notes of each pass, questions with their answers, and notes to judge.
- full: one paragraph about three or four known parties      - wide: every register and kind
- unseen-names: wide, with names that no training row has    - unseen-order: each fact before the one it rests on
"""
import argparse, json, os, random
from world import FULL, WIDE, draw

SETS = {
    "full": dict(level=FULL),
    "wide": dict(level=WIDE),
    "unseen-names": dict(level=WIDE, unseen_names=True),
    "unseen-order": dict(level=WIDE, unseen_order=True),
}
SEED = "tests"           # training seeds are numbers or letters with numbers; what keeps worlds apart is held_out.py


def row(rng, name, number, questions, judged):
    w = draw(rng, test=True, **SETS[name])
    asked = w.questions(rng)
    rng.shuffle(asked)
    unknown = [q for q in asked if q.kind == "unknown"]
    judging = random.Random("%s/%s/judged/%d" % (SEED, name, number))      # its own, so that what is judged does not change which worlds come next
    chosen = (unknown[:1] + [q for q in asked if q not in unknown[:1]])[:questions]
    return dict(
        id="%s-%03d" % (name, number), register=w.register, context=w.context, notes=[w.notes(r) for r in range(1, 5)], foreseen=w.foreseen(),
        questions=[dict(question=q.text, answer=q.answer, kind=q.kind, predictable=q.look is not None) for q in chosen],
        judged=[dict(note=n, supported=r.endswith(": supported")) for n, r in (w.judgement(judging) for _ in range(judged))])


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--out", required=True)
    a.add_argument("--contexts", type=int, default=100)
    a.add_argument("--questions", type=int, default=8)
    a.add_argument("--judged", type=int, default=4)
    a = a.parse_args()
    for name in SETS:
        rng = random.Random("%s/%s" % (SEED, name))
        with open(os.path.join(a.out, name + ".jsonl"), "w", encoding="utf8") as f:
            for n in range(a.contexts):
                f.write(json.dumps(row(rng, name, n, a.questions, a.judged)) + "\n")
        print(name, a.contexts)


if __name__ == "__main__":
    main()
