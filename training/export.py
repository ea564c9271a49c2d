"""Turn a trainer's checkpoint into the GGUF file that is shipped and a half-precision .pt file to go on from.

The running average of the weights is taken (--last: the latest weights).
"""
import argparse, os, struct
import numpy as np
import checkpoint
from tokenizer import build_tokenizer, SPECIAL

def write_gguf(path, c, sd, tok, name, context=2048):
    out, tensors = bytearray(), []
    def s(x): b = x.encode(); return struct.pack("<Q", len(b)) + b
    kv = []
    def add(key, kind, val):
        code = {"u32": 4, "f32": 6, "bool": 7, "str": 8}
        if kind.startswith("["):
            e = kind[1:]; body = b"".join(s(x) if e == "str" else struct.pack("<i", x) for x in val)
            kv.append(s(key) + struct.pack("<IIQ", 9, {"str": 8, "i32": 5}[e], len(val)) + body)
        else:
            body = s(val) if kind == "str" else struct.pack({"u32": "<I", "f32": "<f", "bool": "<?"}[kind], val)
            kv.append(s(key) + struct.pack("<I", code[kind]) + body)
    n = len(tok.tokens)
    add("general.architecture", "str", "llama"); add("general.name", "str", name); add("general.file_type", "u32", 1)
    add("llama.context_length", "u32", context); add("llama.embedding_length", "u32", c["d"]); add("llama.block_count", "u32", c["layers"])
    add("llama.feed_forward_length", "u32", c["ff"]); add("llama.attention.head_count", "u32", c["heads"]); add("llama.attention.head_count_kv", "u32", c["heads"])
    add("llama.attention.layer_norm_rms_epsilon", "f32", 1e-5); add("llama.rope.dimension_count", "u32", c["d"] // c["heads"]); add("llama.rope.freq_base", "f32", 10000.0)
    add("llama.vocab_size", "u32", n)
    add("tokenizer.ggml.model", "str", "gpt2"); add("tokenizer.ggml.pre", "str", "gpt-2")
    add("tokenizer.ggml.tokens", "[str", tok.tokens)
    add("tokenizer.ggml.token_type", "[i32", [3 if t in SPECIAL else 5 if t.startswith("<unused") else 1 for t in tok.tokens])
    add("tokenizer.ggml.merges", "[str", ["%s %s" % m for m in tok.merges])
    add("tokenizer.ggml.bos_token_id", "u32", tok.id["<|endoftext|>"]); add("tokenizer.ggml.eos_token_id", "u32", tok.id["<|im_end|>"])
    add("tokenizer.ggml.padding_token_id", "u32", tok.id["<|endoftext|>"]); add("tokenizer.ggml.add_bos_token", "bool", False)
    add("tokenizer.chat_template", "str", "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}")
    def t(name, a, half=True):
        tensors.append((name, a.shape, 1 if half else 0, np.ascontiguousarray(a.astype(np.float16 if half else np.float32)).tobytes()))
    t("token_embd.weight", sd["emb.weight"]); t("output_norm.weight", sd["norm.weight"], False)
    for i in range(c["layers"]):
        b = "blocks.%d." % i
        t("blk.%d.attn_norm.weight" % i, sd[b + "n1.weight"], False); t("blk.%d.ffn_norm.weight" % i, sd[b + "n2.weight"], False)
        for a, g in (("q", "attn_q"), ("k", "attn_k"), ("v", "attn_v"), ("o", "attn_output"), ("gate", "ffn_gate"), ("up", "ffn_up"), ("down", "ffn_down")):
            t("blk.%d.%s.weight" % (i, g), sd[b + a + ".weight"])
    out += b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(kv)) + b"".join(kv)
    off = 0
    for nme, shape, kind, data in tensors:
        out += s(nme) + struct.pack("<I", len(shape)) + b"".join(struct.pack("<Q", x) for x in reversed(shape)) + struct.pack("<IQ", kind, off)
        off += (len(data) + 31) // 32 * 32
    out += b"\0" * (-len(out) % 32)
    for *_, data in tensors: out += data + b"\0" * (-len(data) % 32)
    open(path, "wb").write(out)

def main():
    a = argparse.ArgumentParser(); a.add_argument("checkpoint"); a.add_argument("--out", default="sleeptime-tiny"); a.add_argument("--name", default="sleeptime-tiny")
    a.add_argument("--last", action="store_true"); a.add_argument("--no-pt", action="store_true")
    a = a.parse_args()
    c, step, w = checkpoint.read(a.checkpoint, 0 if a.last else 1)
    write_gguf(a.out + ".gguf.tmp", c, w, build_tokenizer(), a.name); os.replace(a.out + ".gguf.tmp", a.out + ".gguf")
    if not a.no_pt:
        import torch
        torch.save({k: torch.tensor(v).half() for k, v in w.items()}, a.out + ".pt.tmp"); os.replace(a.out + ".pt.tmp", a.out + ".pt")
    print("step", step, c)

if __name__ == "__main__": main()
