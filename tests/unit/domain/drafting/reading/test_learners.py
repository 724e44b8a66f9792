"""English as people write it who learned it late, put straight without a change of meaning."""

import pytest

from specstep.domain.drafting.reading.learners import straightened


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Client must can to cancel until the car is there.", "Client must be able to cancel until the car is there."),
        ("System must to give the order to the nearest driver.", "System must give the order to the nearest driver."),
        ("The operator also can to enter orders.", "The operator can also enter orders."),
        ("The app should permit to client to order a taxi and to see where is the car.",
         "The app should permit the client to order a taxi and see where the car is."),
        ("The guests they order breakfast until 21:00.", "The guests order breakfast until 21:00."),
        ("If somebody not order, he gets the standard one.", "If somebody does not order, he gets the standard one."),
        ("Invoices by e-mail, once in month, this is important for us.", "It is a must to have invoices by e-mail, once a month."),
        ("It keeps working if the server is down and synchronises afterwards.",
         "If the server is down, it keeps working and synchronises afterwards."),
    ],
)  # fmt: skip
def test_a_sentence_of_a_learner_becomes_an_ordinary_one(said: str, meant: str) -> None:
    assert straightened(said) == meant


@pytest.mark.parametrize(
    "said",
    ["We have to register.", "We can go to the shop.", "The members they invite get a mail.", "It is not clear."],
)
def test_an_ordinary_sentence_comes_back_as_it_is(said: str) -> None:
    assert straightened(said) == said
