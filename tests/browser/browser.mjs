// Debian's Chromium, and pages in it that may talk to nobody but the site under test.
import { chromium } from "playwright-core";

export const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Opens the browser. */
export function open() {
  return chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
}

/** A page that records what it asked of others and what went wrong in it; `tab.complaints` must stay empty. */
export async function tab(browser, { width = 1280, height = 900, scheme = "light", script = true, allow = [] } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: "reduce", javaScriptEnabled: script, permissions: script ? ["clipboard-read", "clipboard-write"] : [] });
  const page = await context.newPage();
  const complaints = [];
  const left = [];
  await context.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => {
    left.push(route.request().url());
    if (!route.request().isNavigationRequest()) complaints.push(`asked ${route.request().url()}`);
    return route.fulfill({ status: 200, contentType: "text/html", body: "<title>elsewhere</title>" });
  });
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !allow.some((text) => message.text().includes(text))) complaints.push(`console: ${message.text()}`);
  });
  return { page, context, complaints, left, close: () => context.close() };
}
