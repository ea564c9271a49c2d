"""Synthetic worlds: short documents of numeric facts, every question about them, and worked text.

Everything is exact: the values are solved first, the text is written from them.
- `counts`: parties and how many things each has; relations, transfers over days, prices, budgets, two quantities
- `schedule`: projects that start on a date and take a number of days
- `empty`: documents that say nothing of the kind
- `text`: what both have in common: notes in passes, worked answers, answers from notes, judged notes, foreseen questions
- `registers`: a document from its sentences: story, memo, report, list, table
- `names`: a large pool of names, a part of which no training world ever has
- `held_out`: which documents only tests may have
"""
from world.counts import CountWorld
from world.empty import EmptyWorld
from world.held_out import held_out
from world.names import INVENTED, SEEN, UNSEEN
from world.schedule import ScheduleWorld

PLAIN, FULL, WIDE = "plain", "full", "wide"


def draw(rng, level=WIDE, test=False, unseen_names=False, unseen_order=False, invented_names=False, few=False, two=False):
    """A world of a level: plain (facts in order, few relations), full (one paragraph, three or four known parties) or wide.

    Training worlds (test=False) never have a held-out document, name or order of sentences; test worlds have only
    held-out documents, and held-out names and orders where asked for. Invented names, and worlds of counts that
    always have two parties (few) or two things (two), are for training alone.
    """
    pool = UNSEEN if unseen_names else INVENTED if invented_names else SEEN
    while True:
        kind = _kind(rng, level) if not unseen_order else CountWorld
        w = kind.attempt(rng, level, pool, unseen_order, few, two)
        if w and held_out(w.context) == test and (test or not w.reversed_order):
            return w


def _kind(rng, level):
    r = rng.random()
    if level != WIDE or r > 0.17:
        return CountWorld
    return ScheduleWorld if r > 0.02 else EmptyWorld
