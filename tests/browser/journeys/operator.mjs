// What is said of a service reaches the ledger and whoever looks after it; what is taken down is gone everywhere.
import { must, same } from "../check.mjs";

/** Reports a problem as a visitor does, and follows it to the operator. */
async function report(me, known, words, kept) {
  await me.go(`/service/${known.choir}`);
  await me.page.getByLabel("The times are wrong").check();
  await me.page.getByLabel("Tell us more (if you like)").fill(words);
  await me.page.getByRole("button", { name: "Send report" }).click();
  await me.page.waitForURL(/reported=yes/);
  must((await me.text()).includes("Thank you. Your report is saved"), "no thanks");
  const line = me.server.ledger().at(-1);
  same([line.kind, line.id, line.about, line.text], ["report", known.choir, "times", kept], "the line in the ledger");
  const shown = me.server.run("reports");
  must(shown.includes(known.choir) && shown.includes(kept), `the operator sees: ${shown}`);
  await me.go("/status");
  const status = await me.text();
  must(status.includes("Ambleford Community Choir – times"), `the page of the operator says: ${status}`);
  must(!status.includes(kept.slice(0, 12)), "what people wrote is public");
}

export const operator = [
  ["a report of a problem lands in the ledger and is shown to the operator", (me, known) =>
    report(me, known, "They start at 8 now, ring 0161 496 0101", "They start at 8 now, ring …")],
  ["a report without script does too", async (me, known) => {
    const plain = await me.browser.newContext({ javaScriptEnabled: false });
    const page = await plain.newPage();
    await report({ ...me, page, go: (path) => page.goto(me.server.address + path), text: () => page.locator("main").innerText() }, known, "Only in term time", "Only in term time");
    await plain.close();
  }],
  ["what is taken down is gone from every page within a minute", async (me, known) => {
    const id = known.shed;
    const compact = id.replaceAll("-", "");
    const places = [`/service/${id}`, `/service/${id}/easy-read`, `/service/${id}/sheet`, `/shortlist?list=${compact}`, `/shortlist/sheets?list=${compact}`, "/search?q=men's+shed+near+SK4+3AA", "/whats-on?q=shed&near=SK4+3AA", "/desk?q=men's+shed+near+SK4+3AA", "/map?q=men's+shed+near+SK4+3AA", "/directory?near=SK4+3AA&within=2", "/offline/E08000007"];
    for (const path of places) must((await me.server.text(path)).includes("Ambleford Men&#39;s Shed") || (await me.server.text(path)).includes("Ambleford Men's Shed"), `${path} does not show it before`);
    me.server.run("takedown", id, "--reason", "asked by the group");
    const began = Date.now();
    const isShown = async (path) => /Ambleford Men(&#39;|')s Shed/.test(await me.server.text(path));
    while (await isShown(places[0])) {
      must(Date.now() - began < 60_000, "it is still there after a minute");
      await new Promise((done) => setTimeout(done, 100));
    }
    for (const path of places) must(!(await isShown(path)), `${path} still shows it`);
    await me.go(`/service/${id}`);
    same(await me.heading(), "That service is not here any more", "heading");
  }],
];
