"""A server on loopback that speaks the wire of Azure Communication Services, for short messages and e-mail.

It checks each request's signature and its form against what Azure publishes, and can be told how to answer.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import attrs
import jsonschema
from aiohttp import web

DESCRIPTIONS: dict[str, Any] = json.loads((Path(__file__).parent / "azure" / "descriptions.json").read_text())
KEY = base64.b64encode(b"an access key of the resource 32").decode()
Answer = Callable[[web.Request], web.StreamResponse | None]


@attrs.define(kw_only=True)
class AzureCommunication:
    """What it was asked, and how it answers next.

    Args:
        sms: what each message sent went through as: number, text; a repeated one is here once.
        emails: the operations by their names, each with the message.
        next: what answers the next requests in the place of the service; None: the service, or a cut where it says so.
        fate: what becomes of an e-mail: the statuses that are told one after the other, the last one again and again.
    """

    address: str = ""
    sms: dict[str, dict[str, Any]] = attrs.Factory(dict)
    emails: dict[str, dict[str, Any]] = attrs.Factory(dict)
    next: list[Answer] = attrs.Factory(list)
    item: dict[str, Any] = attrs.Factory(dict)
    fate: list[dict[str, Any]] = attrs.Factory(lambda: [{"status": "Succeeded"}])
    asked: list[tuple[str, str]] = attrs.Factory(list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        content = await request.read()
        self.asked.append((request.method, request.path))
        if self.next and (answered := self.next.pop(0)(request)) is not None:
            return answered
        if not is_signed(request, content):
            return web.json_response({"error": {"code": "Unauthorized"}}, status=401)
        if request.method == "POST" and request.path == DESCRIPTIONS["sms"]["path"]:
            return self._sms(request, json.loads(content))
        if request.method == "POST" and request.path == DESCRIPTIONS["email"]["path"]:
            return self._email(request, json.loads(content))
        id = request.path.removeprefix("/emails/operations/")
        if request.method == "GET" and id in self.emails:
            return self._told(id, 200)
        return web.json_response({"error": {"code": "NotFound"}}, status=404)

    def _sms(self, request: web.Request, message: dict[str, Any]) -> web.Response:
        jsonschema.validate(message, DESCRIPTIONS["sms"]["request"])
        assert request.query["api-version"] == DESCRIPTIONS["sms"]["version"]
        (to,) = message["smsRecipients"]
        key = to.get("repeatabilityRequestId", str(len(self.sms)))
        if not self.item:
            self.sms.setdefault(key, {"to": to["to"], "text": message["message"], "from": message["from"]})
        item = {"to": to["to"], "messageId": f"out-{key}", "httpStatusCode": 202, "successful": True, **self.item}
        answer = {"value": [item]}
        jsonschema.validate(answer, DESCRIPTIONS["sms"]["answer"])
        return web.json_response(answer, status=202)

    def _email(self, request: web.Request, message: dict[str, Any]) -> web.Response:
        jsonschema.validate(message, DESCRIPTIONS["email"]["request"])
        assert request.query["api-version"] == DESCRIPTIONS["email"]["version"]
        id = request.headers["Operation-Id"]
        self.emails[id] = message
        return self._told(id, 202)

    def _told(self, id: str, status: int) -> web.Response:
        answer = {"id": id, **(self.fate.pop(0) if len(self.fate) > 1 else self.fate[0])}
        jsonschema.validate(answer, DESCRIPTIONS["email"]["answer"])
        where = f"{self.address}/emails/operations/{id}?api-version={DESCRIPTIONS['email']['version']}"
        headers = {"Operation-Location": where} if status == 202 else {}
        if answer["status"] == "Running":
            headers["Retry-After"] = "0"
        return web.json_response(answer, status=status, headers=headers)


def is_signed(request: web.Request, content: bytes) -> bool:
    """Whether the request carries the signature that the documentation describes, over what came."""
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    date, claimed = request.headers.get("x-ms-date", ""), request.headers.get("x-ms-content-sha256", "")
    text = "\n".join([request.method, request.raw_path, f"{date};{request.headers['Host']};{digest}"])
    mac = base64.b64encode(hmac.digest(base64.b64decode(KEY), text.encode(), "sha256")).decode()
    expected = f"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={mac}"
    return claimed == digest and request.headers.get("Authorization") == expected


@asynccontextmanager
async def azure_communication() -> AsyncIterator[AzureCommunication]:
    """One, running."""
    made = AzureCommunication()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", made.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        made.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield made
    finally:
        await runner.cleanup()
