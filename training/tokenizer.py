"""The byte-level BPE tokenizer of the small model: frozen in tokenizer.json, because it belongs to the weights.

    python3 tokenizer.py --encode FILE  prints the token ids of each text of a JSON array, a JSON array a line
    python3 tokenizer.py --grow         adds what the worlds need and the frozen one lacks; known tokens keep their ids

Growing keeps every merge in its rank, so that text which needed no new token is still cut as before.
"""
import argparse, collections, json, os, random, re

CHUNK = re.compile(r"'s| ?[A-Za-z]+| ?[0-9]+| ?[^\sA-Za-z0-9]+|\s")
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
FROZEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tokenizer.json")


def byte_alphabet():
    keep = list(range(33, 127)) + list(range(161, 173)) + list(range(174, 256))
    table, n = {}, 0
    for b in range(256):
        table[b] = chr(b) if b in keep else chr(256 + n)
        n += b not in keep
    return table


B2U = byte_alphabet()


def printable(s):
    return "".join(B2U[b] for b in s.encode())


class Tokenizer:
    def __init__(self, tokens, merges):
        self.tokens, self.merges = tokens, merges
        self.id = {t: i for i, t in enumerate(tokens)}
        self.split = re.compile("(" + "|".join(map(re.escape, SPECIAL)) + ")")
        self.cache, self.rank = {}, {m: i for i, m in enumerate(merges)}

    def pieces(self, chunk):
        w = list(printable(chunk))
        while len(w) > 1:
            r, i = min((self.rank.get(p, 1 << 30), i) for i, p in enumerate(zip(w, w[1:])))
            if r == 1 << 30:
                break
            w[i:i + 2] = [w[i] + w[i + 1]]
        return w

    def encode(self, text):
        out = []
        for part in self.split.split(text):
            if part in SPECIAL:
                out.append(self.id[part])
                continue
            for c in CHUNK.findall(part):
                if c not in self.cache:
                    self.cache[c] = [self.id[t] for t in self.pieces(c)]
                out += self.cache[c]
        return out

    def decode(self, ids):
        back = {v: k for k, v in B2U.items()}
        return bytes(back[ch] for i in ids for ch in self.tokens[i]).decode(errors="replace")


def grow(tok, counts):
    """A tokenizer in which every counted chunk is one token: the most frequent pair first, merges known already kept."""
    words, merges = {c: tok.pieces(c) for c in counts}, list(tok.merges)
    while True:
        pairs = collections.Counter()
        for c, w in words.items():
            for p in zip(w, w[1:]):
                pairs[p] += counts[c]
        if not pairs:
            break
        best = max(pairs.items(), key=lambda kv: (kv[1], kv[0]))[0]
        merges.append(best)
        for c, w in words.items():
            i = 0
            while i + 1 < len(w):
                if (w[i], w[i + 1]) == best:
                    w[i:i + 2] = [best[0] + best[1]]
                i += 1
    old = [t for t in tok.tokens if t not in SPECIAL and not t.startswith("<unused")]
    tokens, seen = list(old), set(old)
    for a, b in merges[len(tok.merges):]:
        if a + b not in seen:
            tokens.append(a + b)
            seen.add(a + b)
    while (len(tokens) + len(SPECIAL)) % 32:
        tokens.append("<unused%d>" % len(tokens))
    return Tokenizer(tokens + SPECIAL, merges)


def build_tokenizer():
    with open(FROZEN, encoding="utf8") as f:
        t = json.load(f)
    return Tokenizer(t["tokens"], [tuple(m) for m in t["merges"]])


def counted(worlds=4000, seed=1):
    """Chunks of the worlds' text. A coined name counts as its two pieces, so that unseen names are cut like seen ones."""
    import wire
    from world import draw, names
    rng, counts, coined = random.Random(seed), collections.Counter(), set(names.COINED)
    for _ in range(worlds):
        w = draw(rng)
        texts = [w.context, w.notes(1), w.notes(2), w.notes(3), w.foreseen(), wire.FORESEE, "Notes:\nuser\nassistant\nsystem\nfinished"]
        for q in w.questions(rng):
            texts += [wire.ask(q.text, 0), w.worked(q, 4), w.from_notes(q, 3, 3)]
        said, reply = w.judgement(rng)
        texts += [wire.judge(said), reply]
        for t in texts:
            for c in CHUNK.findall(t):
                bare = c.strip()
                if bare not in coined:
                    counts[c] += 1
    for first in names.FIRST:
        for lead in ("", " "):
            counts[lead + first] += 300
    for last in names.LAST:
        counts[last] += 300
    for n in range(300):
        counts[" %d" % n] += 5
    return {c: k for c, k in counts.items() if not c.isspace()}


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--encode", default="")
    a.add_argument("--grow", action="store_true")
    a.add_argument("--out", default=FROZEN)
    a = a.parse_args()
    tok = build_tokenizer()
    if a.encode:
        with open(a.encode, encoding="utf8") as f:
            for text in json.load(f):
                print(json.dumps(tok.encode(text)))
        return
    if a.grow:
        tok = grow(tok, counted())
        with open(a.out, "w", encoding="utf8") as f:
            json.dump(dict(tokens=tok.tokens, merges=tok.merges), f, ensure_ascii=True)
    print(len(tok.tokens), "tokens,", sum(t.startswith("<unused") for t in tok.tokens), "unused")


if __name__ == "__main__":
    main()
