"""The four profiles and what each does."""

from specstep.domain.errors import UnknownName
from specstep.domain.generations.values import Profile, ProfileName

PROFILES: dict[ProfileName, Profile] = {
    ProfileName.FAST: Profile(name=ProfileName.FAST, repair_rounds=1, reviewers=0),
    ProfileName.NORMAL: Profile(name=ProfileName.NORMAL, repair_rounds=1, reviewers=1),
    ProfileName.EXTENSIVE: Profile(
        name=ProfileName.EXTENSIVE, repair_rounds=3, reviewers=3, consistency_pass=True
    ),
    ProfileName.RESEARCHER: Profile(
        name=ProfileName.RESEARCHER,
        repair_rounds=1,
        reviewers=1,
        stances=("simplest", "most robust", "cheapest to run"),
    ),
}


def profile_named(text: str) -> Profile:
    """The profile of that name, whatever its case.

    Raises:
        UnknownName: there is none.
    """
    for name, profile in PROFILES.items():
        if name.value.casefold() == text.strip().casefold():
            return profile
    raise UnknownName(where="profile", what=f"{text!r} is no profile.", known=tuple(PROFILES))
