"""`/settings`: what somebody can see and change of their own account, a section to an address."""

from specstep.entrypoints.web.pages.settings import (
    browsers,
    consents,
    data,
    ending,
    identity,
    keys,
    notifications,
    numbers,
    retention,
)

ROUTES = (
    *identity.ROUTES,
    *numbers.ROUTES,
    *notifications.ROUTES,
    *consents.ROUTES,
    *browsers.ROUTES,
    *keys.ROUTES,
    *retention.ROUTES,
    *data.ROUTES,
    *ending.ROUTES,
)
