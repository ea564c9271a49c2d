"""Worlds of counts: who has how many of what, with relations, transfers over days, prices, budgets, two quantities."""
import re
from world import names, registers
from world.text import PASSES, Claim, Question, Step, World
from world.wording import ASK, COLORS, DAYS, FAMILIES, LONG, NUMBERED, OLD, SIDES, plural

LARGEST, LARGEST_TOTAL, LARGEST_COST = 50, 200, 250     # numbers up to 299 are one token each


class CountWorld(World):
    likely = ["total", "most", "fewest", "cost", "value", "sum"]

    @classmethod
    def attempt(cls, rng, level, pool, unseen_order=False, few=False, two=False):
        """A world, or None where the numbers drawn do not fit."""
        w = cls.__new__(cls)
        return w if w._build(rng, level, pool, unseen_order, few, two) else None

    # ---- solving --------------------------------------------------------------------------------------------------
    def _build(self, rng, level, pool, unseen_order, few, two):
        plain, wide = level == "plain", level == "wide"
        self.rng, f = rng, rng.choice(FAMILIES if wide else OLD)
        self.family = f
        self.register = rng.choice(registers.REGISTERS) if wide and not unseen_order else "story"
        self.kinds = rng.sample(f["items"], 2 if wide and (rng.random() < 0.25 or two) else 1)
        self.items = [plural(k) for k in self.kinds]
        two, listed = len(self.items) == 2, self.register in ("list", "table")
        n = rng.choice([2, 3, 3, 4] if two else [3, 4, 5, 6] if listed else [3, 3, 3, 4, 4, 5] if wide else [3] * 7 + [4] * 3)
        if few:
            n = 2
        if unseen_order:
            n = max(n, 3)
        chosen = self._parties(rng, n + 1, wide, pool)
        self.names, self.stranger = chosen[:n], chosen[n]
        self.value, self.steps, self.needs, self.later, self.said, self.rests = {}, {}, {}, [], {}, []
        order = list(self.names)
        rng.shuffle(order)
        related = 0.0 if self.register == "table" else 0.25 if plain else 0.6 if n < 5 else 0.4
        if not all(self._fact(e, rng.choice(order[:i]) if i and rng.random() < related else None) for i, e in enumerate(order)):
            return False
        text = list(order)
        if unseen_order:
            text.reverse()
        elif not plain and rng.random() < 0.25:
            rng.shuffle(text)
        self.reversed_order = n >= 3 and bool(self.needs) and text == order[::-1]
        if unseen_order and not self.reversed_order:
            return False
        self.order = [(e, i) for e in self._workable(text) for i in self.items]
        events = []
        for when in self._times(0 if plain else _many(rng, wide)):
            sentence = self._event(when)
            if not sentence:
                return False
            events.append(sentence)
        if not self._fits():
            return False
        return self._write(rng, text, events, plain, wide)

    def _parties(self, rng, n, wide, pool):
        coined = wide and rng.random() < 0.8
        if self.family["name"] == "people":
            return names.people(rng, n, coined, pool)
        known = {"teams": COLORS, "stores": SIDES, "farms": SIDES}[self.family["name"]]
        chosen = names.people(rng, n, coined, pool) if coined or pool is names.UNSEEN else rng.sample(known, n)
        return [{"teams": "Team %s", "stores": "the %s store", "farms": "the %s farm"}[self.family["name"]] % c for c in chosen]

    def _fact(self, e, o):
        rng, item = self.rng, self.items[0]
        if o is None:
            kind, k, v = "fact", None, rng.randint(3, 20)
            expr = "%d" % v
        else:
            kind = rng.choice(["more", "fewer", "twice"])
            a, k = self.value[o, item], rng.randint(2, 12) if kind == "more" else rng.randint(2, 9)
            v = a + k if kind == "more" else a - k if kind == "fewer" else a * 2
            expr = "%d %s = %d" % (a, "+ %d" % k if kind == "more" else "- %d" % k if kind == "fewer" else "* 2", v)
            self.needs[e, item] = (o, item)
        if not 1 <= v <= 45:
            return False
        self._derive((e, item), v, expr, o)
        self.said[e] = dict(kind=kind, o=o, k=k, n=v, m=None, base=None if o is None else a)
        if len(self.items) == 2:
            m = rng.randint(3, 20)
            self.said[e]["m"] = m
            self._derive((e, self.items[1]), m, "%d" % m)
        return True

    def _derive(self, key, v, expr, o=None):
        """`o`: whose value it starts from, named before it so that finding the name and finding its value are two small steps."""
        self.value[key] = v
        self.steps[key] = Step(self._has(key, (o + "'s " if o else "") + expr), "%s." % expr)

    def _has(self, key, expr):
        """With two things the thing stands before the number: whoever looks for one of them reads both, then copies what follows."""
        return "%s has %s%s." % (key[0], key[1] + ": " if len(self.items) == 2 else "", expr)

    def _workable(self, text):
        """The text's own order, each party after the one its value is derived from."""
        todo, out = list(text), []
        while todo:
            e = next(e for e in todo if self.needs.get((e, self.items[0]), (None,))[0] in out + [None])
            out.append(e)
            todo.remove(e)
        return out

    def _times(self, many):
        if many > 1 and self.rng.random() < 0.6:
            start = self.rng.randint(0, 7 - many)
            return ["On " + d for d in DAYS[start:start + many]]
        return [self.rng.choice(["Then", "Later"]) for _ in range(many)]

    def _event(self, when):
        rng, item = self.rng, self.rng.choice(self.items)
        kind, (e, o), k = rng.choice(["gain", "lose", "give"]), rng.sample(self.names, 2), rng.randint(2, 9)
        if kind != "gain" and self.value[e, item] - k < 1:
            return None
        moves = {e: k if kind == "gain" else -k}
        if kind == "give":
            moves[o] = k
        moved = [k_[0] for k_ in self.order if k_[1] == item and k_[0] in moves]
        before = {name: self.value[name, item] for name in moved}
        for name in moved:
            a, d, key = self.value[name, item], moves[name], (name, item)
            self.value[key] = a + d
            expr = "%d %s %d = %d" % (a, "+" if d > 0 else "-", abs(d), a + d)
            self.later.append((key, Step("%s %s" % (when, self._has(key, expr)), "%s." % expr)))
        sentence = rng.choice(self.family[kind]).format(t=when, e=e, o=o, k=k, i=item)
        if kind == "give":
            self._resting(sentence, before[o], back=1)
        return self._resting(sentence, before[e])

    def _resting(self, sentence, value, back=0):
        self.rests.append((sentence, back, value))
        return sentence

    def _fits(self):
        for i in self.items:
            of = [self.value[e, i] for e in self.names]
            if len(set(of)) < len(of) or max(of) > LARGEST or min(of) < 1 or sum(of) > LARGEST_TOTAL:
                return False
        return True

    # ---- writing --------------------------------------------------------------------------------------------------
    def _write(self, rng, text, events, plain, wide):
        f, self.price, self.limit, extra = self.family, None, None, []
        rows = [s for e in text for s in self._sentences(e)]
        if not plain and rng.random() < 0.45:
            self.price = rng.randint(2, 5)
            extra.append(rng.choice(f["price"]).format(s=self.kinds[0], p=self.price))
            dearest = max(self.value[e, self.items[0]] for e in self.names) * self.price
            limit = (dearest // 20 + 1) * 20
            if wide and limit <= 120 and rng.random() < 0.5:
                self.limit = limit
                extra.append(f["limit"][0].format(b=limit))
        if not plain and rng.random() < 0.4:
            e, o = rng.sample(self.names, 2)
            extra.append(rng.choice(f["filler"]).format(e=e, o=o))
        if wide and rng.random() < 0.35:
            e = self.stranger if rng.random() < 0.3 else rng.choice(self.names)
            of = NUMBERED if f["name"] == "people" else NUMBERED[1:]
            extra.append(rng.choice(of).format(e=e, n=rng.randint(2, 60)))
        if wide and rng.random() < 0.1:
            extra += rng.sample(LONG, rng.randint(2, 6))
        listed = self.register in ("list", "table")
        body = ([] if listed else rows) + events
        for s in extra:
            body.insert(rng.randint(0, len(body)), s)
        subject = " and ".join(self.items)
        if self.register == "memo":
            self.context = registers.memo(rng, subject, body)
        elif self.register == "report":
            self.context = registers.report(rng, subject, body)
        elif self.register == "list":
            self.context = registers.bullets(rng, subject, [self._bullet(e) for e in text], body)
        elif self.register == "table":
            self.context = registers.table(self.items, [(e, [self.said[e]["n"]] + ([self.said[e]["m"]] if len(self.items) == 2 else [])) for e in text], body)
        else:
            self.context = registers.prose(body)
        return True

    def _sentences(self, e):
        rng, f, said = self.rng, self.family, self.said[e]
        first, kind = self.items[0], said["kind"]
        if said["m"] is not None and kind == "fact" and rng.random() < 0.6:
            return [rng.choice(f["pair"]).format(e=e, n=said["n"], m=said["m"], i=first, j=self.items[1])]
        out = [rng.choice(f[kind]).format(e=e, o=said["o"], n=said["n"], k=said["k"], i=first)]
        if said["o"]:
            self._resting(out[0], said["base"])
        if said["m"] is not None:
            out.append(rng.choice(f["fact"]).format(e=e, n=said["m"], i=self.items[1]))
        return out

    def _bullet(self, e):
        said, first = self.said[e], self.items[0]
        size = {"fact": "{n} {i}", "more": "{k} {i} more than {o}", "fewer": "{k} {i} less than {o}", "twice": "twice as many {i} as {o}"}[said["kind"]]
        line = "%s: %s" % (e, size.format(n=said["n"], k=said["k"], o=said["o"], i=first))
        if said["o"]:
            self._resting(line, said["base"])
        return line + ("" if said["m"] is None else ", %d %s" % (said["m"], self.items[1]))

    # ---- notes ----------------------------------------------------------------------------------------------------
    def about(self):
        return self.items

    def asked(self, q):
        named = [i for i in map(plural, self.family["items"]) if re.search(r"\b%s\b" % i, q.text, re.IGNORECASE)]
        return sorted(named, key=q.text.lower().index) or self.items[:1]

    def final(self, key):
        return self._has(key, "%d" % self.value[key])

    def checked(self, key):
        return "%s %d." % (key[0], self.value[key])

    def parties(self):
        return [e for e, i in self.order if i == self.items[0]]

    def _pairs(self):
        p = self.parties()
        return [(a, b) for i, a in enumerate(p) for b in p[i + 1:]]

    def _paired(self):
        """Whether notes compare every pair; with many parties that would be more notes than text."""
        return len(self.names) <= (3 if len(self.items) == 2 else 4)

    def _total(self, item):
        of = [self.value[e, item] for e in self.parties()]
        run, steps = of[0], []
        for v in of[1:]:
            steps.append("%d + %d = %d" % (run, v, run + v))
            run += v
        return ", ".join(steps), run

    def _tag(self, item):
        return ", " + item if len(self.items) == 2 else ""

    def _all(self, item):
        return "All %s" % item if len(self.items) == 2 else "All together"

    def _ranked(self, word, item):
        return word + (" " + item if len(self.items) == 2 else "")

    def _of_all(self, word, item, name):
        """Each value and whose it is, then the value that counts, then whose that is: each a small step from the one before."""
        of = ", ".join("%d %s" % (self.value[e, item], names.core(e)) for e in self.parties())
        return "%s of %s: %d, %s." % (self._ranked(word, item), of, self.value[name, item], name)

    def _over(self, a, b, item):
        return (a, b) if self.value[a, item] > self.value[b, item] else (b, a)

    def claims(self, r):
        v = self.value
        if r == 1:
            return super().claims(1)
        out, add = [], lambda text, need, step=None, ranked=None: out.append(Claim(text, r, need, step, ranked=ranked))
        pairs = [(a, b, i) for i in self.items for a, b in self._pairs()] if self._paired() else []
        everyone = {i: [(e, i) for e in self.parties()] for i in self.items}
        if r == 2:
            for a, b, i in pairs:
                work = "%d + %d = %d." % (v[a, i], v[b, i], v[a, i] + v[b, i])
                add("%s and %s together%s: %s" % (a, b, self._tag(i), work), [(a, i), (b, i)])
            for i in self.items:
                add("%s: %s." % (self._all(i), self._total(i)[0]), everyone[i])
            if len(self.items) == 2:
                for e in self.parties():
                    add("%s in all: %s" % (e, self._both(e)), [(e, i) for i in self.items])
            return out
        if r > PASSES:
            return []
        for a, b, i in pairs:
            hi, lo = self._over(a, b, i)
            work = "%d - %d = %d." % (v[hi, i], v[lo, i], v[hi, i] - v[lo, i])
            add("%s and %s apart%s: %s" % (a, b, self._tag(i), work), [(a, i), (b, i)])
        for i in self.items:
            ranked = sorted(self.names, key=lambda e: v[e, i])
            for word, by in (("Most", ranked[::-1]), ("Fewest", ranked)):
                add(self._of_all(word, i, by[0]), everyone[i], ranked={e: v[e, i] for e in by})
        if self.price:
            for e in self.parties():
                add("Cost of %s: %s" % (e, self._cost(e)), [(e, self.items[0])])
        if self.limit:
            for e in self.parties():
                add("Left for %s: %s" % (e, self._left(e)), [(e, self.items[0])], "Cost: " + self._cost(e))
        return out

    def _both(self, e):
        a, b = (self.value[e, i] for i in self.items)
        return "%d + %d = %d." % (a, b, a + b)

    def _cost(self, e):
        v = self.value[e, self.items[0]]
        return "%d * %d = %d." % (v, self.price, v * self.price)

    def _left(self, e):
        cost = self.value[e, self.items[0]] * self.price
        return "%d - %d = %d." % (self.limit, cost, self.limit - cost)

    # ---- questions ------------------------------------------------------------------------------------------------
    def questions(self, rng):
        """Every question of this world. Without a generator: in their first wording, and none that supposes a change."""
        f, v, out = self.family, self.value, []
        pick = (lambda texts: texts[0]) if rng is None else rng.choice

        def ask(kind, wording, answer, need, step, look, r, **words):
            out.append(Question(kind, self._say(pick(wording), **words), str(answer), need, step, look, r))

        i0 = self.items[0]
        for i in self.items:
            for e in self.parties():
                ask("value", ASK["value"], v[e, i], [(e, i)], None, self.final((e, i)), 1, e=e, i=i)
        for e in self.parties():
            if self.price:
                ask("cost", f["cost"], v[e, i0] * self.price, [(e, i0)], "Cost: " + self._cost(e), "Cost of %s: %d." % (e, v[e, i0] * self.price), 3, e=e, i=i0)
            if self.limit:
                left = self.limit - v[e, i0] * self.price
                ask("budget", f["left"], left, [(e, i0)], "Cost: %s Left: %s" % (self._cost(e), self._left(e)), "Left for %s: %d." % (e, left), 3, e=e)
            if len(self.items) == 2:
                ask("both", ASK["both"], v[e, i0] + v[e, self.items[1]], [(e, i) for i in self.items], "In all: " + self._both(e),
                    "%s in all: %d." % (e, v[e, i0] + v[e, self.items[1]]), 2, e=e, i=i0, j=self.items[1])
        for i in self.items:
            for a, b in self._pairs():
                x, y = (a, b) if rng is None or rng.random() < 0.5 else (b, a)
                need, s, (hi, lo) = [(a, i), (b, i)], v[a, i] + v[b, i], self._over(a, b, i)
                ask("sum", ASK["sum"], s, need, "Together: %d + %d = %d." % (v[x, i], v[y, i], s),
                    "%s and %s together%s: %d." % (a, b, self._tag(i), s) if self._paired() else None, 2 if self._paired() else 1, e=x, o=y, i=i)
                d = v[hi, i] - v[lo, i]
                ask("difference", ASK["difference"], d, need, "Over: %d - %d = %d." % (v[hi, i], v[lo, i], d),
                    "%s and %s apart%s: %d." % (a, b, self._tag(i), d) if self._paired() else None, 3 if self._paired() else 1, e=hi, o=lo, i=i)
            steps, total = self._total(i)
            everyone, ranked = [(e, i) for e in self.parties()], sorted(self.names, key=lambda e: v[e, i])
            ask("total", ASK["total"], total, everyone, "All: %s." % steps, "%s: %d." % (self._all(i), total), 2, i=i)
            ask("most", ASK["most"], ranked[-1], everyone, self._of_all("Most", i, ranked[-1]), "%s: %s." % (self._ranked("Most", i), ranked[-1]), 3, i=i)
            ask("fewest", ASK["fewest"], ranked[0], everyone, self._of_all("Fewest", i, ranked[0]), "%s: %s." % (self._ranked("Fewest", i), ranked[0]), 3, i=i)
        if rng is not None:
            self._suppose(rng, out)
            self._unknown(rng, out)
        return out

    def _suppose(self, rng, out):
        v, i, f = self.value, rng.choice(self.items), self.family
        e, k = rng.choice(self.names), rng.randint(2, 9)
        out.append(Question("what-if", self._say(f["gained"], e=e, k=k, i=i), str(v[e, i] + k), [(e, i)], "Then %d + %d = %d." % (v[e, i], k, v[e, i] + k), None, 1))
        e = rng.choice(self.names)
        k, (steps, total) = rng.randint(1, min(9, v[e, i])), self._total(i)
        then = "Then %d - %d = %d." % (total, k, total - k)
        out.append(Question("what-if-total", self._say(f["lost"], e=e, k=k, i=i), str(total - k), [(p, i) for p in self.parties()],
                            "All: %s. %s" % (steps, then), None, 2, then))

    def _unknown(self, rng, out):
        f, i = self.family, rng.choice(self.items)
        ask = lambda wording, **words: out.append(Question("unknown", self._say(rng.choice(wording), **words), "unknown"))
        ask(ASK["value"], e=self.stranger, i=i)
        how = rng.random()
        other = plural(rng.choice([k for k in f["items"] if k not in self.kinds]))
        if how < 0.3:
            ask(ASK["value"], e=rng.choice(self.names), i=other)
        elif how < 0.5:
            ask(ASK["total"], i=other)
        elif how < 0.75:
            ask(ASK[rng.choice(["sum", "difference"])], e=self.stranger, o=rng.choice(self.names), i=i)
        elif not self.price:
            ask(f["cost"], e=rng.choice(self.names), i=i)

    def _say(self, wording, **words):
        f = self.family
        text = wording.format(does=f["does"], do=f["do"], base=f["base"], third=f["third"], who=f["who"], **words)
        return registers.capital(text)


def _many(rng, wide):
    """How many transfers."""
    return rng.choice([0, 0, 0, 0, 1, 1, 1, 2, 2, 3]) if wide else int(rng.random() < 0.4)
