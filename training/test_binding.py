"""What rows ask of early blocks, and of the template behind questions: python3 -m unittest (from this folder)."""
import random, re, unittest
from array import array
import binding, rows, wire
from rows import RowMaker
from tokenizer import build_tokenizer
from world import WIDE, draw
from world.names import core


class Binding(unittest.TestCase):
    def setUp(self):
        self.tok = build_tokenizer()
        self.maker = RowMaker(self.tok, random.Random(41), 640, 0.1, 0.3, set())

    def known(self, text, spans):
        """What is known behind each of the characters that end a token: of what it is, or whose."""
        ids, out, read = self.tok.encode(text), {}, ""
        known = dict(binding.tokens(self.tok, ids, spans))
        for k, t in enumerate(ids):
            read += self.tok.decode([t])
            out[len(read)] = known.get(k)
        self.assertEqual(text, read)
        return out

    def worlds(self, seed, two):
        rng = random.Random(seed)
        for _ in range(150):
            w = draw(rng, WIDE, two=two)
            if w.about():
                yield w

    def test_of_two_things_each_line_of_notes_knows_its_own(self):
        seen = dict.fromkeys(["has", "together", "apart", "All", "Most", "Fewest"], 0)
        for w in self.worlds(42, True):
            for text in [w.notes(r) for r in (1, 2, 3)]:
                known, at = self.known(text, binding.of_lines(w, text)[0]), 0
                for line in text.split("\n"):
                    named = [i for i in w.about() if re.search(r"\b%s\b" % i, line)]
                    last = at + re.search(r"\w+(?=\.?$)", line).end()
                    self.assertEqual(named[0] if len(named) == 1 else None, known[last], line)
                    for word in seen:
                        seen[word] += bool(re.search(r"\b%s\b" % word, line)) and len(named) == 1
                    at += len(line) + 1
        self.assertTrue(all(n > 100 for n in seen.values()), seen)

    def test_whose_value_a_line_has_is_known_in_it(self):
        seen = 0
        for two in (True, False):
            for w in self.worlds(43, two):
                text = w.notes(1)
                known, at = self.known(text, binding.of_lines(w, text)[1]), 0
                for line in text.split("\n"):
                    m = re.search(r"(\S+|the \S+ \S+) has( \w+)", line)
                    party = next(e for e in w.names if line[:m.start(2)].endswith(e + " has"))
                    self.assertEqual(core(party), known[at + m.end(2)], line)
                    seen += 1
                    at += len(line) + 1
        self.assertGreater(seen, 500)

    def test_a_thing_in_the_text_knows_whose_it_is(self):
        seen = 0
        for w in self.worlds(44, False):
            head = wire.head(w.context)
            known = self.known(head, binding.of_document(w)[1])
            for e, said in w.said.items():
                for m in re.finditer(r"(?i)\b%s (?:has|owns|closed|holds|keeps|counts) %s %s\b" % (re.escape(e), said["n"], w.items[0]), head):
                    if said["kind"] == "fact":
                        self.assertEqual(core(e), known[m.end()], head)
                        seen += 1
        self.assertGreater(seen, 50)

    def test_the_cells_of_a_table_know_their_column_and_row(self):
        seen = 0
        for w in self.worlds(45, True):
            if w.register == "table" and len(w.about()) == 2:
                head = wire.head(w.context)
                what, whose, when = (self.known(head, spans) for spans in binding.of_document(w))
                for e in w.names:
                    m = re.search(r"\| %s \| (\d+) \| (\d+) \|" % re.escape(e), head)
                    self.assertEqual(w.about(), [what[m.end(1)], what[m.end(2)]], head)
                    self.assertEqual([core(e)] * 2, [whose[m.end(1)], whose[m.end(2)]], head)
                    seen += 1
        self.assertGreater(seen, 20)

    def test_where_a_transfer_ends_it_is_known_whose_of_what_and_when_it_was(self):
        seen, verbs = 0, "gives|hands|sends|loses|buys|finds|ships|receives"
        for w in self.worlds(47, True):
            head = wire.head(w.context)
            what, whose, when = (self.known(head, spans) for spans in binding.of_document(w))
            for m in re.finditer(r"(?i)(?:on )?(then|later|\w+day) ([^.\n]*?) (?:%s) \d+ (?:more )?(\w+)[^.\n]*\." % verbs, head):
                party = next((e for e in w.names if e.lower() == m[2].lower()), None)
                if party and m[3] in w.about() and len(w.about()) == 2:
                    self.assertEqual((m[3], core(party), m[1]), (what[m.end()], whose[m.end()], when[m.end()]), m[0])
                    seen += 1
        self.assertGreater(seen, 30)

    def test_a_question_knows_what_it_asks_for(self):
        for text, about in (("How many coins does the Nora farm keep?", ("coins", "Nora", None)), ("The Nora farm: how many coins is that?", ("coins", "Nora", None)),
                            ("How many coins do the Nora farm and the old farm keep together?", ("coins", None, None)), ("How many coins and hens are there?", (None, None, None)),
                            ("On Monday the Nora farm has coins: 3 + 4 = 7.", ("coins", "Nora", "Monday"))):
            w = next(self.worlds(48, True))
            w.names = ["the Nora farm", "the old farm"]
            self.assertEqual(about, binding.of_question(w, text, [i for i in ("coins", "hens") if i in text]), text)

    def test_the_template_behind_a_question_finds_what_the_notes_say(self):
        seen, rng = 0, random.Random(46)
        for w in self.worlds(46, True):
            for q in w.questions(rng):
                prompt = "\n" + wire.ask(q.text, 0)
                found = self.maker.hints.found(w, q, w.passes(), prompt)
                if q.kind != "unknown" and not q.look:
                    self.assertEqual([], found)
                    continue
                ids = self.tok.encode(prompt + wire.ASSISTANT)
                self.assertTrue(all(prompt in self.tok.decode(ids[:at]) or self.tok.decode(ids[:at]) == prompt for at, _, _ in found))
                self.assertTrue(all(at < len(ids) - 1 for at, _, _ in found), "the last token of the template predicts the reply")
                self.assertEqual([self.tok.encode(" " + core(q.answer))[0]] * 3, [label for _, label, _ in found[-3:]])
                seen += 1
        self.assertGreater(seen, 500)

    def test_rows_say_of_every_token_what_early_blocks_know(self):
        row = next(r for r in (self.maker.make() for _ in range(50)) if all(sum(weight for _, weight in known) for known in r.early))
        n, branches = len(row.tok), len(row.branches)
        self.assertEqual([n] * 6, [len(x) for x in (row.lab, row.w, row.pos, *row.early)])
        data = row.data()
        self.assertEqual(4 * (3 + 3 * branches + 10 * n), len(data))
        weights = array("f", data[-12 * n:])
        self.assertEqual([weight > 0 for known in row.early for _, weight in known], [x > 0 for x in weights])

    def test_a_row_has_no_longer_spine_than_the_trainer_has_room_for(self):
        room, rows.WIDEST = rows.WIDEST, 250
        try:
            drawn = [self.maker.attempt().spine for _ in range(60)]
            self.assertGreater(max(drawn), 250)
            self.assertLessEqual(max(self.maker.make().spine for _ in range(60)), 250)
        finally:
            rows.WIDEST = room


if __name__ == "__main__":
    unittest.main()
