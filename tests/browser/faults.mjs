// Each instrument is shown a fault first: one that finds nothing there is not to be trusted elsewhere.
import { createServer } from "node:http";
import puppeteer from "puppeteer";
import { EXECUTABLE, FLAGS, tab } from "./browser.mjs";
import { check, must } from "./check.mjs";
import { beyond, faultsForAxe, faultsForPa11y, faultsInHtml, withAxe } from "./pages.mjs";
import { blockingScripts, weight } from "./weights.mjs";

const BAD = `<!DOCTYPE html><html lang="en"><head><title>Bad</title><script src="/late.js"></script></head><body>
<main><h1>Bad</h1><img src="http://elsewhere.example/a.png"><p style="color:#aaa;background:#fff">pale</p><input id="a"><input id="a">
<p style="width:2000px">wide</p><b>never closed</main><script>missing()</script></body></html>`;
const DARK = `<!DOCTYPE html><html lang="en"><head><title>Dark</title><style>@media (prefers-color-scheme:dark){body{background:#000}p{color:#222}}</style></head><body><main><h1 style="color:#888">Dark</h1><p>words</p></main></body></html>`;

export async function faults(_, browser) {
  const bad = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(request.url === "/dark" ? DARK : request.url === "/heavy" ? Buffer.alloc(100_000, "x") : BAD);
  }).listen(0, "127.0.0.1");
  await new Promise((done) => bad.once("listening", done));
  const address = `http://127.0.0.1:${bad.address().port}`;
  const sniffing = await puppeteer.launch({ executablePath: EXECUTABLE, args: FLAGS });
  const { page, complaints, close } = await tab(browser, { width: 320, height: 640 });
  await withAxe(page, `${address}/`);
  const axe = (await faultsForAxe(page)).join(" ");
  const html = (await faultsInHtml(BAD)).join(" ");
  const said = complaints.join(" ");
  for (const [what, holds] of [
    ["axe sees a picture without words", axe.includes("image-alt")],
    ["axe sees pale letters", axe.includes("color-contrast")],
    ["axe sees a field without a label", axe.includes("label")],
    ["sideways scrolling is seen", (await beyond(page)) > 1000],
    ["a request to others is seen", said.includes("elsewhere.example")],
    ["an error in a script is seen", said.includes("missing")],
    ["an identifier that stands twice is seen", html.includes("no-dup-id")],
    ["an element that is not closed is seen", html.includes("close-order")],
    ["a script in the way is seen", blockingScripts(BAD).length === 2],
    ["a heavy page is seen", (await weight(`${address}/heavy`)) === 100_000],
    ["pa11y sees a field without a label", (await faultsForPa11y(address, sniffing, [[320, 640]], "light")).some((fault) => fault.includes("H91") || fault.includes("F68"))],
    ["pa11y sees dark letters on a dark ground", (await faultsForPa11y(`${address}/dark`, sniffing, [[320, 640]], "dark")).some((fault) => fault.includes("1_4_3"))],
    ["pa11y sees none where it is light", (await faultsForPa11y(`${address}/dark`, sniffing, [[320, 640]], "light")).every((fault) => !fault.includes(" p:") && !fault.includes("> p"))],
  ]) {
    await check(`planted fault: ${what}`, async () => must(holds, "it was not seen"));
  }
  await close();
  const dark = await tab(browser, { scheme: "dark" });
  await withAxe(dark.page, `${address}/dark`);
  const seen = (await faultsForAxe(dark.page)).join(" ");
  await check("planted fault: axe sees dark letters on a dark ground", async () => must(seen.includes("color-contrast"), seen));
  await dark.close();
  await sniffing.close();
  bad.close();
}
