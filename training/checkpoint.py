"""The trainer's checkpoint file: weights, their running average and the optimizer state, as plain float32."""
import os, struct
import numpy as np

MAGIC = b"tinytrn1"

def shapes(layers, d, ff, vocab):
    """Name and shape of every tensor, in file order. q, k, v and gate, up are stored one under the other."""
    out = [("emb.weight", (vocab, d))]
    for i in range(layers):
        b = "blocks.%d." % i
        out += [(b + "n1.weight", (d,))] + [(b + x + ".weight", (d, d)) for x in "qkvo"] + [(b + "n2.weight", (d,))]
        out += [(b + "gate.weight", (ff, d)), (b + "up.weight", (ff, d)), (b + "down.weight", (d, ff))]
    return out + [("norm.weight", (d,))]

def write(path, c, step, arrays):
    """arrays: weights, average, momentum, Adam m, Adam v; each a dict of tensors, missing ones are zero."""
    with open(path + ".tmp", "wb") as f:
        f.write(MAGIC + struct.pack("<iiiiq", c["layers"], c["d"], c["ff"], c["vocab"], step))
        for a in list(arrays) + [{}] * (5 - len(arrays)):
            for name, shape in shapes(c["layers"], c["d"], c["ff"], c["vocab"]):
                x = np.asarray(a[name], np.float32) if name in a else np.zeros(shape, np.float32)
                assert x.shape == shape, name
                f.write(np.ascontiguousarray(x).tobytes())
    os.replace(path + ".tmp", path)

def read(path, which=1):
    """(configuration, step, tensors); which: 0 the weights, 1 their running average, 2 momentum, 3 and 4 Adam."""
    with open(path, "rb") as f:
        assert f.read(8) == MAGIC, "not a checkpoint"
        layers, d, ff, vocab, step = struct.unpack("<iiiiq", f.read(24))
        s = shapes(layers, d, ff, vocab); n = sum(int(np.prod(x)) for _, x in s)
        f.seek(4 * n * which, 1); flat = np.frombuffer(f.read(4 * n), np.float32)
    out, at = {}, 0
    for name, shape in s:
        k = int(np.prod(shape)); out[name] = flat[at:at + k].reshape(shape); at += k
    return dict(layers=layers, d=d, ff=ff, vocab=vocab, heads=d // 64), step, out
