"""Documents without anything to note: talk, and numbers that belong to nothing that is asked about."""
from world import names, registers
from world.text import FINISHED, Question, Said, World
from world.wording import ASK, FARMS, LONG, NUMBERED, PEOPLE, TEAMS, plural


class EmptyWorld(World):
    order, steps, needs, later, likely = [], {}, {}, [], []
    register = "story"

    @classmethod
    def attempt(cls, rng, level, pool, unseen_order=False, few=False, two=False):
        w = cls()
        w.names = names.people(rng, 3, True, pool)
        w.stranger = w.names[2]
        e, o = w.names[:2]
        said = rng.sample(LONG, rng.randint(1, 3)) + rng.sample(NUMBERED, rng.randint(1, 3)) + rng.sample(PEOPLE["filler"], 2)
        rng.shuffle(said)
        w.context = registers.prose(s.format(e=e, o=o, n=rng.randint(2, 60)) for s in said)
        return w

    def claims(self, r):
        return []

    def foreseen(self, most=6):
        return FINISHED

    def to_judge(self, rng):
        return None, Said("%s has %d." % (rng.choice(self.names), rng.randint(3, 40)))

    def questions(self, rng):
        out = []
        for kind in ("value", "total", "most"):
            f = rng.choice([PEOPLE, TEAMS, FARMS])
            words = dict(e=rng.choice(self.names), i=plural(rng.choice(f["items"])), does=f["does"], do=f["do"], base=f["base"], third=f["third"], who=f["who"])
            out.append(Question("unknown", registers.capital(rng.choice(ASK[kind]).format(**words)), "unknown"))
        return out
