// FIELD: an old phone, no account, no shame, no trail; often without the word for it.
import { must, same } from "../check.mjs";

export const everybody = [
  ["a person in crisis gets the number before anything", async (me) => {
    await me.go("/");
    await me.ask("I want to kill myself");
    const first = await me.page.locator(".fp-crisis, .fp-row").first().getAttribute("class");
    must(first.includes("fp-crisis"), "something stands before the help");
    for (const number of ["999", "111", "116123"]) must((await me.page.locator(`.fp-crisis a[href="tel:${number}"]`).count()) > 0, `no ${number}`);
    must(!(await me.page.title()).includes("kill"), "the words stand in the browser's history");
    must(!(await me.heading()).includes("kill"), "the words are thrown back");
  }],
  ["a person who is hit at home finds help and no address of a refuge", async (me, known) => {
    await me.go("/search?q=my+husband+hits+me+near+SK4+3AA");
    must((await me.page.locator(".fp-crisis").count()) === 1, "no safe card");
    must(!(await me.text()).includes("Secret Street"), "an address is shown");
    await me.go(`/service/${known.refuge}`);
    const page = await me.page.content();
    must(!page.includes("Secret Street") && !page.includes("SK4 3AB"), "the page gives the refuge away");
    must(!page.includes("openstreetmap"), "the page leads to the refuge");
    await me.page.locator("#quick-exit").click();
    await me.page.waitForURL(/bbc\.co\.uk/);
    if (me.script) {
      await me.page.goBack();
      must(!me.page.url().includes(known.refuge), "going back shows the page that was left");
    }
  }],
  ["a person leaves with three presses of Esc where script may run", async (me) => {
    await me.go("/search?q=domestic+abuse");
    if (!me.script) return;
    for (let press = 0; press < 3; press += 1) await me.page.keyboard.press("Escape");
    await me.page.waitForURL(/bbc\.co\.uk/);
  }],
  ["a person asks for free things on a Friday", async (me) => {
    await me.go("/search?q=groups+near+SK4+3AA");
    const before = await me.heading();
    await me.page.getByLabel(/^Free \(/).check();
    if (!me.script) await me.page.getByRole("button", { name: "Show results" }).click();
    await me.page.waitForURL(/cost=free/);
    await me.page.locator(".fp-chip", { hasText: "Free" }).waitFor();
    await me.page.getByLabel(/^Friday \(/).check();
    if (!me.script) await me.page.getByRole("button", { name: "Show results" }).click();
    await me.page.waitForURL(/day=fr/);
    await me.page.locator(".fp-chip", { hasText: "Friday" }).waitFor();
    must((await me.heading()) !== before, `nothing changed: ${before}`);
    must((await me.names()).includes("Ambleford Health Walks"), `${await me.names()}`);
    must(/\d[\d,]* not shown:/.test(await me.text()), "what is hidden is not said");
    await me.page.reload();
    must((await me.names()).includes("Ambleford Health Walks"), "the address is not the whole state");
    await me.page.locator(".fp-chip", { hasText: "Friday" }).click();
    await me.page.waitForLoadState();
    must(!me.page.url().includes("day=fr"), me.page.url());
  }],
  ["a person who mistypes is understood and may say otherwise", async (me) => {
    await me.go("/");
    await me.ask("dimentia cafe near SK4 3AA");
    must((await me.names()).includes("Dementia Café"), `${await me.names()}`);
    const exactly = me.page.getByRole("link", { name: /^Search for “/ });
    if (await exactly.count()) await exactly.click();
  }],
  ["a person finds nothing and is not left alone", async (me) => {
    await me.go("/");
    await me.ask("zzzqqx");
    must((await me.names()).length === 0, "something was made up");
    await me.link("Look through everything by subject and place").click();
    same(await me.heading(), "Look through everything", "heading");
    await me.link("Singing and choirs").click();
    must((await me.names()).length > 0, "the page of a concept is empty");
  }],
  ["a person means another Newport", async (me) => {
    await me.go("/search?q=library+in+Newport");
    const others = await me.page.locator(".fp-places a").allTextContents();
    const wight = others.find((name) => name.includes("Isle of Wight"));
    must(wight, `not among ${others}`);
    await me.link(wight).click();
    await me.page.waitForLoadState();
    must((await me.text()).includes("Isle of Wight"), "still the other one");
  }],
  ["a person reads in easy words and in Welsh", async (me, known) => {
    await me.go(`/service/${known.choir}`);
    await me.link("Easy read").click();
    const easy = await me.text();
    for (const line of ["When", "Where", "What it costs", "Who can come", "How to join", "Who to ask", "You can just come."]) must(easy.includes(line), `${line} is missing`);
    await me.page.getByRole("link", { name: "Cymraeg" }).click();
    await me.page.waitForURL(/\/cy\//);
    same(await me.page.locator("html").getAttribute("lang"), "cy", "language");
    same(await me.page.locator("h1").getAttribute("lang"), "en", "language of the name");
    await me.page.getByRole("link", { name: "English" }).click();
    await me.page.waitForURL(/\/service\/[^/]+\/easy-read$/);
  }],
  ["a person looks what is on this week", async (me) => {
    await me.go("/");
    await me.page.locator("#week-near").fill("SK4 3AA");
    await me.page.getByRole("button", { name: "See this week" }).click();
    await me.page.waitForURL(/whats-on/);
    const days = await me.page.locator(".fp-day h2").allTextContents();
    must(days.length >= 5 && days.length <= 7, `days: ${days}`);
    // On Tuesdays and Thursdays: one of them is still to come, whatever day this runs on.
    const shed = me.page.locator(".fp-day li", { hasText: "Ambleford Men's Shed" }).first();
    must((await shed.innerText()).includes("10 am to 3 pm"), "no time");
    await shed.getByRole("link").click();
    must((await me.heading()).includes("Men's Shed"), "another page");
  }],
  ["a person uses the map, and needs no map", async (me) => {
    await me.go("/search?q=library+near+M1+1AE");
    await me.link("Map").click();
    await me.page.waitForURL(/\/map/);
    const rows = await me.page.locator(".fp-map__list li").count();
    must(rows > 5, `${rows} rows`);
    const pins = me.page.locator(me.script ? ".fp-pin" : ".fp-map__pin");
    await pins.first().waitFor();
    same(await pins.count(), rows, "pins");
    must((await me.page.locator(me.script ? "canvas" : ".fp-map__land path").count()) > 0, "no ground is drawn");
    await me.page.locator(".fp-map__list a").first().click();
    must((await me.text()).includes("The facts"), "the list does not lead to the service");
  }],
  ["a person looks who is behind it", async (me) => {
    await me.go("/");
    await me.link("See every list and its licence").click();
    await me.link("Ambleford groups").click();
    const card = await me.text();
    for (const line of ["Licence", "Report card", "Records read", "How complete"]) must(card.includes(line), `${line} is missing`);
    await me.page.locator("footer").getByRole("link", { name: "Privacy" }).click();
    must((await me.text()).includes("No cookies"), "no privacy");
    same((await me.context.cookies()).length, 0, "cookies");
  }],
];
