"""Write training rows to standard output, endlessly, in the binary form that the trainer reads.

One row is one world: the spine (context, then given notes) and branches (prompts with replies) that leave the spine
where their prompt does. All text that can be predicted counts: replies and given notes fully, the answer itself twice, contexts and questions a little
(their repeated names and items are practice in copying).
    row = int32 T, spine length, number of branches; per branch start, length, end of the spine that it sees;
          T tokens, T positions, T labels (int32), T weights (float32)
"""
import argparse, json, os, random, sys
import numpy as np
from tokenizer import build_tokenizer
from worlds import World, head, ask, task, ASSIST, END

LIGHT, HEAVY, WIDEST = 0.1, 2.0, 440                   # weights of text that is only practice, of answers; longest path
STANDARD, FROM_NOTES, FOUND = [0, 1, 2, 2, 2, 2, 3, 3, 4], [0, 0, 0, 1, 2, 3], [0, 0, 0, 0, 0, 0, 1, 2]    # how often which verbosity
VALUES, LOOKUP = 0.5, 0.4      # share of worlds that only practise values; of those with all notes that only practise finding answers in them

class Row:
    def __init__(self): self.tok, self.pos, self.lab, self.w, self.branches, self.spine = [], [], [], [], [], 0
    def _put(self, ids, start, weights):
        n = len(ids); self.tok += ids; self.pos += range(start, start + n)
        self.lab += ids[1:] + [0]; self.w += weights[1:] + [0.0]
    def trunk(self, ids, weights): self._put(ids, self.spine, weights); self.spine += len(ids)
    def branch(self, ids, weights):
        self.branches.append((len(self.tok), len(ids), self.leave)); self._put(ids, self.leave, weights)
    def data(self):
        t = len(self.tok); flat = [t, self.spine, len(self.branches)] + [x for b in self.branches for x in b] + self.tok + self.pos + self.lab
        return np.array(flat, np.int32).tobytes() + np.array(self.w, np.float32).tobytes()

def make_row(tok, rng, length, plain, known=()):
    w = World(rng, rng.random() < plain)
    while w.context in known: w = World(rng, rng.random() < plain)
    values = rng.random() < VALUES
    row, enc, tasks, short, rounds = Row(), tok.encode, [], [], 0 if values else rng.choice([0, 1, 2, 3, 3, 3, 3, 3, 3, 3]); lookup = rounds == 3 and rng.random() < LOOKUP
    ids = enc(head(w.context)); row.trunk(ids, [0.0, 0.0, 0.0] + [LIGHT] * (len(ids) - 3))
    def later(where, prompt, reply):
        p, r = enc(prompt + ASSIST), enc(reply + END)
        weights = [LIGHT] * (len(p) - 5) + [0.0] * 5 + [1.0] * len(r)
        if where is short:
            n = len(enc(" " + reply.rsplit("Answer: ", 1)[1])); weights[-1 - n:-1] = [HEAVY] * n
        where.append((row.spine, p + r, weights))
    if not lookup: later(tasks, task(1), w.notes(1))
    def shuffled(qs):
        rng.shuffle(qs)
        if rng.random() < 0.15: qs.sort(key=lambda q: q["kind"] != "unknown")       # one in many otherwise
        return qs
    qs = shuffled(w.questions())
    for q in [] if lookup else qs[:rng.choice([1, 2])] if values else qs[:rng.choice([2, 3, 4])] if rounds else qs:
        v = rng.choice(STANDARD); later(short, ask(q["text"], v), w.worked(q, v))
    for r in range(1, rounds + 1):
        ids = enc(("Notes:\n" if r == 1 else "") + w.notes(r) + "\n")
        row.trunk(ids, [0.0] * 3 + [1.0] * (len(ids) - 3) if r == 1 else [0.0] + [1.0] * (len(ids) - 1))
        if not lookup and r < 3 and (r < rounds or rng.random() < 0.7): later(tasks, "\n" + task(r + 1), w.notes(r + 1))
        if r < rounds: continue
        for q in shuffled(qs):
            v = rng.choice(FOUND if lookup else FROM_NOTES); later(short, "\n" + ask(q["text"], v), w.from_notes(q, r, v))
    rng.shuffle(short)
    for leave, ids, weights in tasks + short:
        if len(row.tok) + len(ids) > length or leave + len(ids) > WIDEST - 24: continue
        row.leave = leave; row.branch(ids, weights)
    return row

def main():
    a = argparse.ArgumentParser()
    a.add_argument("--seed", default="1"); a.add_argument("--length", type=int, default=512); a.add_argument("--plain", type=float, default=0.0)
    a.add_argument("--exclude", nargs="*", default=[], help="files of test worlds, a JSON object with a context a line"); a.add_argument("--show", action="store_true")
    a = a.parse_args()
    known = {json.loads(l)["context"] for f in a.exclude for l in open(f, encoding="utf8")}
    tok, rng = build_tokenizer(), random.Random(a.seed)
    if a.show:
        rows = [make_row(tok, rng, a.length, a.plain, known) for _ in range(300)]; r = rows[0]
        print("".join(tok.tokens[t] for t in r.tok[:r.spine]).replace("Ġ", " ").replace("Ċ", "\n"))
        for s, n, leave in r.branches: print("--", leave, "".join(tok.tokens[t] for t in r.tok[s:s + n]).replace("Ġ", " ").replace("Ċ", "\n"))
        n = sum(len(r.tok) for r in rows)
        print("tokens a row %.0f, full weight %.0f%%, branches %.1f, spine at most %d" % (n / 300, 100 * sum(x >= 0.9 for r in rows for x in r.w) / n, sum(len(r.branches) for r in rows) / 300, max(r.spine for r in rows)))
        return
    out = sys.stdout.buffer
    try:
        while True: out.write(make_row(tok, rng, a.length, a.plain, known).data())
    except BrokenPipeError: os._exit(0)

if __name__ == "__main__": main()
