"""Notes, worked answers, answers from notes, judgements and foreseen questions, for any world.

A world is a set of values (keys), each with the line that derives it, and lines that come later (transfers). Everything
said about the world is written from these, so that notes, answers and judgements cannot disagree.
"""
import re
from dataclasses import dataclass, field

UNKNOWN = "The text does not say."
FINISHED = "finished"
PASSES = 3
LARGEST = 299             # numbers up to here are one token


@dataclass
class Step:
    text: str       # a whole sentence: "Tom has 5 + 8 = 13."
    terse: str      # its bare sum: "5 + 8 = 13."


@dataclass
class Claim:
    """A note: what it says, what it rests on, and the step between the two where there is one.

    `until`, for notes of pass 1: how many of the later lines it takes into account; `ranked`, for notes that put one name
    before others: the value of each name that could stand there, the right one first."""
    text: str
    pass_: int
    need: list
    step: str = None
    until: int = 0
    ranked: dict = None


@dataclass
class Said:
    """A note to be judged: the name that it puts first and the number that it comes to, where it has them."""
    text: str
    name: str = None
    number: int = None
    stranger: bool = False


@dataclass
class Question:
    kind: str
    text: str
    answer: str
    need: list = field(default_factory=list)
    step: str = None         # the last step of the work, after the needed values
    look: str = None         # the note, without its work, that has the answer; None when no note has it
    pass_: int = 1           # the pass that writes that note (or what the work rests on)
    short: str = None        # the last step when the notes hold the rest


