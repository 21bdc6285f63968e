// What the people this is for do, each journey once with script and once without.
import { tab } from "./browser.mjs";
import { check, must, together } from "./check.mjs";
import { kinds } from "./kinds.mjs";
import { linkWorker } from "./journeys/link-worker.mjs";
import { receptionist } from "./journeys/receptionist.mjs";
import { everybody } from "./journeys/everybody.mjs";
import { operator } from "./journeys/operator.mjs";
import { keyboard } from "./journeys/keyboard.mjs";

/** A person with a browser. */
function person(server, opened, sentence, script) {
  const { page } = opened;
  let shots = 0;
  return {
    ...opened, server, script,
    go: (path) => page.goto(server.address + path),
    /** Types into the box and presses the button. */
    async ask(what, where = "") {
      await page.getByLabel("What do you want to do, or need help with?").fill(what);
      await page.getByLabel("Near (postcode or place)").first().fill(where);
      await page.getByRole("button", { name: "Search", exact: true }).click();
      await page.waitForLoadState();
    },
    /** Names of the rows of a lane, or of all. */
    names: (lane) => page.locator(`${lane ? `section[aria-labelledby="${lane}"]` : "main"} .fp-row__name`).allTextContents(),
    row: (name) => page.locator(".fp-row", { has: page.getByRole("link", { name, exact: true }) }).first(),
    link: (name) => page.locator("main").getByRole("link", { name }).first(),
    heading: () => page.locator("h1").textContent(),
    text: () => page.locator("main").innerText(),
    async shot(of = "") {
      shots += 1;
      const name = `${sentence} ${script ? "" : "without script "}${shots} ${of}`.trim().replaceAll(/[^A-Za-z0-9]+/g, "-").toLowerCase();
      await page.screenshot({ path: `screenshots/journey-${name}.png`, fullPage: true });
    },
    /** A second browser that has never been here. */
    another: () => tab(opened.browser, { script }),
  };
}

export async function journeys(server, browser) {
  const known = await kinds(server);
  const twice = [...linkWorker, ...receptionist, ...everybody].flatMap((journey) => [[...journey, true], [...journey, false]]);
  const once = [...keyboard, ...operator].map((journey) => [...journey, true]);
  const walk = async ([sentence, travel, script]) => {
    const opened = await tab(browser, { script, width: sentence.startsWith("a person") ? 360 : 1280, height: 800, allow: ["404", "410"] });
    opened.page.setDefaultTimeout(15_000);
    await check(`${sentence}${script ? "" : ", without script"}`, async () => {
      const who = person(server, { ...opened, browser }, sentence, script);
      await travel(who, known);
      await who.shot("end");
      must(opened.complaints.length === 0, opened.complaints.join("\n"));
    });
    await opened.close();
  };
  await together(twice, walk);
  // These change what everybody sees: one after the other, at the end.
  await together(once, walk, 1);
}
