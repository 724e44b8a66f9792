"""Carriers that come by themselves to tell what became of messages (EXT-3)."""

from collections.abc import Mapping

import attrs

from specstep.application.messages.reports import DeliveryReports
from specstep.domain.errors import NotFound
from specstep.ports.delivery_reports import InboundAnswer, InboundRequest, ReportReader, Told


@attrs.frozen(kw_only=True)
class Inbound:
    """Takes the requests of carriers. One that comes twice changes nothing more, so each may try again.

    Args:
        readers: by the last part of the address that each one comes to.
    """

    reports: DeliveryReports
    readers: Mapping[str, ReportReader]

    async def take(self, carrier: str, request: InboundRequest) -> InboundAnswer:
        """Note what a request says, and answer it.

        Raises:
            NotFound: nobody is expected at this address.
            Unavailable: it can't be noted now; the carrier tries again when it is answered so.
        """
        reader = self.readers.get(carrier)
        if reader is None:
            raise NotFound(kind="carrier", id=carrier)
        told = reader.read(request)
        if not isinstance(told, Told):
            return told
        for each in told.reports:
            await self.reports.record(
                reader.provider, each.provider_id, each.state, unreachable=each.unreachable, because=each.because
            )
        return told.answer
