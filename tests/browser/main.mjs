// Starts the program over the starter data and Ambleford, runs the parts asked for, and ends with the counts.
import { rmSync, mkdirSync } from "node:fs";
import { serve } from "./server.mjs";
import { open } from "./browser.mjs";
import { report } from "./check.mjs";
import { pages } from "./pages.mjs";
import { journeys } from "./journeys.mjs";
import { weights } from "./weights.mjs";
import { offline } from "./offline.mjs";
import { faults } from "./faults.mjs";

const PARTS = { faults, weights, pages, offline, journeys };
const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !(part in PARTS));
if (unknown.length) { console.error(`there is no part ${unknown}; the parts are ${Object.keys(PARTS).join(", ")}`); process.exit(2); }

rmSync("screenshots", { recursive: true, force: true });
mkdirSync("screenshots", { recursive: true });
const server = await serve();
let browser;
try {
  browser = await open();
  for (const [name, part] of Object.entries(PARTS)) {
    if (asked.length && !asked.includes(name)) continue;
    const began = Date.now();
    await part(server, browser);
    console.log(`-- ${name}: ${Math.round((Date.now() - began) / 1000)} s`);
  }
} finally {
  await browser?.close();
  await server.stop();
}
process.exitCode = report();
