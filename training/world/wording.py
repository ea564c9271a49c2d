"""How the families of worlds are worded. {e}, {o}: parties; {i}: things; {n}, {k}, {m}: numbers; {t}: a word of time."""

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January March April May June July August October".split()
COLORS = "Red Blue Green Gold Silver Black White Orange".split()
SIDES = "north south east west old new upper lower".split()

# asked of any family; {do}, {does}: do or did; {base}, {third}: its verb; {who}: how it asks for a party
ASK = dict(
    value=["How many {i} {does} {e} {base}?", "What is the number of {i} of {e}?", "Tell me how many {i} {e} {third}.", "{e}: how many {i} is that?"],
    sum=["How many {i} {do} {e} and {o} {base} together?", "What do the {i} of {e} and {o} add up to?", "{e} and {o}: how many {i} is that together?"],
    difference=["How many more {i} {does} {e} {base} than {o}?", "By how many {i} is {e} ahead of {o}?", "How many {i} is {o} behind {e}?"],
    total=["How many {i} {do} they {base} in total?", "What is the total number of {i}?", "How many {i} are there in all?"],
    most=["{who} {third} the most {i}?", "{who} has the largest number of {i}?", "{who} is first in {i}?"],
    fewest=["{who} {third} the fewest {i}?", "{who} has the smallest number of {i}?", "{who} is last in {i}?"],
    both=["How many {i} and {j} {does} {e} {base} in all?", "What do the {i} and {j} of {e} add up to?"],
)
LOSE = "If {e} loses {k} {i}, how many {i} will they have in total?"
GAIN = "If {e} gets {k} more {i}, how many {i} will {e} have?"

# sentences that say nothing of the world, for documents that are longer than what they say
LONG = ["The notes of the last meeting were read aloud, nobody had anything to add to them, and the talk went on to the next point of the day.",
        "As in the year before, the plan for the next season will be made after the holidays, when everybody is back and the books are closed.",
        "There was some talk about the colour of the new doors, but it was agreed that this can wait until the painters have given their view.",
        "A letter from the town hall asks for patience, since the repair of the bridge will go on until the end of the month and perhaps longer.",
        "Those who want to come to the summer party should tell the office soon, because the tables and the tent have to be ordered in time.",
        "The heating in the back room is still not working well, and the man who came to look at it said that he would have to come again."]

NUMBERED = ["{e} is {n} years old.", "The bus has {n} seats.", "Room {n} is free.", "The road is {n} miles long.", "It is {n} degrees outside.", "The meeting took {n} minutes."]

PEOPLE = dict(
    name="people", items="marble stamp shell coin card sticker book apple pear pencil button pebble lemon candle ribbon ring key spoon map badge".split(),
    does="does", do="do", base="have", third="has", who="Who",
    fact=["{e} has {n} {i}.", "{e} owns {n} {i}.", "In a box {e} keeps {n} {i}."],
    pair=["{e} has {n} {i} and {m} {j}.", "{e} owns {n} {i} and also {m} {j}."],
    more=["{e} has {k} more {i} than {o}.", "{e} has {k} {i} more than {o}."],
    fewer=["{e} has {k} fewer {i} than {o}.", "{e} has {k} {i} less than {o}."],
    twice=["{e} has twice as many {i} as {o}.", "{e} has double the {i} of {o}."],
    gain=["{t} {e} buys {k} more {i}.", "{t} {e} finds {k} more {i}."],
    lose=["{t} {e} loses {k} {i}.", "{t} {e} sells {k} {i}."],
    give=["{t} {e} gives {k} {i} to {o}.", "{t} {e} hands {k} {i} to {o}."],
    price=["Each {s} costs {p} dollars."], limit=["Each of them has a budget of {b} dollars."],
    cost=["How much do the {i} of {e} cost?", "What is the price of all {i} of {e}?"],
    left=["How many dollars of the budget of {e} are left?", "What is left of the budget of {e}?"],
    gained=GAIN, lost=LOSE,
    filler=["They live in the same town.", "{e} likes music.", "It is a sunny day.", "{e} and {o} are friends.", "{e} came late.", "The garden is green."])

