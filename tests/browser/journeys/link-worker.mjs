// FIELD: in conversation with somebody, often sharing the screen; two or three concrete things, this week.
import { must, same } from "../check.mjs";

export const linkWorker = [
  ["a link worker turns what matters into a choir this week", async (me) => {
    await me.go("/");
    await me.ask("choir groups near SK4 3AA");
    const near = await me.names("near-you");
    must(near.some((name) => name === "Ambleford Community Choir"), `near: ${near}`);
    must(!near.some((name) => name.includes("Dentist")), "a dentist in Choir Street is no choir");
    const row = await me.row("Ambleford Community Choir").innerText();
    must(/miles|yards/.test(row), `no distance: ${row}`);
    must(/(Today|Tomorrow|Tue \d+ \w+), 7 pm to 9 pm|Open now/.test(row), `no next session: ${row}`);
    must(row.includes("£3.50"), `no cost: ${row}`);
    must(row.includes("Just turn up"), `no way in: ${row}`);
    await me.shot("the answer");
    await me.link("Ambleford Community Choir").click();
    const facts = await me.text();
    must(facts.includes("Your first visit") && facts.includes("Who will meet me at the door?"), "what is unknown is no question");
    must(facts.includes("Hearing loop: Yes"), "no access");
    must((await me.page.locator('a[href^="tel:"]').count()) > 0, "the phone number is no link");
    const calendar = await me.page.request.get(me.server.address + (await me.link("Put in my calendar").getAttribute("href")));
    must((await calendar.text()).startsWith("BEGIN:VCALENDAR"), "no calendar");
  }],
  ["a link worker takes one wish away when all together are too many", async (me) => {
    await me.go("/search?q=carer+support+wheelchair+accessible+weekday+evening+near+SK4+3AA");
    const chips = me.page.locator(".fp-chip");
    const before = await chips.allTextContents();
    for (const wish of ["carer", "wheelchair", "evening", "SK4 3AA"]) must(before.some((chip) => chip.includes(wish)), `${wish} is not among ${before}`);
    must((await me.names()).includes("Ambleford Carers' Evening"), `found: ${await me.names()}`);
    await me.shot("all wishes");
    await chips.filter({ hasText: "evening" }).click();
    await me.page.waitForLoadState();
    must(me.page.url().includes("drop="), me.page.url());
    const after = await me.page.locator(".fp-chip").allTextContents();
    same(after.length, before.length - 1, "chips");
    await me.link("Put back what I took away").click();
    same(await me.page.locator(".fp-chip").count(), before.length, "chips brought back");
  }],
  ["a link worker makes a list, compares, shares and prints it", async (me) => {
    await me.go("/search?q=groups+near+SK4+3AA");
    await me.go("/search?q=choir+near+SK4+3AA");
    for (const name of ["Ambleford Community Choir", "Mill Lane Singers"]) {
      await me.go(me.page.url().includes("/search") ? me.page.url().slice(me.server.address.length) : `/search?q=choir+near+SK4+3AA&list=${new URL(me.page.url()).searchParams.get("list")}`);
      await me.row(name).getByRole("link", { name: /Add to my list/ }).click();
    }
    if (me.script) await me.page.getByRole("link", { name: /Your list \(2\)/ }).click();
    await me.page.waitForLoadState();
    same(await me.heading(), "Your list: 2 services", "heading");
    const table = await me.page.locator(".fp-compare").innerText();
    must(table.includes("Mill Lane Singers") && table.includes("£3.50"), table);
    await me.shot("the list");
    const shared = (await me.page.locator("#share-link").textContent()).trim();
    must(shared.startsWith("http"), shared);
    must((await me.page.locator(".fp-qr svg").count()) === 1, "no code for a camera");
    const mail = await me.page.getByRole("link", { name: "Send by e-mail" }).getAttribute("href");
    must(decodeURIComponent(mail).includes("Mill Lane Singers"), mail);
    const other = await me.another();
    await other.page.goto(shared);
    same(await other.page.locator("h1").textContent(), "Your list: 2 services", "heading for another");
    await other.close();
    const pdf = await me.page.request.get(me.server.address + (await me.page.getByRole("link", { name: "PDF", exact: true }).getAttribute("href")));
    must((await pdf.body()).subarray(0, 5).toString() === "%PDF-", "no PDF");
    await me.page.getByRole("link", { name: "Large print", exact: true }).click();
    same(await me.page.locator(".fp-sheet").count(), 2, "sheets");
    must((await me.page.locator(".fp-qr svg").count()) === 2, "no code on each sheet");
    must(await me.page.locator(".fp-sheet dd").first().evaluate((fact) => parseFloat(getComputedStyle(fact).fontSize) >= 24), "the large print is small");
    await me.page.emulateMedia({ media: "print" });
    must(!(await me.page.locator(".fp-header").isVisible()) && (await me.page.locator(".fp-sheet").first().isVisible()), "print shows the wrong things");
  }],
  ["a link worker sends a text message before the end of the talk", async (me, known) => {
    await me.go(`/shortlist?list=${known.list}`);
    await me.page.locator("summary", { hasText: "Text message" }).first().click();
    const text = (await me.page.locator(".fp-sms").first().textContent()).trim();
    const said = await me.page.locator(".fp-sms + .fp-source").first().textContent();
    const length = Number(said.match(/^(\d+) of 160/)?.[1]);
    must(length > 0 && length <= 160 && length === [...text].length, `${length} of ${text}`);
    must(/^[\x20-\x7e£]*$/.test(text) && text.includes("0161 496 0101"), text);
    const href = await me.page.getByRole("link", { name: "Send as a text" }).first().getAttribute("href");
    same(decodeURIComponent(href.split("body=")[1]), text, "what is sent");
  }],
  ["a link worker sees what comes to the person and what is for the whole country", async (me) => {
    await me.go("/");
    await me.ask("befriending", "SK4 3AA");
    const covers = await me.names("covers-you");
    must(covers.includes("Ambleford Befriending"), `covers: ${covers}`);
    await me.ask("debt", "SK4 3AA");
    must((await me.names("near-you")).includes("Ambleford Debt Advice"), "no debt advice near");
    must((await me.page.locator('section[aria-labelledby="anywhere"]').count()) === 1, "national lines are gone with a postcode");
    must(!(await me.names()).includes("Scotland Warm Homes"), "a Scottish service stands in Stockport");
  }],
  ["a link worker prints what is around a street for somebody without a telephone", async (me) => {
    await me.go("/directory");
    await me.page.getByLabel("Near (postcode or place)").fill("SK4 3AA");
    await me.page.getByLabel("How far").selectOption("2");
    await me.page.getByLabel("Large print").check();
    await me.page.getByRole("button", { name: "Make the booklet" }).click();
    await me.page.waitForLoadState();
    const booklet = await me.text();
    must(/Made on \d+ \w+ \d{4}\. After \d+ \w+ \d{4}, ring to check\./.test(booklet), "no date and no end");
    must(booklet.includes("Ambleford Community Choir"), "the choir is missing");
    must((await me.page.locator(".fp-booklet.fp-large").count()) === 1, "no large print");
    const pdf = await me.page.request.get(me.server.address + (await me.page.getByRole("link", { name: "PDF in large print" }).getAttribute("href")));
    must((await pdf.body()).subarray(0, 5).toString() === "%PDF-", "no PDF");
  }],
];
