"""Turn a trainer's checkpoint into the GGUF file that is shipped and a half-precision .pt file to go on from.

    python3 export.py model.ckpt --out sleeptime-tiny           the running average of the weights, in Q8_0

Norms stay F32. With --type f16 nothing is rounded beyond half precision.
"""
import argparse, os
import checkpoint, gguf
from tokenizer import SPECIAL, build_tokenizer

CONTEXT = 2048
CHATML = ("{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}"
          "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}")
ABOUT = ("Understands short documents of numeric facts (counts, transfers, prices, dates) and nothing else: writes notes on them, answers "
         "questions with and without notes, judges notes. Trained from random weights on worlds that the training folder of SleepTime "
         "generates; no other text was used.")
PARTS = dict(q="attn_q", k="attn_k", v="attn_v", o="attn_output", gate="ffn_gate", up="ffn_up", down="ffn_down")


def write_model(path, c, weights, tok, kind, step):
    w = gguf.GgufWriter()
    w.add("general.architecture", "str", "llama")
    w.add("general.type", "str", "model")
    w.add("general.name", "str", "sleeptime-tiny")
    w.add("general.author", "str", "SleepTime")
    w.add("general.description", "str", ABOUT)
    w.add("general.license", "str", "mit")
    w.add("general.version", "str", "2 (step %d)" % step)
    w.add("general.languages", "[str", ["en"])
    w.add("general.quantization_version", "u32", 2)
    w.add("general.file_type", "u32", gguf.FILE_TYPE[kind])
    for key, value in dict(context_length=CONTEXT, embedding_length=c["d"], block_count=c["layers"], feed_forward_length=c["ff"],
                           vocab_size=len(tok.tokens)).items():
        w.add("llama." + key, "u32", value)
    w.add("llama.attention.head_count", "u32", c["heads"])
    w.add("llama.attention.head_count_kv", "u32", c["heads"])
    w.add("llama.attention.layer_norm_rms_epsilon", "f32", 1e-5)
    w.add("llama.rope.dimension_count", "u32", c["d"] // c["heads"])
    w.add("llama.rope.freq_base", "f32", 10000.0)
    w.add("tokenizer.ggml.model", "str", "gpt2")
    w.add("tokenizer.ggml.pre", "str", "gpt-2")
    w.add("tokenizer.ggml.tokens", "[str", tok.tokens)
    w.add("tokenizer.ggml.token_type", "[i32", [3 if t in SPECIAL else 5 if t.startswith("<unused") else 1 for t in tok.tokens])
    w.add("tokenizer.ggml.merges", "[str", ["%s %s" % m for m in tok.merges])
    w.add("tokenizer.ggml.bos_token_id", "u32", tok.id["<|endoftext|>"])
    w.add("tokenizer.ggml.eos_token_id", "u32", tok.id["<|im_end|>"])
    w.add("tokenizer.ggml.padding_token_id", "u32", tok.id["<|endoftext|>"])
    w.add("tokenizer.ggml.add_bos_token", "bool", False)
    w.add("tokenizer.chat_template", "str", CHATML)
    w.tensor("token_embd.weight", weights["emb.weight"], kind)
    w.tensor("output_norm.weight", weights["norm.weight"], gguf.F32)
    for i in range(c["layers"]):
        own = lambda name: weights["blocks.%d.%s.weight" % (i, name)]
        w.tensor("blk.%d.attn_norm.weight" % i, own("n1"), gguf.F32)
        w.tensor("blk.%d.ffn_norm.weight" % i, own("n2"), gguf.F32)
        for ours, theirs in PARTS.items():
            w.tensor("blk.%d.%s.weight" % (i, theirs), own(ours), kind)
    w.write(path)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("checkpoint")
    a.add_argument("--out", default="sleeptime-tiny")
    a.add_argument("--type", choices=["q8_0", "f16"], default="q8_0")
    a.add_argument("--last", action="store_true", help="the latest weights, not their average")
    a.add_argument("--no-pt", action="store_true")
    a = a.parse_args()
    c, step, weights = checkpoint.read(a.checkpoint, 0 if a.last else 1)
    write_model(a.out + ".gguf", c, weights, build_tokenizer(), gguf.Q8_0 if a.type == "q8_0" else gguf.F16, step)
    if not a.no_pt:
        import torch
        torch.save({k: torch.tensor(v).half() for k, v in weights.items()}, a.out + ".pt.tmp")
        os.replace(a.out + ".pt.tmp", a.out + ".pt")
    print("step", step, c)


if __name__ == "__main__":
    main()
