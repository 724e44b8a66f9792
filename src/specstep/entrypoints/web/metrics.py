"""Figures about requests, in the text format of Prometheus: numbers, routes and statuses, nothing of anybody."""

from collections import Counter

import attrs
from aiohttp import web

MEDIA = "text/plain; version=0.0.4"
BUCKETS_S = (0.005, 0.025, 0.1, 0.5, 2.5, 10.0)
UNROUTED = "unrouted"


@attrs.define(eq=False)
class Metrics:
    """Counts answers by route and status, and how long they took."""

    answers: Counter[tuple[str, str, int]] = attrs.field(factory=Counter)
    buckets: Counter[tuple[str, float]] = attrs.field(factory=Counter)
    seconds: Counter[str] = attrs.field(factory=Counter)
    streams: int = 0

    def answered(self, request: web.Request, status: int, took_s: float) -> None:
        """Count an answer."""
        resource = request.match_info.route.resource
        route = UNROUTED if resource is None else resource.canonical
        self.answers[request.method if route != UNROUTED else "*", route, status] += 1
        self.seconds[route] += took_s  # type: ignore[assignment]
        for bound in BUCKETS_S:
            if took_s <= bound:
                self.buckets[route, bound] += 1
                break

    def text(self) -> str:
        """All figures."""
        lines = [
            "# HELP specstep_http_requests_total Requests answered.",
            "# TYPE specstep_http_requests_total counter",
        ]
        for (method, route, status), number in sorted(self.answers.items()):
            lines.append(
                f'specstep_http_requests_total{{method="{method}",route="{route}",status="{status}"}} {number}'
            )
        lines += [
            "# HELP specstep_http_request_seconds How long answers took.",
            "# TYPE specstep_http_request_seconds histogram",
        ]
        for route, took_s in sorted(self.seconds.items()):
            total = 0
            for bound in BUCKETS_S:
                total += self.buckets[route, bound]
                lines.append(f'specstep_http_request_seconds_bucket{{route="{route}",le="{bound}"}} {total}')
            every = sum(number for (_, where, _), number in self.answers.items() if where == route)
            lines.append(f'specstep_http_request_seconds_bucket{{route="{route}",le="+Inf"}} {every}')
            lines.append(f'specstep_http_request_seconds_sum{{route="{route}"}} {took_s:.6f}')
            lines.append(f'specstep_http_request_seconds_count{{route="{route}"}} {every}')
        lines += [
            "# HELP specstep_event_streams Streams of events that are open.",
            "# TYPE specstep_event_streams gauge",
            f"specstep_event_streams {self.streams}",
        ]
        return "\n".join(lines) + "\n"
