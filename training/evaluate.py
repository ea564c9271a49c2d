"""Judge a model by its own answers: greedy, through llama.cpp (decode.cpp), with notes that it wrote itself.

For every file of test worlds: answers of the standard mode at verbosity 0-4, notes of the three passes, answers from notes.
"Stated or derived facts" leaves out what notes cannot answer by themselves: unknown parties and what-if questions.
"""
import argparse, collections, json, os, random, subprocess
from tokenizer import B2U, build_tokenizer
from worlds import World, head, ask, task, ASSIST

def generate(a, tok, prompts, most=260):
    text = "".join("%d %s\n" % (most, " ".join(map(str, tok.encode(p + ASSIST)))) for p in prompts)
    r = subprocess.run([a.decode, a.model, a.backends], input=text, stdout=subprocess.PIPE, text=True, check=True)
    back = {v: k for k, v in B2U.items()}
    say = lambda ids: bytes(back[ch] for i in ids for ch in tok.tokens[i]).decode(errors="replace")
    return [(say(ids), len(ids) + 1) for ids in ([int(x) for x in l.split()] for l in r.stdout.splitlines())]

def answer(text): return text.rsplit("Answer: ", 1)[-1].strip() if "Answer: " in text else ""

def main():
    a = argparse.ArgumentParser(); a.add_argument("model"); a.add_argument("files", nargs="*")
    a.add_argument("--decode", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "decode")); a.add_argument("--backends", required=True, help="folder of llama.cpp's CPU backends")
    a.add_argument("--contexts", type=int, default=40); a.add_argument("--questions", type=int, default=5); a.add_argument("--show", type=int, default=0)
    a.add_argument("--fresh", type=int, default=60, help="new worlds of another seed whose notes are compared word for word"); a.add_argument("--seed", type=int, default=987654)
    a = a.parse_args(); tok = build_tokenizer()
    for f in a.files:
        worlds = [json.loads(l) for l in open(f, encoding="utf8")][:a.contexts]
        items = [(w, q) for w in worlds for q in w["questions"][:a.questions]]
        print("%s: %d contexts, %d questions" % (os.path.basename(f), len(worlds), len(items)))
        unknown, kinds = collections.defaultdict(list), collections.defaultdict(list)
        def judge(mode, v, out):
            ok = [answer(t) == q["answer"] for (w, q), (t, n) in zip(items, out)]
            for (w, q), good in zip(items, ok):
                if q["kind"] == "unknown": unknown[mode].append(good)
                kinds[mode, v, q["kind"]].append(good)
            known = [g for (w, q), g in zip(items, ok) if q["kind"] not in ("unknown", "what-if", "what-if-total")]
            print("  %-9s v%d  right %5.1f %%   from stated or derived facts %5.1f %%   tokens %.1f" % (mode, v, 100 * sum(ok) / len(ok), 100 * sum(known) / max(1, len(known)), sum(n for _, n in out) / len(out)), flush=True)
            for (w, q), (t, n), good in list(zip(items, out, ok)):
                if not good and shown[0] < a.show: shown[0] += 1; print("      ", w["context"], "|", q["question"], "|", t, "| want", q["answer"])
        for v in range(5):
            shown = [0]; judge("Standard", v, generate(a, tok, [head(w["context"]) + ask(q["question"], v) for w, q in items]))
        prefix = [head(w["context"]) for w in worlds]; spent = 0
        for r in (1, 2, 3):
            out = generate(a, tok, [p + ("" if r == 1 else "\n") + task(r) for p in prefix]); spent += sum(n for _, n in out)
            prefix = [p + ("Notes:\n" if r == 1 else "") + t + "\n" for p, (t, n) in zip(prefix, out)]
        own = {w["context"]: p for w, p in zip(worlds, prefix)}
        for v in (0, 1, 2):
            shown = [0]; judge("SleepTime", v, generate(a, tok, [own[w["context"]] + "\n" + ask(q["question"], v) for w, q in items]))
        print("  sleep: %.0f completion tokens a context" % (spent / len(worlds)))
        for m, g in unknown.items(): print("  unknown, %s: %.1f %% of %d" % (m, 100 * sum(g) / len(g), len(g)))
        for m, v in (("Standard", 2), ("SleepTime", 0)): print("  by kind, %s v%d: %s" % (m, v, ", ".join("%s %d/%d" % (k[2], sum(g), len(g)) for k, g in sorted(kinds.items()) if k[:2] == (m, v))))
    for plain in (False, True) if a.fresh else ():
        rng = random.Random(a.seed); ws = [World(rng, plain) for _ in range(a.fresh)]; prefix = [head(w.context) for w in ws]; said = []
        for r in (1, 2, 3):
            out = [t for t, n in generate(a, tok, [p + ("" if r == 1 else "\n") + task(r) for p in prefix])]
            given = [p + ("Notes:\n" if r == 1 else "") + w.notes(r) + "\n" for p, w in zip(prefix, ws)]
            said.append("pass %d %.1f %%" % (r, 100 * sum(t == w.notes(r) for t, w in zip(out, ws)) / len(ws)))
            lines = [(x, y) for t, w in zip(out, ws) for x, y in zip(w.notes(r).split("\n"), t.split("\n") + [""] * 30)]
            said[-1] += " (lines %.1f %%)" % (100 * sum(x == y for x, y in lines) / len(lines))
            prefix = given
        print("notes word for word, %d fresh %s worlds, earlier notes given: %s" % (len(ws), "plain" if plain else "full", ", ".join(said)), flush=True)

if __name__ == "__main__": main()
