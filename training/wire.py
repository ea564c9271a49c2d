"""The wire format: the one place of the training that fixes how prompts are put together (the product's `tiny` profile).

ChatML; the document and "document + notes" are stable prefixes, so nothing that changes stands before them.
"""
USER, ASSISTANT, END = "<|im_start|>user\n", "<|im_end|>\n<|im_start|>assistant\n", "<|im_end|>"


def head(context):
    return USER + context + "\n\n"


def given(notes):
    """Notes that are at hand, with the line break that closes them."""
    return "Notes:\n" + notes + "\n"


def ask(question, verbosity):
    return "Question: %s\nVerbosity: %d" % (question, verbosity)


def task(r):
    return "Task: write notes %d" % r


FORESEE = "Task: write questions"


def judge(note):
    return "Note: %s\nTask: judge the note" % note
