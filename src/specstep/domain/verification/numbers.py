"""Phone numbers in the one form that all of the world understands.

Source: ITU-T E.164; what each country's numbers are for, from the metadata of `phonenumbers` (libphonenumber 9).
"""

from enum import StrEnum

import attrs

from specstep.domain.errors import BadInput

LONGEST = 64
WHERE = "phone number"
HOW = "Write it with + and the country's code, as in +49 1512 3456789."
LEFT = 3
"""How much of a number stays readable where it is only told apart."""


class Use(StrEnum):
    """What somebody's number is for."""

    CONTACT = "contact"
    SMS = "sms"


@attrs.frozen
class PhoneNumber:
    """A number in E.164, as `read_number` makes it. It shows itself shortened, so that no log gets it by accident."""

    e164: str = attrs.field(repr=False, validator=attrs.validators.matches_re(r"\+[1-9][0-9]{6,14}"))

    @property
    def shortened(self) -> str:
        """Enough of it for its owner to tell it from others."""
        return f"…{self.e164[-LEFT:]}"

    def __repr__(self) -> str:
        return f"PhoneNumber({self.shortened})"

    def __str__(self) -> str:
        return self.shortened


def read_number(text: str, use: Use) -> PhoneNumber:
    """The number that somebody wrote, however they grouped its digits.

    Args:
        text: a number with its country's code.
        use: what it is to be for; short messages reach fewer numbers than calls do.

    Raises:
        BadInput: it is no number that anybody has, has no country, or is one that takes money from who calls it or
            that no short message reaches.
    """
    if len(text) > LONGEST:
        raise BadInput(where=WHERE, what="is too long to be one.", way_out=HOW)
    import phonenumbers  # not before it is needed: its tables take their time

    try:
        parsed = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException as error:
        no_country = error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE
        what = "has no country's code, or one that there is not." if no_country else "is no phone number."
        raise BadInput(where=WHERE, what=what, way_out=HOW) from None
    if parsed.extension:
        raise BadInput(where=WHERE, what="has an extension, which no message reaches.", way_out=HOW)
    if not phonenumbers.is_valid_number(parsed):
        raise BadInput(where=WHERE, what="is no number that its country gives to anybody.", way_out=HOW)
    kinds = phonenumbers.PhoneNumberType
    kind = phonenumbers.number_type(parsed)
    if kind in (kinds.PREMIUM_RATE, kinds.SHARED_COST):
        raise BadInput(where=WHERE, what="takes money from whoever calls it.", way_out="Name one of your own.")
    reached = (kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE, kinds.PERSONAL_NUMBER)
    if use is Use.SMS and kind not in reached:
        what = "is none that short messages reach."
        raise BadInput(where=WHERE, what=what, way_out="Name the number of a mobile phone.")
    return PhoneNumber(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