class World:
    """`order`: keys as notes list them; `steps`: key -> Step; `needs`: key -> key; `later`: [(key, Step)] in time."""

    reversed_order = False
    rests = ()                 # sentences or lines that rest on a value: how many characters before its end whoever had it is named, or 0,
                               # and that value; not all need be in the text

    def final(self, key):
        """The sentence with the last value of a key."""
        raise NotImplementedError

    def label(self, key):
        return key[0]

    # ---- notes ----------------------------------------------------------------------------------------------------
    def claims(self, r):
        """The notes of pass r, in order; passes 2 and 3 differ from world to world."""
        if r == 1:
            return [Claim(self.steps[k].text, 1, [k]) for k in self.order] + \
                [Claim(s.text, 1, [k], until=i + 1) for i, (k, s) in enumerate(self.later)]
        return []

    def notes(self, r):
        lines = [c.text for c in self.claims(r)]
        return "\n".join(lines) if lines else FINISHED

    def passes(self):
        """How many passes add something."""
        return max([r for r in range(1, PASSES + 1) if self.claims(r)], default=0)

    # ---- worked answers -------------------------------------------------------------------------------------------
    def closure(self, need):
        """The needed keys and all that their values are derived from, in an order that can be worked."""
        want = list(need)
        for k in want:
            o = self.needs.get(k)
            if o and o not in want:
                want.append(o)
        return [k for k in self.order if k in want]

    def rows(self, need, everything=False, until=None):
        """The lines that derive the needed values, of each what comes later right after what it began with.

        So what comes next is always asked of the name that was just written; in the order of the text it would have to
        be asked of all needed names at once, which went wrong far more often."""
        later, out = self.later if until is None else self.later[:until], []
        for k in self.order if everything else self.closure(need):
            out.append(self.steps[k])
            if everything or k in need:
                out += [s for of, s in later if of == k]
        return out

    def changed(self, need, until=None):
        """Of each needed value, in the order in which answers have them, the line of its first later change; None for one that has none."""
        later = self.later[:until]
        return [next((s.text for of, s in later if of == k), None) for k in self.closure(need) if k in need]

    def about(self):
        """What the text counts."""
        return []

    def asked(self, q):
        """Which of the things that could be counted the question asks about."""
        return []

    def opening(self, q):
        """The beginning of a worked answer: what the question is about, then what the text counts.

        Whether both are one is seen where the second stands: it was followed by a semicolon before, or it was not."""
        return ["We need %s; given %s:" % (", ".join(self.asked(q)), ", ".join(self.about()))] if self.about() else []

    def worked(self, q, verbosity):
        """The reply from the document alone."""
        end = "Answer: %s" % q.answer
        about = self.opening(q)
        if q.kind == "unknown":
            return end if verbosity < 2 else " ".join(about + [UNKNOWN, end])
        if verbosity == 0:
            return end
        rows = self.rows(q.need, verbosity == 4)
        if verbosity == 1:
            return " ".join([s.terse for s in rows] + _bare(q.step) + [end])
        body = [s.text for s in rows] + ([q.step] if q.step else [])
        if verbosity == 2:
            return " ".join(about + body + [end])
        names = list(dict.fromkeys(self.label(k) for k in q.need))
        lead = ["We need %s." % (" and ".join(names) if len(names) < 3 else "all")]
        check = ["Check:"] + [self.checked(k) for k in q.need] if verbosity == 4 else []
        return " ".join(about + lead + body + check + [end])

    # ---- answers from notes ---------------------------------------------------------------------------------------
    def from_notes(self, q, passes, verbosity):
        """The reply when the notes of the first passes are at hand."""
        end = "Answer: %s" % q.answer
        about = self.opening(q)
        if q.kind == "unknown":
            return end if verbosity < 2 else " ".join(about + [UNKNOWN, end])
        if verbosity == 0:
            return end
        have = passes >= q.pass_
        lead = [] if verbosity < 2 else about if verbosity == 2 else about + ["Notes:"]
        if q.look and have:
            return end if verbosity == 1 else " ".join(lead + [q.look, end])
        step = q.short if q.short and have else q.step
        if verbosity == 1:
            return " ".join(_bare(step) + [end])
        base = [self.final(k) for k in q.need] if len(q.need) < 3 or not (q.short and have) else []
        return " ".join(lead + base + ([step] if step else []) + [end])

    # ---- judged notes ---------------------------------------------------------------------------------------------
    def judged(self, claim, said):
        """The reply to the question whether the note `said` (a Said) follows from the document; `claim` is what would be true.

        The work ends in the note as it should be, then takes the numbers of both from each other: equal is a difference of
        0, which is arithmetic, where comparing two texts token by token is a skill of its own that came late or never."""
        if claim is None:
            return "%s Judgement: not supported" % UNKNOWN
        rows = [s.text for s in self.rows(claim.need, until=claim.until if claim.pass_ == 1 else None)]
        work = rows[:-1] if claim.pass_ == 1 else rows + ([claim.step] if claim.step else [])
        has, pairs = [], []
        if claim.ranked:
            right = next(iter(claim.ranked.values()))
            has.append("%s %d" % (said.name, claim.ranked[said.name]))
            pairs.append((right, claim.ranked[said.name]))
        if said.number is not None:
            has.append("%d" % said.number)
            pairs.append((self.said_right(claim).number, said.number))
        over = ["Over: %d - %d = %d." % (max(p), min(p), max(p) - min(p)) for p in pairs]
        verdict = "supported" if all(a == b for a, b in pairs) else "not supported"
        return " ".join(work + ["Check:", claim.text, "The note has %s." % ", ".join(has)] + over + ["Judgement: " + verdict])

    def judgement(self, rng):
        """A note, right in half of the cases, and the reply to whether it is."""
        claim, said = self.to_judge(rng)
        return said.text, self.judged(claim, said)

    def to_judge(self, rng):
        """What would be true, None where the note is about someone else, and what the note says."""
        claims = [c for r in range(1, PASSES + 1) for c in self.claims(r)]
        true, claim = {c.text for c in claims}, rng.choice(claims)
        if rng.random() < 0.5:
            return claim, self.said_right(claim)
        said = None
        while said is None or said.text in true:           # another note may well be true
            said = self.falsified(rng, claim, claims)
        return None if said.stranger else claim, said

    @staticmethod
    def said_right(claim):
        number = re.search(r"(\d+)\D*$", claim.text[claim.text.index(": ") + 1:] if claim.ranked else claim.text)
        return Said(claim.text, next(iter(claim.ranked)) if claim.ranked else None, int(number[1]) if number else None)

    def falsified(self, rng, claim, claims):
        """A note that is like the claim but wrong: about someone else, another name put first, or another number."""
        names, right = [n for n in self.names if n in claim.text], self.said_right(claim)
        if names and rng.random() < 0.15:
            return Said(claim.text.replace(names[0], self.stranger), stranger=True)
        if claim.ranked and (right.number is None or rng.random() < 0.5):
            other = rng.choice([n for n in claim.ranked if n != right.name])
            return Said(claim.text[:-len(right.name) - 1] + other + ".", other, right.number)
        n, how = right.number, rng.random()
        work = re.search(r"(\d+) ([-+*]) (\d+) = \D*\d+\D*$", claim.text)
        if work and how < 0.3:                              # a wrong number taken from the text, the sum itself right
            a, op, b = int(work[1]), work[2], int(work[3])
            a, b = (_near(rng, a), b) if rng.random() < 0.5 else (a, _near(rng, b))
            n = {"+": a + b, "-": a - b, "*": a * b}[op]
            text = claim.text[:work.start()] + "%d %s %d" % (a, op, b) + claim.text[work.end(3):]
        else:
            alike = [x for x in (self.said_right(c).number for c in claims if c.pass_ == claim.pass_) if x is not None]
            n = rng.choice(alike) if how < 0.65 else _near(rng, n)
            text = claim.text
        if not 0 <= n <= LARGEST:
            return None
        return Said(re.sub(r"\d+(?=\D*$)", str(n), text), right.name, n)

    # ---- foreseen questions ---------------------------------------------------------------------------------------
    def foreseen(self, most=6):
        """Questions that a reader will likely ask, each with its answer, a line each."""
        rank = {k: i for i, k in enumerate(self.likely)}
        asked = [q for q in self.questions(None) if q.kind in rank]
        asked.sort(key=lambda q: rank[q.kind])
        return "\n".join("%s Answer: %s" % (q.text, q.answer) for q in asked[:most])


def _bare(step):
    """A step without its words, unless it ends in one."""
    if not step:
        return []
    bare = step.split(": ", 1)[-1].replace("Then ", "")
    return [bare if any(c.isdigit() for c in bare) else step]


def _near(rng, n):
    """Another number close to n."""
    return rng.choice([m for m in (n + d for d in (-10, -3, -2, -1, 1, 2, 3, 10)) if m >= 0])
