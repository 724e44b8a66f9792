"""The talk in a real browser: by the keyboard, reloaded in the middle, beside itself in two tabs, over a new server."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from tests.browsers.fixtures import Stage, Visits
from tests.browsers.things import free_port, serving

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def answered(page: Page, text: str) -> None:
    """Type an answer and send it by the keyboard; the next question is there."""
    before = await page.locator("#question").inner_text()
    await page.get_by_label("Your answer").fill(text)
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#question")).not_to_have_text(before)


async def begun(visits: Visits, stage: Stage) -> Page:
    visit = await visits(stage)
    await visit.open("/workspace")
    await visit.page.get_by_role("button", name="Begin a talk").click()
    await visit.page.wait_for_url("**/interviews/*")
    return visit.page


async def test_a_talk_is_held_by_the_keyboard_without_the_page_loading_anew(visits: Visits, stage: Stage) -> None:
    page = await begun(visits, stage)
    await page.evaluate("() => { window.stays = true; }")
    await answered(page, "Members of a rowing club book one of nine boats.")
    await expect(page.get_by_label("Your answer")).to_be_focused()
    await expect(page.locator("#told")).to_have_text(await page.locator("#question").inner_text())
    advice = await page.locator("#advice p").first.inner_text()
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#advice p").first).not_to_have_text(advice)
    await page.get_by_text("Members of a rowing club book", exact=False).first.wait_for()
    assert await page.evaluate("() => window.stays")
    await page.get_by_role("button", name="make the package").click()
    await page.get_by_role("heading", name="gate").wait_for(timeout=60_000)


async def test_a_reload_in_the_middle_loses_nothing(visits: Visits, stage: Stage) -> None:
    page = await begun(visits, stage)
    await answered(page, "Members of a rowing club book one of nine boats.")
    asked = await page.locator("#question").inner_text()
    await page.get_by_label("Your answer").fill("A sentence that is not")
    await page.reload()
    await expect(page.locator("#question")).to_have_text(asked)
    await expect(page.get_by_label("Your answer")).to_have_value("A sentence that is not")


async def test_of_two_tabs_the_later_one_is_told_and_keeps_its_words(visits: Visits, stage: Stage) -> None:
    page = await begun(visits, stage)
    other = await page.context.new_page()
    await other.goto(page.url)
    await answered(page, "Members of a rowing club book one of nine boats.")
    await other.get_by_label("Your answer").fill("Nine boats for all.")
    await other.get_by_role("button", name="Answer", exact=True).click()
    await expect(other.get_by_role("alert")).to_contain_text("no longer open")
    await expect(other.get_by_label("Your answer")).to_have_value("Nine boats for all.")
    await other.get_by_role("button", name="Answer", exact=True).click()
    await expect(other.get_by_role("alert")).to_have_count(0)
    await page.reload()
    await expect(page.locator(".turn.mine").first).to_contain_text("Nine boats for all.")


async def test_a_talk_goes_on_when_the_server_was_killed_and_is_there_again(
    visits: Visits, tmp_path: Path
) -> None:
    port = free_port()
    with serving(tmp_path, port) as running:
        visit = await visits(Stage(running=running, things={}, signed_in=None))
        page = visit.page
        await visit.open("/")
        await visit.open("/workspace")
        await page.get_by_role("button", name="Begin a talk").click()
        await answered(page, "Members of a rowing club book one of nine boats.")
        running.kill()
        asked = await page.locator("#question").inner_text()
        await page.get_by_label("Your answer").fill("The steward blocks a damaged boat.")
        await page.keyboard.press("Control+Enter")
        await expect(page.get_by_role("alert")).to_contain_text("did not get through")
        await expect(page.get_by_label("Your answer")).to_have_value("The steward blocks a damaged boat.")
        visit.wrong[:] = [each for each in visit.wrong if "ERR_CONNECTION_REFUSED" not in each]
    with serving(tmp_path, port):
        await page.keyboard.press("Control+Enter")
        await expect(page.locator("#question")).not_to_have_text(asked)
        await expect(page.locator(".turn.mine").first).to_contain_text("The steward blocks a damaged boat.")
        await expect(page.locator(".turn.mine").nth(1)).to_contain_text("nine boats")
