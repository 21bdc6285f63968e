// Each kind of page: axe, pa11y, valid HTML, no sideways scrolling, nobody else asked, at three widths, in
// light and dark, and at 400 % zoom.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import puppeteer from "puppeteer";
import pa11y from "pa11y";
import { HtmlValidate } from "html-validate";
import { EXECUTABLE, FLAGS, tab } from "./browser.mjs";
import { check, must, together } from "./check.mjs";
import { kinds } from "./kinds.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** 320 and 256 high is what 1280 by 1024 is at 400 %. */
export const SIZES = [[320, 640], [768, 1024], [1280, 900]];
const ZOOMED = [320, 256];
export const SCHEMES = ["light", "dark"];

const validator = new HtmlValidate({
  extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
  rules: {
    // Written by maud, which leaves out what HTML lets one leave out.
    "void-style": "off", "doctype-style": "off", "attribute-empty-style": "off", "attribute-boolean-style": "off", "no-trailing-whitespace": "off", "attr-quotes": "off", "long-title": "off",
    // Our own files come from where the page comes from.
    "require-sri": ["error", { target: "crossorigin" }],
    // A list may be named, and help in danger stands before the heading of the answer.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    "heading-level": ["error", { minInitialRank: "h2", allowMultipleH1: false }],
    // `role` beside its element is for old screen readers, and the design system writes it so.
    "no-redundant-role": "off",
    // Numbers are marked as links with spaces people read them with.
    "tel-non-breaking": "off",
  },
});

/** What is wrong with the HTML as it was sent. */
export async function faultsInHtml(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap((result) => result.messages).map((m) => `${m.ruleId} at line ${m.line}:${m.column}: ${m.message}`);
}

/** What axe says of the page as it stands. */
export async function faultsForAxe(page) {
  const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }), RULES);
  return found.violations.map((v) => `${v.id} (${v.impact}) ×${v.nodes.length}: ${v.nodes[0].target} ${v.nodes[0].failureSummary?.split("\n")[1] ?? ""}`);
}

/** Puts axe into a page, around the policy that rightly forbids it. */
export async function withAxe(page, url) {
  await page.goto(url, { waitUntil: "load" });
  await page.evaluate(AXE);
}

/** How far the page reaches beyond its window, in pixels. */
export function beyond(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** What HTML_CodeSniffer, run by pa11y, says at each of the sizes. */
export async function faultsForPa11y(url, browser, sizes, scheme) {
  const page = await browser.newPage();
  try {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.setBypassCSP(true);
    await page.goto(url);
    const found = [];
    for (const [width, height] of sizes) {
      const { issues } = await pa11y(url, { browser, page, ignoreUrl: true, viewport: { width, height }, standard: "WCAG2AA", runners: ["htmlcs"], timeout: 120_000 });
      found.push(...issues.filter((issue) => issue.type === "error").map((issue) => `${width}: ${issue.code} ${issue.selector}: ${issue.message}`));
    }
    return found;
  } finally {
    await page.close();
  }
}

/** Throws with what was found. */
function none(found) {
  must(found.length === 0, found.slice(0, 6).join("\n"));
}

export async function pages(server, browser) {
  const { all } = await kinds(server);
  const sniffing = await puppeteer.launch({ executablePath: EXECUTABLE, args: FLAGS });
  const chosen = all.filter(([name]) => !process.env.KIND || name.includes(process.env.KIND));
  await together(chosen, async ([name, path]) => {
    const url = server.address + path;
    const file = name.replaceAll(/[^A-Za-z]+/g, "-");
    await check(`${name}: the HTML is valid`, async () => none(await faultsInHtml(await server.text(path))));
    for (const scheme of SCHEMES) {
      const { page, complaints, close } = await tab(browser, { scheme, allow: ["404"] });
      await check(`${name}: axe, reflow and quiet, ${scheme}`, async () => {
        await withAxe(page, url);
        const found = [];
        for (const [width, height] of [...SIZES, ZOOMED]) {
          await page.setViewportSize({ width, height });
          const over = await beyond(page);
          if (over > 0) found.push(`reaches ${over} pixels beyond ${width}`);
          if (height !== ZOOMED[1]) found.push(...(await faultsForAxe(page)).map((fault) => `${width}: ${fault}`));
          const isKept = scheme === "light" ? width !== 768 : width === 1280;
          if (isKept) await page.screenshot({ path: `screenshots/${file}-${width}x${height}-${scheme}.png` });
        }
        none([...found, ...complaints]);
        must(await page.locator("#quick-exit").count() === 1, "there is no quick exit");
      });
      await close();
      await check(`${name}: pa11y, ${scheme}`, async () => {
        none(await faultsForPa11y(url, sniffing, SIZES, scheme));
      });
    }
  });
  await sniffing.close();
}