TEAMS = dict(
    name="teams", items="ticket order bug invoice claim report task survey request form letter call".split(),
    does="did", do="did", base="close", third="closed", who="Who",
    fact=["{e} closed {n} {i}.", "{e} finished {n} {i} this week.", "This week {e} closed {n} {i}."],
    pair=["{e} closed {n} {i} and {m} {j}.", "This week {e} closed {n} {i} and {m} {j}."],
    more=["{e} closed {k} more {i} than {o}.", "{e} closed {k} {i} more than {o}."],
    fewer=["{e} closed {k} fewer {i} than {o}.", "{e} closed {k} {i} less than {o}."],
    twice=["{e} closed twice as many {i} as {o}.", "{e} closed double the {i} of {o}."],
    gain=["{t} {e} closed {k} more {i}."], lose=["{t} {k} {i} of {e} were opened again."],
    give=["{t} {k} {i} of {e} were moved to {o}."],
    price=["Each {s} earns {p} points."], limit=["The goal of each team is {b} points."],
    cost=["How many points does {e} earn?", "What do the {i} of {e} earn?"],
    left=["How many points is {e} short of the goal?", "What is left to the goal of {e}?"],
    gained="If {e} closes {k} more {i}, how many {i} will {e} have?", lost=LOSE,
    filler=["The office is quiet.", "{e} sits near {o}.", "The week was short.", "The phones were down."])

STORES = dict(
    name="stores", items="crate box barrel pallet chair lamp table bottle basket brick pipe tile drum sack".split(),
    does="does", do="do", base="hold", third="holds", who="Which one",
    fact=["{e} holds {n} {i}.", "{e} has {n} {i} in stock.", "There are {n} {i} in {e}."],
    pair=["{e} holds {n} {i} and {m} {j}.", "There are {n} {i} and {m} {j} in {e}."],
    more=["{e} holds {k} more {i} than {o}.", "{e} holds {k} {i} more than {o}."],
    fewer=["{e} holds {k} fewer {i} than {o}.", "{e} holds {k} {i} less than {o}."],
    twice=["{e} holds twice as many {i} as {o}.", "{e} holds double the {i} of {o}."],
    gain=["{t} {e} receives {k} more {i}."], lose=["{t} {e} ships {k} {i}."],
    give=["{t} {k} {i} go from {e} to {o}."],
    price=["Each {s} weighs {p} kilos."], limit=["Each store may hold {b} kilos."],
    cost=["How many kilos do the {i} of {e} weigh?", "What is the weight of the {i} of {e}?"],
    left=["How many kilos of room are left in {e}?", "What is the room left in {e}?"],
    gained=GAIN, lost=LOSE,
    filler=["The road is dry.", "{e} opens early.", "A truck comes on Monday.", "The gate is closed at night."])

FARMS = dict(
    name="farms", items="goat hen cow duck pig horse lamb jar bag egg melon plum".split(),
    does="does", do="do", base="keep", third="keeps", who="Which one",
    fact=["{e} keeps {n} {i}.", "{e} counts {n} {i}.", "There are {n} {i} at {e}."],
    pair=["{e} keeps {n} {i} and {m} {j}.", "There are {n} {i} and {m} {j} at {e}."],
    more=["{e} keeps {k} more {i} than {o}.", "{e} keeps {k} {i} more than {o}."],
    fewer=["{e} keeps {k} fewer {i} than {o}.", "{e} keeps {k} {i} less than {o}."],
    twice=["{e} keeps twice as many {i} as {o}.", "{e} keeps double the {i} of {o}."],
    gain=["{t} {e} buys {k} more {i}.", "{t} {k} more {i} come to {e}."], lose=["{t} {e} sells {k} {i}."],
    give=["{t} {e} sends {k} {i} to {o}."],
    price=["Each {s} costs {p} dollars."], limit=["Each farm has a budget of {b} dollars."],
    cost=["How much do the {i} of {e} cost?", "What is the price of all {i} of {e}?"],
    left=["How many dollars of the budget of {e} are left?", "What is left of the budget of {e}?"],
    gained=GAIN, lost=LOSE,
    filler=["The fields are wet.", "{e} lies near {o}.", "Rain is coming.", "The harvest was good."])

FAMILIES, OLD = [PEOPLE, TEAMS, STORES, FARMS], [PEOPLE, TEAMS, STORES]

# projects that start on a date and take days
PROJECT = dict(
    start=["{e} starts on {d}.", "The start of {e} is {d}."], after=["{e} starts {k} days after {o}."],
    takes=["{e} takes {n} days.", "The work on {e} needs {n} days."], longer=["{e} takes {k} days more than {o}."],
    both=["{e} starts on {d} and takes {n} days."],
    filler=["The plan is on the wall.", "{e} is led by a new team.", "No work is done at night."],
    ask=dict(
        start=["When does {e} start?", "On which day does {e} start?", "What is the start of {e}?"],
        days=["How many days does {e} take?", "How long is {e}?"],
        end=["When does {e} end?", "On which day is {e} done?", "What is the end of {e}?"],
        total=["How many days of work is that in total?", "How many days do they take in total?"],
        first=["Which one ends first?", "Which project is done first?"], last=["Which one ends last?", "Which project is done last?"],
        longest=["Which one takes the most days?", "Which project is the longest?"], shortest=["Which one takes the fewest days?", "Which project is the shortest?"]))


def plural(s):
    return s + ("es" if s.endswith("x") else "s")
