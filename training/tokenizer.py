"""The byte-level BPE tokenizer of the small model: frozen in tokenizer.json, or grown from the worlds."""
import collections, json, os, random, re
from worlds import World, ask

# ---- byte-level BPE, grown until every chunk of the closed vocabulary is one token -------------------------------
CHUNK = re.compile(r"'s| ?[A-Za-z]+| ?[0-9]+| ?[^\sA-Za-z0-9]+|\s")
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]

def byte_alphabet():
    keep = list(range(33, 127)) + list(range(161, 173)) + list(range(174, 256))
    table, n = {}, 0
    for b in range(256):
        if b in keep: table[b] = chr(b)
        else: table[b] = chr(256 + n); n += 1
    return table
B2U = byte_alphabet()
u = lambda s: "".join(B2U[b] for b in s.encode())

def train_bpe(counts):
    words = {c: list(u(c)) for c in counts}
    merges = []
    while True:
        pairs = collections.Counter()
        for c, w in words.items():
            for p in zip(w, w[1:]): pairs[p] += counts[c]
        if not pairs: break
        best = max(pairs.items(), key=lambda kv: (kv[1], kv[0]))[0]
        merges.append(best); joined = best[0] + best[1]
        for c, w in words.items():
            if best[0] not in w: continue
            i, out = 0, []
            while i < len(w):
                if i + 1 < len(w) and (w[i], w[i + 1]) == best: out.append(joined); i += 2
                else: out.append(w[i]); i += 1
            words[c] = out
    tokens = [B2U[b] for b in range(256)]; seen = set(tokens)
    for a, b in merges:
        if a + b not in seen: tokens.append(a + b); seen.add(a + b)
    while (len(tokens) + len(SPECIAL)) % 32: tokens.append("<unused%d>" % len(tokens))
    return tokens + SPECIAL, merges

class Tokenizer:
    def __init__(self, tokens, merges):
        self.tokens, self.merges = tokens, merges
        self.id = {t: i for i, t in enumerate(tokens)}
        self.split = re.compile("(" + "|".join(map(re.escape, SPECIAL)) + ")")
        self.cache = {}
        self.rank = {m: i for i, m in enumerate(merges)}
    def chunk(self, c):
        if c not in self.cache:
            w = list(u(c))
            while len(w) > 1:
                r, i = min((self.rank.get(p, 1 << 30), i) for i, p in enumerate(zip(w, w[1:])))
                if r == 1 << 30: break
                w[i:i + 2] = [w[i] + w[i + 1]]
            self.cache[c] = [self.id[t] for t in w]
        return self.cache[c]
    def encode(self, text):
        out = []
        for part in self.split.split(text):
            if part in SPECIAL: out.append(self.id[part])
            else:
                for c in CHUNK.findall(part): out += self.chunk(c)
        return out

FROZEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tokenizer.json")

def build_tokenizer(seed=1, worlds=4000):
    """The frozen tokenizer that the shipped weights go with; without that file, one grown from the worlds."""
    if os.path.exists(FROZEN):
        t = json.load(open(FROZEN, encoding="utf8")); return Tokenizer(t["tokens"], [tuple(m) for m in t["merges"]])
    rng, counts = random.Random(seed), collections.Counter()
    for _ in range(worlds):
        w = World(rng)
        texts = [w.context, w.notes(1), w.notes(2), w.notes(3), "\nNotes:\nTask: write notes 1\nuser\nassistant\nsystem"]
        for q in w.questions():
            texts += [ask(q["text"], rng.randint(0, 4)), w.worked(q, 4), w.from_notes(q, 3, 3)]
        for t in texts:
            for c in CHUNK.findall(t): counts[c] += 1
    for n in range(300): counts[" %d" % n] += 5
    counts = {c: k for c, k in counts.items() if not c.isspace()}
    return Tokenizer(*train_bpe(counts))
