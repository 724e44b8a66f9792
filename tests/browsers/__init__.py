"""SpecStep in a real browser: Chromium of the system, driven by Playwright, before a service that runs.

To have a page of yours looked at, add a row to `PAGES` in `tests/browsers/listed.py`; that module says how.
"""
