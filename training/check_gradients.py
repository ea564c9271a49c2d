"""Compare the trainer's hand-written gradients with those of torch, on a few rows, at the weights of a checkpoint.

The trainer multiplies in bf16, so relative differences of a few per cent are as they should be; directions agree to 0.99.
    python3 check_gradients.py model.ckpt
"""
import os, random, subprocess, sys, tempfile
import numpy as np, torch, torch.nn.functional as F
import checkpoint, rows
from forward import logits
from tokenizer import build_tokenizer
from train import build

EARLY = 3                    # as in trainer/model.h

def loss_of(w, c, r):
    """Weighted loss of one row, early labels asked of the first blocks."""
    of = lambda blocks, label, weight: (F.cross_entropy(logits(w, c, r, blocks), torch.tensor(label), reduction="none") * torch.tensor(weight)).sum()
    return of(None, r.lab, r.w) + sum(of(EARLY, *zip(*known)) for known in r.early)

def main():
    torch.set_num_threads(1); maker, n, rs = rows.RowMaker(build_tokenizer(), random.Random(7), 300, 0.1, 0.3, set(), 0.1), 2, []
    for _ in range(n):                                      # as the trainer puts rows together
        filled = 0
        while filled < 480: rs.append(maker.make()); filled += (len(rs[-1].tok) + 7) // 8 * 8
    c, _, w = checkpoint.read(sys.argv[1], 0)
    with tempfile.TemporaryDirectory() as t:
        with open(t + "/rows", "wb") as f: f.write(b"".join(r.data() for r in rs) * 2)
        subprocess.run([build(c["d"], c["ff"], c["vocab"]), "--resume", sys.argv[1], "--batch", str(n), "--grads", t + "/g"], stdin=open(t + "/rows", "rb"), check=True)
        g = np.fromfile(t + "/g", np.float32)
    w = {k: torch.tensor(v.copy(), requires_grad=True) for k, v in w.items()}
    loss = sum(loss_of(w, c, r) for r in rs) / sum(sum(r.w) + sum(weight for known in r.early for _, weight in known) for r in rs); loss.backward(); print("torch %.6f" % loss.item())
    at, worst = 0, 1.0
    for name, shape in checkpoint.shapes(c["layers"], c["d"], c["ff"], c["vocab"]):
        k = int(np.prod(shape)); a, b = g[at:at + k], w[name].grad.numpy().ravel(); at += k
        cos = float(a @ b / np.linalg.norm(a) / np.linalg.norm(b)); worst = min(worst, cos); rel = np.linalg.norm(a - b) / np.linalg.norm(b)
        if rel > 0.03: print("%-26s relative difference %.3f, cosine %.4f" % (name, rel, cos))
    print("worst cosine %.4f" % worst); sys.exit(worst < 0.97)

if __name__ == "__main__": main()
