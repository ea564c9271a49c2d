"""What belongs together in a text: the thing and the party of its tokens, which early blocks of the model have to know there.

A number is found by whose it is and of what. A token that is found by both has to carry both, but nothing in predicting
what follows it asks for that: it was learned for parties, which every world has several of, and not for things, of which of two
an answer of one word then took one or the other, as often right as wrong. So rows ask for it, of the stream in the middle of the model.
Spans are (first character, behind the last, word), of three kinds: of what, whose, and when.
"""
import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate
import wire
from world.names import core


@cache
def length(tok, token):
    """How many characters a token is."""
    return len(tok.decode([token]))


def tokens(tok, ids, spans):
    """(token, word) for the tokens of a text that end in a span; of spans that overlap the last counts."""
    ends, known = list(accumulate(length(tok, t) for t in ids)) if spans else [], {}
    for first, behind, word in spans:
        known.update((k, word) for k in range(bisect_right(ends, first), bisect_right(ends, behind)))
    return known.items()


def of_lines(w, text):
    """Spans of notes and worked answers: (of what, whose, when)."""
    what, whose, when, of = [], [], [], w.about()
    if not of:
        return what, whose, when
    party, things = "|".join(map(re.escape, w.names)), "|".join(of)
    line = r"(?:(?:\b(Then|Later|\w+day) )?\b(%s) has|together,|apart,|\bAll|\bMost|\bFewest)%s([^.\n]*\.)" % (party, r" (%s)\b" % things if len(of) == 2 else "()")
    for m in re.finditer(line, text):
        time, name, thing, _ = m.groups()
        if name:
            whose.append((m.end(2) + len(" has"), m.end(), core(name)))
        if thing:
            what.append((m.start(4), m.end(), thing))
        if time:
            when.append((m.end(2), m.end(), time))
    return what, whose, when


def of_document(w):
    """Spans of the document: (of what, whose, when). What is of whoever is named before it in its sentence, or else first behind it."""
    what, whose, when, of = [], [], [], w.about()
    if not of:
        return what, whose, when
    head = wire.head(w.context)
    named = re.compile(r"\b(%s)\b" % "|".join(map(re.escape, w.names)), re.I)
    name = lambda m: core(re.sub("^The ", "the ", m[0]))
    for m in re.finditer(r"^\| (.*?) \|((?: \d+ \|)+)$", head, re.M):
        whose.append((m.start(2), m.end(), core(m[1])))
        if len(of) == 2:
            what += [(m.start(2) + cell.start(), m.start(2) + cell.end(), thing) for cell, thing in zip(re.finditer(r" \d+ \|", m[2]), of)]
    for s in re.finditer(r"[^.\n]+[.\n]", head):
        parties, time = list(named.finditer(s[0])), re.match(r"\s*(?:On )?(Then|Later|\w+day)\b", s[0])
        things = list(re.finditer(r"\b(%s)\b" % "|".join(of), s[0])) if parties else []
        for m, after in zip(things, things[1:] + [None]):
            end = after.start() if after else len(s[0])
            before = [p for p in parties if p.end() < m.start()]
            owner = before[-1] if before else parties[0]
            others = [p for p in parties if m.end() < p.start() < end and p != owner]
            begin = max(m.start(), owner.end())
            for stop, go in zip([p.start() - 1 for p in others] + [end], [begin] + [p.end() for p in others]):
                whose.append((s.start() + go, s.start() + stop, name(owner)))
            if len(of) == 2:
                what.append((s.start() + m.end(), s.start() + end, m[0]))
            if time:
                when.append((s.start() + m.start(), s.start() + end, time[1]))
    return what, whose, when


def of_question(w, text, about):
    """What a question or note is about: (thing, party, time), each None where it is not one."""
    parties = {m[0] for m in re.finditer(r"\b(?:%s)\b" % "|".join(map(re.escape, w.names)), text[0].lower() + text[1:] if text.startswith("The ") else text)}
    time = re.match(r"(?:On )?(Then|Later|\w+day) ", text)
    return about[0] if len(about) == 1 else None, core(parties.pop()) if len(parties) == 1 else None, time[1] if time else None
