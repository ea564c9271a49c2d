"""The model in torch, plainly, on one training row: what the trainer's own forward and backward are held to.

Weights come as a dict of tensors by the names of checkpoint.shapes.
"""
import torch
import torch.nn.functional as F


def norm(x, g):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * g


def seen(row):
    """(tokens, tokens): which token sees which. The spine sees itself; a branch the spine up to where it leaves it, and itself."""
    n, spine = len(row.tok), row.spine
    mask = torch.zeros(n, n, dtype=torch.bool)
    mask[:spine, :spine] = torch.ones(spine, spine, dtype=torch.bool).tril()
    for start, length, leave in row.branches:
        mask[start:start + length, :leave] = True
        mask[start:start + length, start:start + length] = torch.ones(length, length, dtype=torch.bool).tril()
    return mask


def logits(w, c, row, blocks=None, attention=None):
    """(tokens, vocabulary): what follows each token of the row; by the first blocks alone where their number is given.

    `attention`: a list to which each block adds (heads, tokens, tokens), how much each token attends to which."""
    n, heads, mask = len(row.tok), c["heads"], seen(row)
    angle = torch.tensor(row.pos).float()[:, None] * 10000.0 ** (-torch.arange(0, 64, 2).float() / 64)
    cos, sin = angle.cos(), angle.sin()

    def rope(z):
        a, b = z[..., 0::2], z[..., 1::2]
        return torch.stack((a * cos - b * sin, a * sin + b * cos), -1).flatten(-2)

    split = lambda z: z.view(n, heads, 64).transpose(0, 1)
    x = w["emb.weight"][torch.tensor(row.tok)]
    for i in range(c["layers"] if blocks is None else blocks):
        m = lambda name: w["blocks.%d.%s.weight" % (i, name)]
        y = norm(x, m("n1"))
        q, k, v = rope(split(y @ m("q").T)), rope(split(y @ m("k").T)), split(y @ m("v").T)
        scores = (q @ k.transpose(1, 2) / 8).masked_fill(~mask, -1e30)
        p = torch.softmax(scores, -1)
        if attention is not None:
            attention.append(p)
        x = x + (p @ v).transpose(0, 1).reshape(n, -1) @ m("o").T
        y = norm(x, m("n2"))
        x = x + (F.silu(y @ m("gate").T) * (y @ m("up").T)) @ m("down").T
    return norm(x, w["norm.weight"]) @ w["emb.weight"].T
