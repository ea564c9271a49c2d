"""Write a GGUF file (version 3, little-endian): key-values, tensors in F32, F16 or Q8_0."""
import os, struct
import numpy as np

F32, F16, Q8_0 = 0, 1, 8
FILE_TYPE = {F32: 0, F16: 1, Q8_0: 7}          # general.file_type
TYPES = {"u32": (4, "<I"), "i32": (5, "<i"), "f32": (6, "<f"), "bool": (7, "<?"), "str": (8, None)}
ALIGN = 32


def text(s):
    b = s.encode()
    return struct.pack("<Q", len(b)) + b


def q8_0(a):
    """Blocks of 32 along a row: the scale in half precision, then 32 signed bytes."""
    blocks = a.astype(np.float32).reshape(-1, 32)
    scale = np.abs(blocks).max(1, keepdims=True) / 127
    inverse = np.divide(1, scale, out=np.zeros_like(scale), where=scale > 0)
    out = np.empty(len(blocks), np.dtype([("scale", "<f2"), ("q", "i1", 32)]))
    out["scale"], out["q"] = scale[:, 0], np.rint(blocks * inverse)
    return out.tobytes()


class GgufWriter:
    def __init__(self):
        self.keys, self.tensors = [], []

    def add(self, key, kind, value):
        """kind: u32, i32, f32, bool, str, or one of them with [ before it for an array."""
        def one(k, v):
            return text(v) if k == "str" else struct.pack(TYPES[k][1], v)
        if kind[0] == "[":
            k = kind[1:]
            self.keys.append(text(key) + struct.pack("<IIQ", 9, TYPES[k][0], len(value)) + b"".join(one(k, v) for v in value))
        else:
            self.keys.append(text(key) + struct.pack("<I", TYPES[kind][0]) + one(kind, value))

    def tensor(self, name, a, kind):
        data = q8_0(a) if kind == Q8_0 else np.ascontiguousarray(a.astype(np.float16 if kind == F16 else np.float32)).tobytes()
        self.tensors.append((name, a.shape, kind, data))

    def write(self, path):
        pad = lambda n: b"\0" * (-n % ALIGN)
        head, offset = [b"GGUF" + struct.pack("<IQQ", 3, len(self.tensors), len(self.keys))] + self.keys, 0
        for name, shape, kind, data in self.tensors:
            head.append(text(name) + struct.pack("<I", len(shape)) + b"".join(struct.pack("<Q", n) for n in reversed(shape)) + struct.pack("<IQ", kind, offset))
            offset += len(data) + len(pad(len(data)))
        top = b"".join(head)
        with open(path + ".tmp", "wb") as f:
            f.write(top + pad(len(top)))
            for *_, data in self.tensors:
                f.write(data + pad(len(data)))
        os.replace(path + ".tmp", path)
