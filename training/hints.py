"""What is asked within documents and prompts instead of what follows there: steps in between that a reply needs.

Documents and prompts are never generated in use, so what is predicted within them is free. A hint is (token of the text, label, weight).
"""
import wire
from world import names

HINT, WORDING = 0.5, 0.05             # weight of a hint, and of how a question goes on behind a thing that the text counts
TEMPLATE = 5                          # tokens of the template between prompt and reply, of which only the last predicts something


class Hints:
    """Hints for texts in the tokens of `tok`."""

    def __init__(self, tok):
        self.tok = tok

    def plan(self, w, need, prompt, until=None):
        """Where a prompt without notes ends, in the tokens of the template: of each needed value when it changes first, or that it never does.

        In the reply this has to be known behind each line: whether a later one follows, or the next value, or the answer."""
        if not w.later:
            return []
        at = len(self.tok.encode(prompt))
        when = [line.removeprefix("On ").split(" ")[0] if line else "Answer" for line in w.changed(need, until)]
        return [(at + n, self.word(word), HINT) for n, word in enumerate(when[:TEMPLATE - 1])]

    def word(self, text):
        """The first token of a word that stands within a line."""
        return self.tok.encode(" " + text)[0]

    def found(self, w, q, passes, prompt):
        """Where a question ends that the notes answer, in the tokens of the template: whose value or which note it is, and what it says.

        An answer of one word has to put these together and find a number by all of them in one step. Here each is a step of
        its own, and later positions see what earlier ones came to."""
        known = q.kind != "unknown"
        if known and not (q.look and passes >= q.pass_):
            return []
        first = next((names.core(e) for e in sorted(w.names, key=q.look.find) if e in q.look), q.look.split()[0].strip(":")) if known else None
        answer, at = names.core(q.answer), len(self.tok.encode(prompt))
        steps = [(first, HINT), (answer, HINT), (answer, HINT), (answer, HINT)]
        return [(at + n, self.word(word), weight) for n, (word, weight) in enumerate(steps) if word]

    def rests(self, w):
        """Where a sentence of the text ends that rests on a value, or whoever gets something from another is named: predict the value before."""
        head, after, out = wire.head(w.context), {}, []
        for sentence, back, value in w.rests:                           # in the order of the text, the same one twice among them
            at = head.lower().find(sentence.lower(), after.get((sentence, back), 0))
            if at >= 0:                                                 # a list has lines instead of sentences, and only one of both is in it
                after[sentence, back] = end = at + len(sentence)
                out.append((len(self.tok.encode(head[:end - back])) - 1, self.word(str(value)), HINT))
        return out

    def unknown(self, w, q, prompt):
        """Where a question names a thing that the text does not count, and where it ends: predict "unknown", if it is.

        Prompts are never generated in use, so their positions are free for this: it asks for the comparison where
        it can be made first, at the one token that is to be compared, instead of at the answer alone. (The product scores
        how likely a question is; behind a thing that the text does not count that score is lower for it.)"""
        def last(text):                                                 # the position of its last token
            end = prompt.index(q.text) + q.text.lower().index(text.lower()) + len(text)
            return len(self.tok.encode(prompt[:end])) - 1
        follows, unknown = self.tok.encode(prompt + wire.ASSISTANT), self.word("unknown")
        label = lambda at, known, weight: (at, follows[at + 1] if known else unknown, weight)
        things = [i for i in w.asked(q) if i in q.text.lower()] if w.about() else []
        counted = [label(last(i), i in w.about(), WORDING if i in w.about() else HINT) for i in things]
        return counted + [label(last(q.text), q.kind != "unknown", HINT)]
