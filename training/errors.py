"""Where a model goes wrong: the loss of replies by task and by what is predicted, and wrong predictions with what stands before them.

    python3 errors.py model.ckpt --rows 90          the running average of the weights, on rows of its own seed

Every token is predicted behind the right ones, so that one fault does not bring on the next; worlds are wide ones, half of
them the harder of two. What to do about it is often told by the place: a decision that has to be made before what it needs stands there.
"""
import argparse, collections, random, re
import torch
import checkpoint, rows
from forward import logits
from tokenizer import build_tokenizer

FULL = 0.9                # least weight of a token of a reply


def task_of(text, has_notes):
    """What a branch is about, such as "judge", "notes 2" or "from notes, verbosity 0"."""
    if "judge the note" in text:
        return "judge"
    if "Task: write " in text:
        return re.search(r"Task: write (\w+ ?\d?)", text)[1]
    return "%s, verbosity %s" % ("from notes" if has_notes else "standard", re.search(r"Verbosity: (\d)", text)[1])


def kind_of(token, before):
    """What is predicted: a number, a name, the end of something, or another word; and whether it opens a sentence or line."""
    text = token.strip()
    kind = "number" if text.isdigit() else "name" if text[:1].isupper() else "end" if text in (".", "", "<|im_end|>") else "word"
    return kind, "opens" if before[-1:] in (".", "\n") else "inside"


def tasks(tok, row):
    """The task of each token of a row."""
    out = ["given notes"] * len(row.tok)
    for start, length, leave in row.branches:
        task = task_of(tok.decode(row.tok[start:start + length]), "\nNotes:\n" in tok.decode(row.tok[:leave]))
        out[start:start + length] = [task] * length
    return out


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("model")
    a.add_argument("--rows", type=int, default=90)
    a.add_argument("--show", type=int, default=40, help="how many wrong predictions to print")
    a = a.parse_args()
    tok = build_tokenizer()
    c, step, w = checkpoint.read(a.model)
    w = {name: torch.tensor(x.copy()) for name, x in w.items()}
    maker = rows.RowMaker(tok, random.Random("errors"), 640, 0, 0, rows.first_test_worlds())
    loss, count, wrong, shown = collections.Counter(), collections.Counter(), collections.Counter(), []
    for _ in range(a.rows):
        row = maker.make()
        with torch.no_grad():
            of = torch.log_softmax(logits(w, c, row), -1)
        for k, task in enumerate(tasks(tok, row)):
            if row.w[k] < FULL:
                continue
            want, got = row.lab[k], int(of[k].argmax())
            key = (task, *kind_of(tok.decode([want]), tok.decode([row.tok[k]])))
            loss[key] -= float(of[k, want])
            count[key] += 1
            if got != want:
                wrong[key] += 1
                shown.append((task, tok.decode(row.tok[max(0, k - 24):k + 1]), tok.decode([want]), tok.decode([got])))
    total = sum(loss.values())
    print("step %d: loss of replies %.4f, %d of %d tokens wrong" % (step, total / sum(count.values()), sum(wrong.values()), sum(count.values())))
    for key, value in loss.most_common(25):
        print("%5.1f %%  %-24s %-7s %-7s %d wrong of %d" % (100 * value / total, *key, wrong[key], count[key]))
    random.Random(1).shuffle(shown)
    for task, before, want, got in shown[:a.show]:
        print("%s | %s | wanted %r, got %r" % (task, before.replace("\n", "⏎")[-110:], want, got))


if __name__ == "__main__":
    main()
