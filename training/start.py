"""Write the first checkpoint: random weights, with heads that look back and heads that find and copy put in place.

Copying a name or finding the number that belongs to it needs two heads in a row (look one token back; find where the
same token was looked back at). A search by gradient for that pair takes more data than a CPU can show it, so training starts with it:
head n of block 0 looks n+1 tokens back and passes on what stands there; heads of block 1 compare that with the
current token, or what stood before the current token, and pass on the token found. All of it is free to change.
A block can be put in (--deeper) that does nothing at first: what it adds to the stream starts as zero.
Weights can be given instead (a half-precision .pt file or a checkpoint, whose average is taken), to go on from them with
a fresh optimizer; where the tokenizer has grown since, tokens keep their embedding and new ones start as the mean of their pieces.
"""
import argparse, json, math
import numpy as np
import checkpoint
from tokenizer import B2U, Tokenizer, build_tokenizer

HD = 64

def start(c, seed, lookup=True):
    r = np.random.default_rng(seed); d, ff, w = c["d"], c["ff"], {}
    ortho = lambda n, m: np.linalg.qr(r.standard_normal((max(n, m), min(n, m))))[0].T[:n, :m] if n <= m else np.linalg.qr(r.standard_normal((n, m)))[0]
    for name, shape in checkpoint.shapes(c["layers"], d, ff, c["vocab"]):
        if len(shape) == 1: w[name] = np.ones(shape)
        elif name == "emb.weight": w[name] = r.standard_normal(shape) * 0.05
        elif name.endswith(("o.weight", "down.weight")): w[name] = r.standard_normal(shape) * 0.4 / math.sqrt(shape[1]) / math.sqrt(2 * c["layers"])
        else: w[name] = r.standard_normal(shape) * 0.6 / math.sqrt(shape[1])
    if not lookup: return w
    # one embedding direction is the same for all tokens: what a head that looks back attends by
    emb = w["emb.weight"]; emb[:, -1] = np.linalg.norm(emb, axis=1).mean()
    g = (emb / np.sqrt((emb ** 2).mean(1, keepdims=True) + 1e-5))[:, -1].mean()
    freq = 10000.0 ** (-np.arange(0, HD, 2) / HD)
    a = math.sqrt(7.0 * math.sqrt(HD)) / g
    q, k, v, o = (w["blocks.0.%s.weight" % x] for x in "qkvo"); q[:] = 0; k[:] = 0
    heads, p, basis = d // HD, ortho(HD, d), ortho(d, d)
    p[:, -1] = 0; basis[-1] = 0
    to = [basis[:, h * HD:(h + 1) * HD] for h in range(heads)]
    for h in range(heads):
        for f in range(12):
            i = h * HD + 2 * f; turn = -(h + 1) * freq[f]
            q[i, -1], q[i + 1, -1], k[i, -1] = a * math.cos(turn), a * math.sin(turn), a
        v[h * HD:(h + 1) * HD] = p; o[:, h * HD:(h + 1) * HD] = to[h] * 0.075
    w["blocks.0.down.weight"] *= 0.1
    # block 1: what the query and what the key compare; 0 is the token itself, n what stands n back
    q, k, v, o = (w["blocks.1.%s.weight" % x] for x in "qkvo"); n = 32
    read = lambda back: p if back == 0 else to[back - 1].T
    for h, (mine, theirs) in enumerate([(0, 1), (1, 2), (0, 2), (1, 3)][:heads]):
        mix = ortho(n, HD); low = slice(h * HD + HD - n, (h + 1) * HD)      # slowly turning pairs only: distance matters little
        q[h * HD:(h + 1) * HD] *= 0.1; k[h * HD:(h + 1) * HD] *= 0.1
        q[low], k[low] = 2.4 * mix @ read(mine), 2.4 * mix @ read(theirs)
        v[h * HD:(h + 1) * HD] = p; o[:, h * HD:(h + 1) * HD] = p.T * 0.05
    w["blocks.1.down.weight"] *= 0.1
    return w

def regrown(emb, old, new):
    """Embeddings of the new tokenizer's tokens, from those of the one that it grew from."""
    text = {v: k for k, v in B2U.items()}
    out = np.zeros((len(new.tokens), emb.shape[1]), np.float32)
    for i, t in enumerate(new.tokens):
        if t in old.id: out[i] = emb[old.id[t]]
        elif not t.startswith("<unused"): out[i] = np.mean([emb[old.id[p]] for p in old.pieces(bytes(text[ch] for ch in t).decode())], axis=0)
    return out

def deeper(w, layers, at, seed):
    """The same function with one more block, before block `at`: it reads the stream, and what it adds is zero until it learns."""
    r, d, ff = np.random.default_rng(seed), w["emb.weight"].shape[1], w["blocks.0.gate.weight"].shape[0]
    out = {k: v for k, v in w.items() if not k.startswith("blocks.")}
    for name, shape in checkpoint.shapes(layers + 1, d, ff, w["emb.weight"].shape[0]):
        if not name.startswith("blocks."): continue
        i, rest = int(name.split(".")[1]), name.split(".", 2)[2]
        if i != at: out[name] = w["blocks.%d.%s" % (i - (i > at), rest)]
        elif len(shape) == 1: out[name] = np.ones(shape)
        elif rest in ("o.weight", "down.weight"): out[name] = np.zeros(shape)
        else: out[name] = r.standard_normal(shape) * 0.6 / math.sqrt(shape[1])
    return out

def main():
    a = argparse.ArgumentParser(); a.add_argument("--out", default="start.ckpt"); a.add_argument("--weights", default="", help="a .pt file or checkpoint to go on from"); a.add_argument("--old-tokenizer", default="", help="the tokenizer.json of those weights, where it has grown since")
    for k, v in dict(d=256, layers=7, ff=768, seed=1, plain_start=0, deeper=-1).items(): a.add_argument("--" + k.replace("_", "-"), type=int, default=v)
    a = a.parse_args(); c = dict(d=a.d, layers=a.layers, ff=a.ff, vocab=len(build_tokenizer().tokens))
    if a.weights:
        if a.weights.endswith(".pt"):
            import torch
            w = {k: v.float().numpy() for k, v in torch.load(a.weights, map_location="cpu").items()}
        else: w = checkpoint.read(a.weights)[2]
        if a.old_tokenizer:
            t = json.load(open(a.old_tokenizer, encoding="utf8")); w["emb.weight"] = regrown(w["emb.weight"], Tokenizer(t["tokens"], [tuple(m) for m in t["merges"]]), build_tokenizer())
        if a.deeper >= 0: w = deeper(w, 1 + max(int(k.split(".")[1]) for k in w if k.startswith("blocks.")), a.deeper, a.seed)
        c = dict(d=w["emb.weight"].shape[1], layers=1 + max(int(k.split(".")[1]) for k in w if k.startswith("blocks.")), ff=w["blocks.0.gate.weight"].shape[0], vocab=w["emb.weight"].shape[0])
    else: w = start(c, a.seed, not a.plain_start)
    checkpoint.write(a.out, c, 0, [w, w]); print(a.out, c)

if __name__ == "__main__": main()
