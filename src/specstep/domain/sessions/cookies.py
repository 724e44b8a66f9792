"""Cookies as values: which attributes each one has."""

from datetime import timedelta

import attrs

from specstep.domain.sessions.values import SessionLimits

SIGN_IN_LIFETIME = timedelta(minutes=10)
TOKEN_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@attrs.frozen(kw_only=True)
class Cookie:
    """A cookie that no script can read, that goes to this host alone, and not along with other sites' requests.

    Over TLS its name begins with `__Host-`: browsers then take it from this very host only, for all of its paths.

    Source: RFC 6265bis, sections 4.1.2 and 4.1.3.
    """

    base_name: str
    secure: bool
    max_age: timedelta

    @property
    def name(self) -> str:
        """Its name."""
        return f"__Host-{self.base_name}" if self.secure else self.base_name

    def set(self, value: str) -> str:
        """The header `Set-Cookie` that gives it to a browser.

        Raises:
            ValueError: the value is no token, and could end the header early.
        """
        if not value or not TOKEN_LETTERS.issuperset(value):
            raise ValueError("the value is no token")
        return self._header(value, int(self.max_age.total_seconds()))

    def unset(self) -> str:
        """The header `Set-Cookie` that takes it away."""
        return self._header("", 0)

    def _header(self, value: str, max_age_s: int) -> str:
        secure = "; Secure" if self.secure else ""
        return f"{self.name}={value}; Path=/; Max-Age={max_age_s}; HttpOnly; SameSite=Lax{secure}"


def session_cookie(limits: SessionLimits, *, secure: bool) -> Cookie:
    """The one that keeps a browser signed in; not `secure` on loopback only."""
    return Cookie(base_name="specstep-session", secure=secure, max_age=limits.absolute)


def sign_in_cookie(*, secure: bool) -> Cookie:
    """The one by which a browser is known when it comes back from its provider (TRA-5: ten minutes at most)."""
    return Cookie(base_name="specstep-sign-in", secure=secure, max_age=SIGN_IN_LIFETIME)
