"""The product gives each reply as many tokens as the longest right ones have: notes that are cut off are wrong however well they were written."""
import json, os, random, unittest
from tokenizer import build_tokenizer
from world import WIDE, draw

BUDGETS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "SleepTime.Engine", "ModelHosting", "Profiles", "tiny", "budgets.json")


class Budgets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tok = build_tokenizer()
        with open(BUDGETS, encoding="utf8") as f:
            cls.budgets = json.load(f)

    def tokens(self, text):
        return len(self.tok.encode(text)) + 1                           # and the end of text

    def test_replies_of_test_worlds_fit(self):
        rng, worst = random.Random("budgets"), 0
        for level in [dict(), dict(unseen_names=True), dict(unseen_order=True)] * 60:
            w = draw(rng, level=WIDE, test=True, **level)
            worst = max(worst, *(self.tokens(w.notes(r)) for r in (1, 2, 3)))
            self.assertLessEqual(self.tokens(w.foreseen()), self.budgets["anticipateTokens"])
            self.assertLessEqual(self.tokens(w.judgement(rng)[1]), self.budgets["judgeTokens"])
            q = rng.choice(w.questions(rng))
            for verbosity, budget in enumerate(self.budgets["answerTokens"]):
                self.assertLessEqual(self.tokens(w.worked(q, verbosity)), budget)
        self.assertLessEqual(worst, self.budgets["sleepTokens"])
        self.assertGreater(worst, 256)                                  # long ones were among them


if __name__ == "__main__":
    unittest.main()
