"""A person with a browser, as far as signing in needs one: cookies, redirects, and the first form of a page."""

from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

import aiohttp
from yarl import URL

MOST_STEPS = 15


class _Form(HTMLParser):
    """The first form that `wanted` is in, or the first of all."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._wanted = wanted

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given.get("action", ""), {}))
        elif tag == "input" and self.forms and given.get("name"):
            self.forms[-1][1][given["name"]] = given.get("value", "")

    def chosen(self) -> tuple[str, dict[str, str]]:
        named = (form for form in self.forms if self._wanted in form[1].values())
        return next(named, self.forms[0])


async def walk(address: str, who: str, callback: str, *, declines: bool = False) -> dict[str, str]:
    """Go to an address, sign in there as somebody, agree to everything; what one is sent back with.

    Args:
        declines: go back instead of agreeing.
    """
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as browser:
        method, form = "GET", None
        for _ in range(MOST_STEPS):
            if address.startswith(callback):
                return dict(parse_qsl(urlsplit(address).query))
            async with browser.request(
                method, URL(address, encoded=True), data=form, allow_redirects=False
            ) as reply:
                if reply.status in (302, 303):
                    address, method, form = urljoin(address, reply.headers["Location"]), "GET", None
                    continue
                page = await reply.text()
                assert reply.status == 200, f"{reply.status} at {address}: {page[:300]}"
            if declines:
                back = page.partition('href="')[2]
                href = next(each.partition('"')[0] for each in page.split('href="')[1:] if "abort" in each)
                assert back
                address = urljoin(address, href)
                continue
            parser = _Form(who)
            parser.feed(page)
            action, fields = parser.chosen()
            address, method = urljoin(address, action), "POST"
            form = fields | ({"login": who, "password": "anything"} if "password" in fields else {})
    raise AssertionError(f"never came back; the last address was {address}")
