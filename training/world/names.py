"""Names of parties: 30 common ones, some 1,200 coined ones of two pieces each (`Bel` + `ina`), and invented ones of three.

Only training has invented names: there are so many that a name can only be copied, never known.
"""
import re

from world.held_out import held_out_name

COMMON = ("Maya Tom Lena Omar Ruth Ivan Nora Hugo Zoe Paul Alma Finn Iris Kofi Dora Sam Vera Luca Emma Noah "
          "Olga Ben Tara Jack Rosa Amir Lucy Otto Gina Carl").split()
FIRST = ("Bel Dar Fen Gor Hal Jun Kel Lor Mir Nev Pel Quin Ril Sor Tav Ulm Vor Wel Yar Zan "
         "Brin Cal Dren Elm Fal Gril Hest Ilm Jor Kant Lim Mol Nis Orv Pran Rud Sten Tor Umb Vald Wim Yul Zeb").split()
LAST = ("an ina ira us ow ick ulo ia ard olf is or ita umo ila ox oba im ust ono "
        "igo ulla uno ovi ilda ust ann iff ock unda").split()
COINED = list(dict.fromkeys(a + b for a in FIRST for b in LAST))
SEEN, UNSEEN = [n for n in COINED if not held_out_name(n)], [n for n in COINED if held_out_name(n)]
INVENTED = [n + c for n in SEEN for c in LAST if not held_out_name(n + c)]


def people(rng, n, coined, pool=SEEN):
    """n different names; coined: from the pool, not the common ones alone; UNSEEN is given out without any common one."""
    if pool is UNSEEN:
        return rng.sample(UNSEEN, n)
    if not coined:
        return rng.sample(COMMON, n)
    names = set()
    while len(names) < n:
        names.add(rng.choice(COMMON if rng.random() < 0.2 else pool))
    out = sorted(names)
    rng.shuffle(out)
    return out


def core(party):
    """What tells a party from others of its kind: "Gold" of "Team Gold", "old" of "the old farm"."""
    return re.sub(r"^(?:Team|Project|the) | (?:farm|store)$", "", party)
