"""What wrong predictions looked at: of each, the tokens that the heads attend to most, with what stands before them.

    python3 attention.py model.ckpt --task "from notes, verbosity 0" --rows 40

Where answers are as often wrong as right, heads look at the right token and at a wrong one alike: then see what the two are to
be told apart by, and whether that can have been read where they stand (binding.py says what came of it).
"""
import argparse, random
import torch
import checkpoint, rows
from errors import FULL, tasks
from forward import logits
from tokenizer import build_tokenizer


def looks(tok, row, attention, at, most):
    """The most attended tokens of a prediction: (weight, block, head, text that ends in it), the greatest weight first."""
    found = []
    for block, p in enumerate(attention):
        for head in range(p.shape[0]):
            weight, token = p[head, at].max(0)
            token = int(token)
            begin = max([0] + [start for start, _, _ in row.branches if start <= token])
            found.append((float(weight), block, head, tok.decode(row.tok[max(begin, token - 12):token + 1])))
    return sorted(found, reverse=True)[:most]


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("model")
    a.add_argument("--task", default="", help="such as \"judge\" or \"from notes, verbosity 0\", as errors.py names them; all where it is not given")
    a.add_argument("--rows", type=int, default=40)
    a.add_argument("--show", type=int, default=10, help="how many wrong predictions to print")
    a.add_argument("--heads", type=int, default=8, help="how many heads of each")
    a.add_argument("--from-block", type=int, default=3, help="leave out earlier blocks, which look back or at what is alike")
    a = a.parse_args()
    tok = build_tokenizer()
    c, _, w = checkpoint.read(a.model)
    w = {name: torch.tensor(x.copy()) for name, x in w.items()}
    maker, shown = rows.RowMaker(tok, random.Random("errors"), 640, 0, 0, rows.first_test_worlds()), 0
    for _ in range(a.rows):
        row, attention = maker.make(), []
        with torch.no_grad():
            got = logits(w, c, row, attention=attention).argmax(-1)
        for k, task in enumerate(tasks(tok, row)):
            if row.w[k] < FULL or int(got[k]) == row.lab[k] or a.task and task != a.task or shown == a.show:
                continue
            shown += 1
            print("%s | %s | wanted %r, got %r" % (task, tok.decode(row.tok[max(0, k - 24):k + 1]).replace("\n", "⏎"), tok.decode([row.lab[k]]), tok.decode([int(got[k])])))
            for weight, block, head, text in looks(tok, row, [p if n >= a.from_block else p[:0] for n, p in enumerate(attention)], k, a.heads):
                print("    block %d head %d  %.2f  %s" % (block, head, weight, text.replace("\n", "⏎")))
    print("%d wrong predictions shown" % shown)


if __name__ == "__main__":
    main()
