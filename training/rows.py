"""Write training rows to standard output, endlessly, in the binary form that the trainer reads.

One row is one world: the spine (document, then given notes) and branches (prompts with replies) that leave the spine
where their prompt does, and do not see each other. All text that can be predicted counts: replies and given notes
fully, the answer itself twice, documents and questions a little (repeated names and items are practice in copying).
In some places of documents and prompts something else is to be predicted than what follows: see hints.py;
beside that early blocks have to know of what, whose and when a token is (binding.py).
    row = int32 T, spine length, number of branches; per branch start, length, end of the spine that it sees;
          T tokens, T positions, T labels, T things, T parties, T times (int32), T weights of each of the four kinds of labels (float32)
"""
import argparse, json, os, random, re, sys
from array import array
import binding, wire
from hints import TEMPLATE, Hints
from tokenizer import build_tokenizer
from world import FULL, PLAIN, WIDE, draw
from world.text import Question
from world.wording import plural

FIRST_TESTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "SleepTime.Engine", "Experiments", "DataSets", "BuiltIn", "number-stories.jsonl")
ANSWER, VERDICT = 2.0, 2.0            # weights of the answer itself, of comparing a note and judging it
DECISION = 2.0                        # weight of the token that decides whether the text says it at all: behind what is
                                      # needed and given, or the first of an answer that stands beside its contrast
AT_A_GLANCE = 0.4                     # how much answers from the document alone count that show no steps or bare ones: most of
                                      # what they get wrong cannot be known in so few tokens, and weighs on all else as noise
WIDEST = 920                          # tokens on the longest path, what the trainer's attention has room for,
LONGEST = 480                         # and of one branch
ROOM = 360                            # tokens that branches get at least, however long document and notes are
STANDARD = [0, 1, 2, 2, 2, 2, 3, 3, 4]       # how often which verbosity from the document alone,
FROM_NOTES = [0, 0, 0, 0, 1, 2, 3, 4, 4]     # from notes,
LOOKED_UP = [0, 0, 0, 0, 0, 0, 1, 2]         # and where a row only practises finding answers in notes
VALUES, LOOKUP = 0.5, 0.4             # share of worlds that stop at values; of those with all notes that only look up
JUDGING = 0.3                         # of those that stop at values, that only practise judging
HARD = 0.5                            # share of rows whose world is the harder one of two
INVENTED = 0.4                        # of worlds whose coined names are of a pool too large to be known
BOUND = 0.2                           # weight of what early blocks have to know (binding.py)
FEW = 0.12                            # of worlds with two parties: texts that people try first
TWO = 0.35                            # of worlds that count two things, besides those that do by chance: a value is found by party
                                      # and thing at once, and where there is one thing nothing teaches that
AT_ONCE = 0.7                         # of contrasts from notes that are answered at verbosity 0
CONTRASTS = [0, 1, 1, 2]              # how many questions of a row stand beside their like about another thing
OPENING = re.compile("We need [^;.]*; given [^:]*:")
GIVEN = [0, 1, 2, 3, 3, 3, 3, 3, 3, 3]       # passes whose notes are given


def first_test_worlds():
    """The documents of the oldest test set. It is older than the rule of held_out.py and has to be kept out by name."""
    with open(FIRST_TESTS, encoding="utf8") as f:
        return {json.loads(line)["context"] for line in f}


def difficulty(w):
    """Later changes and two things a party are what answers go wrong on."""
    return len(w.later) + 2 * (len(getattr(w, "items", [])) > 1)


class Row:
    def __init__(self):
        self.tok, self.pos, self.lab, self.w, self.branches, self.spine = [], [], [], [], [], 0
        self.early = [], [], []                                         # of what, whose and when each token is, (label, weight), beside what follows it

    def _put(self, ids, start, weights, hints=(), early=({}, {}, {})):
        labels, weights = ids[1:] + [0], weights[1:] + [0.0]
        for at, label, weight in hints:
            labels[at], weights[at] = label, weight
        for known, of in zip(self.early, early):
            known += [(of[at], BOUND) if at in of else (0, 0.0) for at in range(len(ids))]
        self.tok += ids
        self.pos += range(start, start + len(ids))
        self.lab += labels
        self.w += weights

    def trunk(self, ids, weights, hints=(), early=({}, {}, {})):
        self._put(ids, self.spine, weights, hints, early)
        self.spine += len(ids)

    def branch(self, leave, ids, weights, hints=(), early=({}, {}, {})):
        self.branches.append((len(self.tok), len(ids), leave))
        self._put(ids, leave, weights, hints, early)

    def data(self):
        t = len(self.tok)
        flat = [t, self.spine, len(self.branches)] + [x for b in self.branches for x in b] + self.tok + self.pos + self.lab
        labels, weights = ([x[k] for known in self.early for x in known] for k in (0, 1))
        return array("i", flat + labels).tobytes() + array("f", self.w + weights).tobytes()


