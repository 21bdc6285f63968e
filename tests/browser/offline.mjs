// The offline pack: one file, opened as from a stick with no network, that puts the same things first.
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { tab } from "./browser.mjs";
import { check, must, same } from "./check.mjs";

const MIB = 1024 * 1024;
const WHAT = ["library", "citizens advice", "food bank", "pharmacy", "legal advice", "sexual health clinic", "doctor", "choir", "debt advice", "help for carers", "job centre", "domestic abuse", "mental health support", "disability support", "help for older people", "youth club"];
const WHERE = { E08000003: ["M14 5", "M8", "M40 9", "Didsbury"], E08000007: ["SK4 4NX", "SK1", "Bramhall", "SK4 3AA"] };

export async function offline(server, browser) {
  for (const [district, places] of Object.entries(WHERE)) {
    const file = join(server.home, `${district}.html`);
    writeFileSync(file, await server.text(`/offline/${district}`));
    const { page, context, complaints, close } = await tab(browser, { width: 360 });
    await page.goto(pathToFileURL(file).href);
    await context.setOffline(true);
    const held = new Set(await page.evaluate(() => services.map((service) => service[0])));
    await check(`the pack of ${district} is light and says its age`, async () => {
      const mib = statSync(file).size / MIB;
      console.log(`   ${held.size} services in ${mib.toFixed(2)} MiB`);
      must(held.size > 20, `${held.size} services`);
      must(mib < 0.8 + held.size / 5_000 * 4.2, `${mib.toFixed(2)} MiB for ${held.size} services`);
      must(/Made on \d+ \w+ \d{4}/.test(await page.locator("header").innerText()), "no date");
    });
    let compared = 0;
    for (const what of WHAT) for (const where of places) {
      const question = `${what} near ${where}`;
      const first = (await server.json(`/api/search?q=${encodeURIComponent(question)}&lane=near-you&per_page=3`)).lanes.flatMap((lane) => lane.services).map((service) => service.id);
      // What lies beyond the district is in another pack.
      if (first.length < 3 || !first.every((id) => held.has(id))) continue;
      compared += 1;
      await check(`offline as online: ${question}`, async () => {
        await page.getByRole("searchbox").fill(question);
        await page.getByRole("button").click();
        same(await page.locator("#found li").evaluateAll((rows) => rows.slice(0, 3).map((row) => row.dataset.id)), first, "the first three");
      });
    }
    await check(`enough questions were compared in ${district}, and nobody was asked`, async () => {
      console.log(`   ${compared} questions compared in ${district}`);
      must(compared >= 8, `${compared}`);
      same(complaints, [], "complaints");
    });
    await page.screenshot({ path: `screenshots/offline-${district}.png` });
    await close();
  }
}
