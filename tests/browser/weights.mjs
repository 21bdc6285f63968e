// What a page weighs on its way to an old phone, and that no script stands in the way of drawing it.
import { get } from "node:http";
import { check, must } from "./check.mjs";

/** The bytes of an answer as they travel, compressed as every browser understands. */
export function weight(url) {
  return new Promise((done, fail) => {
    get(url, { headers: { "accept-encoding": "gzip" } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk) => { bytes += chunk.length; });
      response.on("end", () => (response.statusCode === 200 ? done(bytes) : fail(new Error(`${url}: ${response.statusCode}`))));
    }).on("error", fail);
  });
}

/** Scripts that would stop the page from being drawn: neither module, nor deferred, nor data. */
export function blockingScripts(html) {
  const scripts = html.match(/<script[^>]*>/g) ?? [];
  return scripts.filter((tag) => !/ type="module"| defer| async|application\/ld\+json/.test(tag));
}

export async function weights(server) {
  const weigh = async (path, kinds) => {
    const html = await server.text(path);
    const parts = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1]).filter((part) => kinds.some((kind) => part.endsWith(kind)));
    let bytes = await weight(server.address + path);
    for (const part of new Set(parts)) bytes += await weight(server.address + part);
    return bytes;
  };
  const KIB = 1024;
  for (const [name, path, kinds, most] of [
    ["results with their style sheet", "/search?q=library+near+M1+1AE", [".css"], 45],
    ["results in three lanes with their style sheet", "/search?q=debt+advice+near+M1+1AE", [".css"], 45],
    ["the desk with style sheet and scripts", "/desk?q=worried+about+money+near+M1+1AE", [".css", ".js"], 30],
  ]) {
    await check(`${name} weigh at most ${most} KiB`, async () => {
      const bytes = await weigh(path, kinds);
      console.log(`   ${name}: ${(bytes / KIB).toFixed(1)} KiB`);
      must(bytes <= most * KIB, `${(bytes / KIB).toFixed(1)} KiB`);
    });
  }
  for (const path of ["/", "/search?q=library+near+M1+1AE", "/desk?q=debt", "/map?q=library+near+M1+1AE"]) {
    await check(`no script stands in the way of drawing ${path}`, async () => {
      const blocking = blockingScripts(await server.text(path));
      must(blocking.length === 0, blocking.join(" "));
    });
  }
}
