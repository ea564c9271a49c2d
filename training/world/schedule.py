"""Worlds of dates: projects that start on a day and take a number of days."""
from world import names, registers
from world.text import PASSES, Claim, Question, Step, World
from world.wording import COLORS, MONTHS, NUMBERED, PROJECT

LAST_DAY = 28


class ScheduleWorld(World):
    likely = ["end", "first", "last", "total", "longest", "days"]
    register = "story"

    @classmethod
    def attempt(cls, rng, level, pool, unseen_order=False, few=False, two=False):
        """A world, or None where the numbers drawn do not fit."""
        w = cls.__new__(cls)
        return w if w._build(rng, pool) else None

    def _build(self, rng, pool):
        self.rng, self.month = rng, rng.choice(MONTHS)
        n = rng.choice([2, 3, 3, 4])
        coined = rng.random() < 0.8 or pool is names.UNSEEN
        self.names = ["Project %s" % x for x in (names.people(rng, n + 1, coined, pool) if coined else rng.sample(COLORS, n + 1))]
        self.stranger = self.names.pop()
        self.value, self.steps, self.needs, self.later, self.order, sentences = {}, {}, {}, [], [], []
        for i, e in enumerate(self.names):
            o = rng.choice(self.names[:i]) if i else None
            day, days = rng.randint(1, 12), rng.randint(2, 9)
            if not o and rng.random() < 0.4:
                self._derive(e, "start", day), self._derive(e, "days", days)
                sentences.append(self._say("both", e=e, d=self._date(day), n=days))
                continue
            if o and rng.random() < 0.5:
                k = rng.randint(2, 6)
                self._derive(e, "start", self.value[o, "start"] + k, "%d + %d = " % (self.value[o, "start"], k), o)
                sentences.append(self._say("after", e=e, o=o, k=k))
            else:
                self._derive(e, "start", day)
                sentences.append(self._say("start", e=e, d=self._date(day)))
            if o and rng.random() < 0.4:
                k = rng.randint(2, 6)
                self._derive(e, "days", self.value[o, "days"] + k, "%d + %d = " % (self.value[o, "days"], k), o)
                sentences.append(self._say("longer", e=e, o=o, k=k))
            else:
                self._derive(e, "days", days)
                sentences.append(self._say("takes", e=e, n=days))
        ends, days = [self._end(e) for e in self.names], [self.value[e, "days"] for e in self.names]
        if max(ends) > LAST_DAY or len(set(ends)) < n or len(set(days)) < n:
            return False
        if rng.random() < 0.4:
            sentences.insert(rng.randint(0, len(sentences)), rng.choice(PROJECT["filler"]).format(e=rng.choice(self.names)))
        if rng.random() < 0.3:
            sentences.insert(rng.randint(0, len(sentences)), rng.choice(NUMBERED[1:]).format(n=rng.randint(2, 60)))
        self.register = rng.choice(["story", "story", "memo", "report"])
        self.context = registers.memo(rng, "projects", sentences) if self.register == "memo" else \
            registers.report(rng, "projects", sentences) if self.register == "report" else registers.prose(sentences)
        return True

    def _say(self, what, **words):
        return self.rng.choice(PROJECT[what]).format(**words)

    def _derive(self, e, what, v, work="", o=None):
        key = (e, what)
        self.value[key] = v
        self.order.append(key)
        if o:
            self.needs[key] = (o, what)
        text = "%s%s %d" % (work, self.month, v) if what == "start" else "%s%d days" % (work, v)
        verb, of = ("starts", "after %s: ") if what == "start" else ("takes", "%s's ")
        self.steps[key] = Step("%s %s %s%s." % (e, verb, of % o if o else "", text), "%s." % text)

    def _date(self, day):
        return "%s %d" % (self.month, day)

    def _end(self, e):
        return self.value[e, "start"] + self.value[e, "days"]

    def final(self, key):
        v = self.value[key]
        return "%s starts %s." % (key[0], self._date(v)) if key[1] == "start" else "%s takes %d days." % (key[0], v)

    def checked(self, key):
        return "%s %d." % (key[0], self.value[key])

    # ---- notes ----------------------------------------------------------------------------------------------------
    def _sum(self, e):
        return "%d + %d = %s." % (self.value[e, "start"], self.value[e, "days"], self._date(self._end(e)))

    def _days(self):
        run, steps = self.value[self.names[0], "days"], []
        for e in self.names[1:]:
            steps.append("%d + %d = %d" % (run, self.value[e, "days"], run + self.value[e, "days"]))
            run += self.value[e, "days"]
        return ", ".join(steps), run

    def _ends(self):
        return " ".join("%s ends %s." % (e, self._date(self._end(e))) for e in self.names)

    def _extremes(self):
        by_end, by_days = sorted(self.names, key=self._end), sorted(self.names, key=lambda e: self.value[e, "days"])
        return [("first", "First to end", by_end), ("last", "Last to end", by_end[::-1]), ("longest", "Longest", by_days[::-1]), ("shortest", "Shortest", by_days)]

    def claims(self, r):
        if r == 1:
            return super().claims(1)
        if r == 2:
            out = [Claim("%s ends: %s" % (e, self._sum(e)), 2, [(e, "start"), (e, "days")]) for e in self.names]
            return out + [Claim("All days: %s." % self._days()[0], 2, [(e, "days") for e in self.names])]
        if r > PASSES:
            return []
        return [Claim(self._of_all(kind, word, by[0]), 3, self._basis(kind), self._ends() if kind in ("first", "last") else None,
                      ranked={e: self._ranked_by(kind, e) for e in by})
                for kind, word, by in self._extremes()]

    def _ranked_by(self, kind, e):
        return self._end(e) if kind in ("first", "last") else self.value[e, "days"]

    def _of_all(self, kind, word, name):
        """Each value and whose it is, then the value that counts, then whose that is: each a small step from the one before."""
        of = ", ".join("%d %s" % (self._ranked_by(kind, e), names.core(e)) for e in self.names)
        return "%s of %s: %d, %s." % (word, of, self._ranked_by(kind, name), name)

    def _basis(self, kind):
        return [k for k in self.order if k[1] == "days" or kind in ("first", "last")]

    # ---- questions ------------------------------------------------------------------------------------------------
    def questions(self, rng):
        """Every question of this world; without a generator in their first wording."""
        pick, out, said = (lambda t: t[0]) if rng is None else rng.choice, [], PROJECT["ask"]
        ask = lambda kind, answer, need, step, look, r, **words: out.append(
            Question(kind, pick(said[kind]).format(**words), str(answer), need, step, look, r))
        for e in self.names:
            ask("start", self._date(self.value[e, "start"]), [(e, "start")], None, self.final((e, "start")), 1, e=e)
            ask("days", self.value[e, "days"], [(e, "days")], None, self.final((e, "days")), 1, e=e)
            ask("end", self._date(self._end(e)), [(e, "start"), (e, "days")], "End: " + self._sum(e), "%s ends: %s." % (e, self._date(self._end(e))), 2, e=e)
        steps, total = self._days()
        ask("total", total, [(e, "days") for e in self.names], "All: %s." % steps, "All days: %d." % total, 2)
        for kind, word, (e, *_) in self._extremes():
            work = [self._ends()] if kind in ("first", "last") else []
            ask(kind, e, self._basis(kind), " ".join(work + [self._of_all(kind, word, e)]), "%s: %s." % (word, e), 3)
        if rng is not None:
            out.append(Question("unknown", pick(said[rng.choice(["start", "days", "end"])]).format(e=self.stranger), "unknown"))
        return out