class RowMaker:
    """Rows of at most `length` tokens (spine not counted against it); `plain`, `full`: shares of those levels of worlds;
    `practice`: weight of the tokens of documents and questions."""

    def __init__(self, tok, rng, length, plain, full, known, practice=0.0):
        self.tok, self.rng, self.length, self.plain, self.full, self.known, self.practice = tok, rng, length, plain, full, known, practice
        self.hints = Hints(tok)

    def world(self):
        while True:
            r = self.rng.random()
            level = PLAIN if r < self.plain else FULL if r < self.plain + self.full else WIDE
            invented = self.rng.random() < INVENTED
            few, two = self.rng.random() < FEW, self.rng.random() < TWO
            w = max((draw(self.rng, level, invented_names=invented, few=few, two=two) for _ in range(1 + (self.rng.random() < HARD))), key=difficulty)
            if w.context not in self.known:
                return w

    def branch(self, w, prompt, reply, mark=None, weight=1.0, decides=False, hints=(), counts=1.0, about=(None, None, None)):
        """A prompt and its reply, of which the part after `mark` has a weight of its own; decides: its first token a greater one.

        `hints`: places within the prompt and what to predict there instead of the next token. `counts`: a factor for the reply.
        `about`: the thing, party and time that the prompt asks about, which early blocks have to know at its end, and until the answer
        where the reply does not say them."""
        p, r = self.tok.encode(prompt + wire.ASSISTANT), self.tok.encode(reply + wire.END)
        weights = [self.practice] * (len(p) - TEMPLATE) + [0.0] * TEMPLATE + [1.0] * len(r)
        if mark:
            n = len(self.tok.encode(" " + reply.rsplit(mark, 1)[1]))
            weights[-1 - n:-1] = [weight] * n
        opening = OPENING.match(reply)
        if opening:
            weights[len(p) + len(self.tok.encode(opening[0]))] = DECISION
        elif decides:
            weights[-1 - n] = DECISION
        weights[len(p):] = [x * counts for x in weights[len(p):]]
        early = self.bound(r, binding.of_lines(w, reply), len(p))
        says = opening or " has " in reply
        for known, word in zip(early, about):
            if word:
                known.update((at, self.hints.word(word)) for at in range(len(p) - TEMPLATE, len(p) if says else len(p) + len(r) - n - 1))
        return self.spine, p + r, weights, hints, early

    def asked(self, w, q, verbosity, reply, decides=False):
        prompt = ("\n" if self.passes else "") + wire.ask(q.text, verbosity)
        plan = self.hints.found(w, q, self.passes, prompt) if self.passes else self.hints.plan(w, q.need, prompt)
        counts = AT_A_GLANCE if verbosity < 2 and not self.passes else 1.0
        about = binding.of_question(w, q.text, w.asked(q)) if w.about() else (None, None, None)
        return self.branch(w, prompt, reply, "Answer: ", ANSWER, decides, self.hints.unknown(w, q, prompt) + plan, counts, about)

    def judging(self, w, rng):
        claim, said = w.to_judge(rng)
        reply, prompt = w.judged(claim, said), wire.judge(said.text)
        mark = "The note has " if "The note has " in reply else "Judgement: "
        plan = self.hints.plan(w, claim.need, prompt, claim.until if claim.pass_ == 1 else None) if claim else []
        about = binding.of_question(w, said.text, [i for i in w.about() if re.search(r"\b%s\b" % i, said.text)])
        return self.branch(w, prompt, reply, mark, VERDICT, hints=plan, about=about)

    def bound(self, ids, spans, at=0):
        """What early blocks have to know at tokens of a text, whose first stands at `at`: {token: label}, of what, whose and when each is."""
        return [{at + k: self.hints.word(word) for k, word in binding.tokens(self.tok, ids, of)} for of in spans]

    def about_another_thing(self, w, questions):
        """Questions of this world, asked of a thing that its text does not count; each stands beside the one it was made from."""
        if not w.about():
            return []
        others, out = [plural(k) for k in w.family["items"] if plural(k) not in w.about()], []
        for q in self.rng.sample(questions, min(len(questions), self.rng.choice(CONTRASTS))):
            named = [i for i in w.about() if re.search(r"\b%s\b" % i, q.text, re.IGNORECASE)]
            if len(named) == 1 and q.kind != "unknown":
                other = self.rng.choice(others)
                out.append(q)
                out.append(Question("unknown", re.sub(r"\b%s\b" % named[0], other, q.text), "unknown"))
        return out

    def shuffled(self, w, questions):
        """In random order, but often with what the text does not say first: about someone else, or about something else."""
        self.rng.shuffle(questions)
        r = self.rng.random()
        if r < 0.5:
            questions.sort(key=lambda q: q.kind != "unknown" or (r < 0.35 and w.stranger in q.text))
        return questions

    def make(self):
        """A row whose spine the trainer has room for."""
        while True:
            row = self.attempt()
            if row.spine <= WIDEST:
                return row

    def attempt(self):
        rng, w, row = self.rng, self.world(), Row()
        passes = 0 if rng.random() < VALUES else min(rng.choice(GIVEN), w.passes())
        lookup = passes == 3 and rng.random() < LOOKUP
        judging = passes == 0 and rng.random() < JUDGING
        self.spine, self.passes, tasks, short = 0, 0, [], []
        ids = self.tok.encode(wire.head(w.context))
        row.trunk(ids, [0.0] * 3 + [self.practice] * (len(ids) - 3), self.hints.rests(w), self.bound(ids, binding.of_document(w)))
        self.spine, questions = row.spine, w.questions(rng)
        contrasts = self.about_another_thing(w, questions)
        questions = self.shuffled(w, questions)
        if not lookup:
            tasks.append(self.branch(w, wire.task(1), w.notes(1)))
            for q in [] if judging else contrasts + questions[:rng.choice([2, 3, 4] if not contrasts else [1, 2])]:
                v = rng.choice(STANDARD)
                short.append(self.asked(w, q, v, w.worked(q, v)))
            for _ in range(7 if judging else rng.choice([0, 1, 1, 2])):
                short.append(self.judging(w, rng))
        for r in range(1, passes + 1):
            text = wire.given(w.notes(r)) if r == 1 else w.notes(r) + "\n"
            ids, lead = self.tok.encode(text), 3 if r == 1 else 1
            row.trunk(ids, [0.0] * lead + [1.0] * (len(ids) - lead), early=self.bound(ids, binding.of_lines(w, text)))
            self.spine, self.passes = row.spine, r
            if not lookup and r < 3 and (r < passes or rng.random() < 0.7):
                tasks.append(self.branch(w, "\n" + wire.task(r + 1), w.notes(r + 1)))
        if passes:
            for q in contrasts + self.shuffled(w, questions):
                v = 0 if q in contrasts and rng.random() < AT_ONCE else rng.choice(LOOKED_UP if lookup else FROM_NOTES)
                short.append(self.asked(w, q, v, w.from_notes(q, passes, v), v == 0 and (q in contrasts or q.kind == "unknown")))
        if passes == 3:
            tasks.append(self.branch(w, "\n" + wire.task(4), w.notes(4)))
        if passes == 3 and rng.random() < 0.25:
            tasks.append(self.branch(w, "\n" + wire.FORESEE, w.foreseen()))
        rng.shuffle(short)
        rng.shuffle(tasks)                                              # not all of them fit where two things are counted
        for leave, ids, weights, hints, early in tasks + short:
            if len(row.tok) + len(ids) <= max(self.length, row.spine + ROOM) and leave + len(ids) <= WIDEST and len(ids) <= LONGEST:
                row.branch(leave, ids, weights, hints, early)
        return row


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--seed", default="1")
    a.add_argument("--length", type=int, default=640)
    a.add_argument("--plain", type=float, default=0.05)
    a.add_argument("--full", type=float, default=0.3)
    a.add_argument("--practice", type=float, default=0.01)
    a.add_argument("--show", action="store_true", help="print one row and the means of 300")
    a = a.parse_args()
    maker = RowMaker(build_tokenizer(), random.Random(a.seed), a.length, a.plain, a.full, first_test_worlds(), a.practice)
    if a.show:
        show(maker)
        return
    out = sys.stdout.buffer
    try:
        while True:
            out.write(maker.make().data())
    except BrokenPipeError:
        os._exit(0)


def show(maker):
    rows = [maker.make() for _ in range(300)]
    print(maker.tok.decode(rows[0].tok[:rows[0].spine]))
    for start, n, leave in rows[0].branches:
        print("--", leave, maker.tok.decode(rows[0].tok[start:start + n]))
    n = sum(len(r.tok) for r in rows)
    print("tokens a row %.0f, full weight %.0f %%, branches %.1f, spine at most %d, row at most %d" % (
        n / 300, 100 * sum(x >= 0.9 for r in rows for x in r.w) / n, sum(len(r.branches) for r in rows) / 300, max(r.spine for r in rows), max(len(r.tok) for r in rows)))


if __name__ == "__main__":
    main()
