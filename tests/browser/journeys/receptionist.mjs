// FIELD: twenty to sixty seconds on the telephone, a queue, not clinical; reads aloud.
import { must, same } from "../check.mjs";

export const receptionist = [
  ["a receptionist reads two good options aloud", async (me) => {
    await me.go("/desk");
    must((await me.text()).includes("Stop and follow your protocol"), "the strip is missing");
    await me.ask("worried about money", "SK4 3AA");
    const cards = me.page.locator(".fp-desk__card");
    const count = await cards.count();
    must(count >= 2 && count <= 3, `${count} cards`);
    const first = await cards.first().innerText();
    must(/“There is .+”/.test(first), `nothing to read aloud: ${first}`);
    for (const fact of ["Ring", "Next open", "How to join"]) must(first.includes(fact), `${fact} is missing: ${first}`);
    must((await me.page.locator('.fp-desk__card a[href^="tel:"]').count()) > 0, "no number to ring");
    must((await me.text()).includes("It is fine if they say no."), "declining is no outcome");
  }],
  ["a receptionist texts, records and prints", async (me) => {
    await me.go("/desk?q=choir+near+SK4+3AA");
    const card = me.page.locator(".fp-desk__card", { hasText: "Ambleford Community Choir" });
    await card.locator("summary").click();
    must(/\d+ of 160 letters/.test(await card.innerText()), "no length");
    const record = await card.locator(".fp-copy").textContent();
    must(/^\d+ \w+ \d{4}: signposting\. Told about Ambleford Community Choir \(0161 496 0101\)\./.test(record), record);
    must(!/SNOMED|\d{9,}/.test(record), "a code nobody asked for");
    await card.getByRole("link", { name: /Print a slip/ }).click();
    await me.page.waitForLoadState();
    same(await me.page.locator(".fp-sheet").count(), 1, "sheets");
    must((await me.page.locator(".fp-qr svg").count()) === 1, "no code for a camera");
  }],
  ["a receptionist hears somebody in danger", async (me) => {
    await me.go("/desk");
    await me.ask("he says he wants to kill himself");
    const order = await me.page.locator("#crisis, .fp-desk__card").evaluateAll((all) => all.map((one) => one.id || "card"));
    same(order[0], "crisis", "what stands first");
    must((await me.page.locator('.fp-crisis a[href="tel:999"]').count()) > 0, "no 999");
  }],
];
