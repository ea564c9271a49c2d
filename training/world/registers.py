"""A document from what it says: running text, a memo, a report, a list or a table in Markdown."""

REGISTERS = ["story", "story", "memo", "report", "list", "table"]
MEMO = ["Memo to all", "To the whole team", "Dear all", "A short note"]
TITLE = ["Report on {i}", "Overview of {i}", "Weekly report: {i}", "State of the {i}"]
INTRO = ["This is the list of {i}:", "What we know of the {i}:", "The {i} so far:"]
CLOSE = ["Thank you.", "That is all.", "Please check.", "More next week."]


def capital(sentence):
    return sentence[0].upper() + sentence[1:]


def prose(sentences):
    return " ".join(capital(s) for s in sentences)


def memo(rng, subject, sentences):
    close = "\n" + rng.choice(CLOSE) if rng.random() < 0.5 else ""
    return "%s\nSubject: %s\n%s%s" % (rng.choice(MEMO), subject, prose(sentences), close)


def report(rng, subject, sentences):
    body = "\n".join(capital(s) for s in sentences) if rng.random() < 0.5 else prose(sentences)
    return "# %s\n%s" % (rng.choice(TITLE).format(i=subject), body)


def bullets(rng, subject, rows, sentences):
    return "\n".join([rng.choice(INTRO).format(i=subject)] + ["- " + r for r in rows] + ([prose(sentences)] if sentences else []))


def table(columns, rows, sentences):
    head = ["| Name | %s |" % " | ".join(capital(c) for c in columns), "| --- |" + " --- |" * len(columns)]
    return "\n".join(head + ["| %s | %s |" % (name, " | ".join(str(c) for c in cells)) for name, cells in rows] + ([prose(sentences)] if sentences else []))
