// Without a mouse: find, shortlist, print; and the desk in at most three keys after typing.
import { must, same } from "../check.mjs";

/** Presses Tab until `holds` of the element in focus; a person would give up after 80. */
async function tabTo(page, holds, what) {
  for (let press = 0; press < 80; press += 1) {
    await page.keyboard.press("Tab");
    const focus = await page.evaluate(() => {
      const at = document.activeElement;
      const box = at.getBoundingClientRect();
      const style = getComputedStyle(at);
      return { id: at.id, text: at.textContent.trim(), tag: at.tagName, ring: style.outlineStyle !== "none" || style.boxShadow !== "none", seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight };
    });
    if (holds(focus)) {
      must(focus.ring, `${what} shows no focus`);
      must(focus.seen, `${what} is in focus out of sight`);
      return;
    }
  }
  throw new Error(`${what} cannot be reached`);
}

export const keyboard = [
  ["by keyboard alone: find, put on the list, print", async (me) => {
    await me.go("/");
    await me.page.keyboard.press("Tab");
    same(await me.page.evaluate(() => document.activeElement.textContent), "Skip to main content", "what comes first");
    await me.page.keyboard.press("Enter");
    await tabTo(me.page, (at) => at.id === "q", "the box");
    await me.page.keyboard.type("choir near SK4 3AA");
    await me.page.keyboard.press("Enter");
    await me.page.waitForURL(/\/search/);
    await tabTo(me.page, (at) => at.text.startsWith("Add to my list: Ambleford Community Choir"), "the way to the list");
    await me.page.keyboard.press("Enter");
    await me.page.waitForFunction(() => document.getElementById("list-count").textContent.includes("1"));
    same(await me.page.evaluate(() => document.activeElement.textContent.trim()), "In your list: Ambleford Community Choir", "what is in focus after");
    await me.page.keyboard.press("Enter");
    await me.page.waitForURL(/\/shortlist/);
    let printed = 0;
    await me.page.exposeFunction("countPrint", () => { printed += 1; });
    await me.page.evaluate(() => { window.print = window.countPrint; });
    await tabTo(me.page, (at) => at.text === "Print", "the button to print");
    await me.page.keyboard.press("Enter");
    await me.page.waitForTimeout(50);
    same(printed, 1, "prints");
  }],
  ["by keyboard alone: no trap on any way through the results", async (me) => {
    await me.go("/search?q=choir+near+SK4+3AA");
    await tabTo(me.page, (at) => at.text === "Show results", "the end of the filters");
    await tabTo(me.page, (at) => at.text === "Privacy", "the end of the page");
  }],
  ["at the desk: a text message two keys after typing", async (me) => {
    await me.go("/desk");
    same(await me.page.evaluate(() => document.activeElement.id), "q", "where one types at once");
    await me.page.keyboard.type("choir near SK4 3AA");
    await me.page.keyboard.press("Enter");
    await me.page.waitForURL(/\/desk\?/);
    await me.page.waitForFunction(() => document.activeElement.id === "card-1");
    await me.page.keyboard.press("t");
    must(await me.page.locator("#card-1 .fp-sms").isVisible(), "no message after two keys");
  }],
  ["at the desk: the second card, copied for the record, three keys after typing", async (me) => {
    await me.go("/desk");
    await me.page.keyboard.type("choir near SK4 3AA");
    await me.page.keyboard.press("Enter");
    await me.page.waitForFunction(() => document.activeElement.id === "card-1");
    await me.page.keyboard.press("2");
    await me.page.keyboard.press("c");
    await me.page.waitForFunction(() => document.getElementById("live")?.textContent === "Copied");
    const copied = await me.page.evaluate(() => navigator.clipboard.readText());
    same(copied, (await me.page.locator("#record-2").textContent()).trim(), "what was copied");
  }],
  ["at the desk: a slip to print two keys after typing", async (me) => {
    await me.go("/desk");
    await me.page.keyboard.type("choir near SK4 3AA");
    await me.page.keyboard.press("Enter");
    await me.page.waitForFunction(() => document.activeElement.id === "card-1");
    await me.page.keyboard.press("p");
    await me.page.waitForURL(/\/sheet/);
    same(await me.page.locator(".fp-sheet").count(), 1, "sheets");
  }],
];
