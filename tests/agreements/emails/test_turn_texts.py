"""Every mail about a step of a table, word for word."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import pytest

from agreements.emails import turn
from agreements.models import RenegotiationStep
from eclt_partners.notifications.letters import Letter
from eclt_partners.notifications.models import Outgoing
from tests.agreements.emails import steps_taken as steps
from tests.agreements.table import raised
from tests.cast import NOW, Cast
from tests.mails.foot import without_foot

SECRET = (
    *("storm", "roofs", "Fewer", "54,000", "54000", "6,000", "working days"),
    *("no money", "donor"),
)
FRAME = """\
Dear {reader},

{opening}

Partnership: Nyali Trust
Country: Malawi
Agreement: {agreement}
{facts}
{button}:
{url}

--
ECLT Foundation
Questions? Write to Amina: amina@example.org
You get this mail because you speak for your side in this agreement.
"""


@dataclass(frozen=True)
class Turn:
    """A step, and the mail that one side gets of it.

    Attributes:
        take: takes the step.
        reader: "user:" for Amina, "contact:" for Gift.
        state: that the step led to.
        subject: without the name at its end.
        opening: the paragraphs before the facts.
        button: its words.
        facts: the facts after the name of the agreement.
        agreement: number and title.
    """

    take: Callable[[Cast], object]
    reader: str
    state: str
    subject: str
    opening: str
    button: str
    facts: tuple[str, ...] = ()
    agreement: str = "MW-01/2026 Schools"

    def text(self, url: str) -> str:
        return FRAME.format(
            reader="Amina" if self.reader == "user:" else "Gift",
            opening=self.opening,
            agreement=self.agreement,
            facts="".join(f"{fact}\n" for fact in self.facts),
            button=self.button,
            url=url,
        )


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://site.example"
    settings.FOUNDATION_NAME = "ECLT Foundation"


TIME = "Time needed: About {} minutes"
NEXT = "What comes next: Waiting for "
SEEDS = "MW-01/2026 Seeds"
GOES_ON = "What is agreed goes on as it is."
BEGIN = "Nothing is agreed; a new one can be begun at any time."
EACH = "whether you accept it or want to talk about it, or propose other words."
SENT = (
    "Your side put a proposal on the table. The other side has to answer; you need to "
    "do nothing now."
)
SIGNERS = "Who signs: the country manager of the foundation, the head of the partner"
ASIDE = (
    "was put aside. Nobody is reminded before the day below; either side can take it "
    "up again at any time."
)
LOOK = NEXT + "both sides: look at it again on 1 Feb 2027"
TELL = "Tell everybody who has a promise in it."
LAPSED = (
    "The change was open for 120 days and nothing came of it, so it lapsed. "
    f"{GOES_ON} Either side can raise it again."
)
LAPSED_NEW = f"For 120 days nothing came of the new agreement, so it lapsed. {BEGIN}"
READ_IT = "say that you read the wish by 30 Nov 2026"

CHANGES = {
    "raised": Turn(
        raised,
        "user:",
        "RAISED",
        "Waiting for you: a change was raised",
        "The other side asks to change the agreement below. Read what changed and why, "
        "and say that you read it.",
        "Open the change",
        (f"{NEXT}you: {READ_IT}", TIME.format(3)),
    ),
    "raised for the own side": Turn(
        steps.raise_for_partner,
        "contact:",
        "RAISED",
        "Noted: your side raised a change",
        "A wish of your side to change the agreement below is noted. If your side does "
        "not want it, take it back at the table, or write to us.",
        "Open the change",
        (f"{NEXT}the foundation: {READ_IT}",),
    ),
    "read": Turn(
        steps.acknowledge,
        "contact:",
        "TALKING",
        "Time to talk: change of our agreement",
        "Both sides talk now about a change of the agreement below. Talk first, then "
        "write: what changed, what each side needs, and what must not change.",
        "Open the change",
        (f"{NEXT}both sides: talk by 7 Dec 2026", TIME.format(30)),
    ),
    "proposed": Turn(
        steps.propose,
        "user:",
        "PROPOSED",
        "Waiting for you: a proposal with 4 changes",
        f"A proposal for the agreement below is on the table. Say to each change {EACH}",
        "Read the proposal",
        (f"{NEXT}you: answer by 23 Dec 2026", TIME.format(20)),
    ),
    "countered": Turn(
        steps.counter,
        "contact:",
        "COUNTERED",
        "Waiting for you: an answer with 4 changes",
        f"The other side answered with its own proposal. Say to each change {EACH}",
        "Read the answer",
        (f"{NEXT}you: answer by 23 Dec 2026", TIME.format(20)),
    ),
    "countered by the own side": Turn(
        steps.counter_by_brian,
        "user:",
        "COUNTERED",
        "Sent: a proposal of your side with 4 changes",
        SENT,
        "Read the proposal",
        (f"{NEXT}the partner: answer by 23 Dec 2026",),
    ),
    "agreed": Turn(
        steps.agree,
        "contact:",
        "AGREED",
        "Time to sign: our agreement",
        "Both sides agreed to the same words. Now both sign them; with the last "
        "signature they become our agreement.",
        "Read and sign",
        (f"{NEXT}both sides: sign by 23 Dec 2026", SIGNERS, TIME.format(10)),
    ),
    "signed": Turn(
        steps.sign_change,
        "user:",
        "SIGNED",
        "Signed: new version from 23 Dec 2026",
        f"All have signed. The new version is valid from the day below. {TELL}\n\n"
        "90 days later we ask both sides whether it helped.",
        "Read what was signed",
        ("Valid from: 23 Dec 2026",),
    ),
    "declined": Turn(
        steps.at_a_change(steps.decline),
        "contact:",
        "DECLINED",
        "Declined: change of our agreement",
        "The change was declined. The reason, and what would make it possible, are "
        f"at the table. {GOES_ON}",
        "Read the reason",
    ),
    "taken back": Turn(
        steps.at_a_change(partial(steps.withdraw, who="gift")),
        "user:",
        "WITHDRAWN",
        "Taken back: change of our agreement",
        f"The side that raised the change took it back. {GOES_ON} You need to do "
        "nothing.",
        "Read the reason",
    ),
    "put aside": Turn(
        steps.at_a_change(partial(steps.park, who="gift")),
        "user:",
        "PARKED",
        "Put aside until 1 Feb 2027: change of our agreement",
        f"The change {ASIDE}",
        "Open the change",
        (LOOK,),
    ),
    "lapsed, to us": Turn(
        steps.at_a_change(steps.lapse),
        "user:",
        "LAPSED",
        "Lapsed: change of our agreement",
        LAPSED,
        "Open the change",
    ),
    "lapsed, to the partner": Turn(
        steps.at_a_change(steps.lapse),
        "contact:",
        "LAPSED",
        "Lapsed: change of our agreement",
        LAPSED,
        "Open the change",
    ),
}
NEW = {
    "begun": Turn(
        steps.begin,
        "contact:",
        "TALKING",
        "Time to talk: a new agreement",
        "We begin the agreement below together. Talk first, then write: what each side "
        "needs, what each side gives, and what must last.",
        "Open the table",
        (f"{NEXT}both sides: talk by 7 Dec 2026", TIME.format(30)),
    ),
    "proposed": Turn(
        steps.at_new_table(steps.first_paper),
        "user:",
        "PROPOSED",
        "Waiting for you: a proposal for a new agreement",
        "A proposal for the new agreement below is on the table. Say to each part "
        f"{EACH}",
        "Read the proposal",
        (f"{NEXT}you: answer by 23 Dec 2026", TIME.format(20)),
    ),
    "countered": Turn(
        steps.at_new_table(steps.second_paper),
        "contact:",
        "COUNTERED",
        "Waiting for you: an answer about a new agreement",
        f"The other side answered with its own proposal. Say to each part {EACH}",
        "Read the answer",
        (f"{NEXT}you: answer by 23 Dec 2026", TIME.format(20)),
    ),
    "countered by the own side": Turn(
        steps.at_new_table(steps.second_paper),
        "user:",
        "COUNTERED",
        "Sent: a proposal of your side for a new agreement",
        SENT,
        "Read the proposal",
        (f"{NEXT}the partner: answer by 23 Dec 2026",),
    ),
    "signed": Turn(
        steps.sign_first,
        "user:",
        "SIGNED",
        "Signed: our agreement from 1 Jan 2027",
        f"All have signed. The agreement is valid from the day below. {TELL}",
        "Read what was signed",
        ("Valid from: 1 Jan 2027",),
    ),
    "declined": Turn(
        steps.at_new_table(partial(steps.decline, who="gift")),
        "user:",
        "DECLINED",
        "Declined: a new agreement",
        "The new agreement was declined. The reason, and what would make it possible, "
        f"are at the table. {BEGIN}",
        "Read the reason",
    ),
    "taken back": Turn(
        steps.at_new_table(partial(steps.withdraw, who="amina")),
        "contact:",
        "WITHDRAWN",
        "Taken back: a new agreement",
        "The side that began the new agreement took it back. Nothing is agreed. You "
        "need to do nothing.",
        "Read the reason",
    ),
    "put aside": Turn(
        steps.at_new_table(partial(steps.park, who="gift")),
        "user:",
        "PARKED",
        "Put aside until 1 Feb 2027: a new agreement",
        f"The new agreement {ASIDE}",
        "Open the table",
        (LOOK,),
    ),
    "lapsed": Turn(
        steps.at_new_table(steps.lapse),
        "contact:",
        "LAPSED",
        "Lapsed: a new agreement",
        LAPSED_NEW,
        "Open the table",
    ),
}


def _written(said: Turn) -> tuple[Letter, tuple[str, str, str]]:
    """The mail about a step; and its subject, text and thread as they should be."""
    step = RenegotiationStep.objects.filter(state=said.state).latest("pk")
    message = Outgoing.objects.get(
        letter="agreements.turn",
        facts__step=step.pk,
        recipient_key__startswith=said.reader,
    )
    table_id = step.renegotiation_id
    own = f"[[link:{message.facts['link']}]]"
    ours = f"https://site.example/renegotiations/{table_id}/"
    wanted = (
        f"{said.subject}, Nyali Trust",
        said.text(ours if said.reader == "user:" else own),
        f"renegotiation-{table_id}",
    )
    letter = turn(message, now=NOW)
    return replace(letter, text=without_foot(letter.text)), wanted


def _secrets_in(letter: Letter) -> list[str]:
    """The wish, the proposal, its amounts and the reason stay at the table."""
    words = letter.subject + letter.text + letter.html
    return [each for each in SECRET if each in words]


@pytest.mark.parametrize("name", CHANGES)
def test_the_mail_about_a_change_word_for_word(cast, name) -> None:
    CHANGES[name].take(cast)
    letter, wanted = _written(CHANGES[name])
    assert (letter.subject, letter.text, letter.thread) == wanted
    assert _secrets_in(letter) == []


@pytest.mark.parametrize("name", NEW)
def test_the_mail_about_a_new_agreement_word_for_word(cast, name) -> None:
    said = replace(NEW[name], agreement=SEEDS)
    said.take(cast)
    letter, wanted = _written(said)
    assert (letter.subject, letter.text, letter.thread) == wanted
    assert _secrets_in(letter) == []
