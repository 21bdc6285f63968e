// Every kind of page, with an address that shows it at work.

/** The kinds, as [name, path]; asks the running site for the identifiers it needs. */
export async function kinds(server) {
  const first = async (question) => (await server.json(`/api/search?q=${encodeURIComponent(question)}`)).lanes.flatMap((lane) => lane.services)[0];
  const named = async (question, name) => {
    const all = (await server.json(`/api/search?q=${encodeURIComponent(question)}&per_page=50`)).lanes.flatMap((lane) => lane.services);
    const found = all.find((service) => service.name === name);
    if (!found) throw new Error(`no ${name} among ${all.map((service) => service.name)}`);
    return found.id;
  };
  const choir = await named("choir near SK4 3AA", "Ambleford Community Choir");
  const shed = await named("men's shed near SK4 3AA", "Ambleford Men's Shed");
  const refuge = await named("domestic abuse near SK4 3AA", "Ambleford Refuge");
  const library = (await first("library near M1 1AE")).id;
  const list = [choir, shed, library].map((id) => id.replaceAll("-", "")).join(".");
  return {
    choir, shed, refuge, library, list,
    all: [
      ["home", "/"],
      ["results", "/search?q=choir+groups+near+SK4+3AA"],
      ["results, filtered", "/search?q=groups+near+SK4+3AA&cost=free&day=tu&within=5"],
      ["results, many chips", "/search?q=carer+support+wheelchair+accessible+weekday+evening+near+SK4+3AA"],
      ["results, one lane paged", "/search?q=library+near+M1+1AE&lane=near-you&page=2"],
      ["results, a place of many names", "/search?q=library+in+Newport"],
      ["results, mended words", "/search?q=dimentia+cafe+near+SK4+3AA"],
      ["results, explained", "/search?q=debt+near+SK4+3AA&explain=1"],
      ["results in a crisis", "/search?q=I+want+to+kill+myself"],
      ["results, none", "/search?q=zzzqqx"],
      ["map", "/map?q=library+near+M1+1AE"],
      ["map of nothing", "/map?q=zzzqqx"],
      ["what is on, unasked", "/whats-on"],
      ["what is on", "/whats-on?near=SK4+3AA"],
      ["desk", "/desk"],
      ["desk with answers", "/desk?q=worried+about+money+SK4+3AA"],
      ["service", `/service/${choir}`],
      ["service, little known", `/service/${library}`],
      ["service without a place", `/service/${refuge}`],
      ["service, reported", `/service/${choir}?reported=yes`],
      ["easy read", `/service/${choir}/easy-read`],
      ["sheet", `/service/${choir}/sheet`],
      ["list, empty", "/shortlist?emptied=yes"],
      ["list", `/shortlist?list=${list}`],
      ["sheets in large print", `/shortlist/sheets?list=${list}&large=1`],
      ["browse", "/browse"],
      ["browse a district", "/browse/in/E08000007"],
      ["browse a concept", "/browse/arts/singing"],
      ["browse a concept in a district", "/browse/arts/singing/in/E08000007"],
      ["booklet, unasked", "/directory"],
      ["booklet", "/directory?near=SK4+3AA&within=1"],
      ["offline packs", "/offline"],
      ["sources", "/sources"],
      ["source", "/sources/ambleford-groups"],
      ["about", "/about"],
      ["how we choose", "/how-we-choose"],
      ["accessibility", "/accessibility"],
      ["privacy", "/privacy"],
      ["status", "/status"],
      ["no such page", "/nothing-here"],
      ["no such service", "/service/00000000-0000-5000-8000-000000000000"],
      ["Welsh home", "/cy"],
      ["Welsh results", "/cy/search?q=choir+groups+near+SK4+3AA"],
      ["Welsh service", `/cy/service/${choir}`],
      ["Welsh easy read", `/cy/service/${choir}/easy-read`],
      ["Welsh list", `/cy/shortlist?list=${list}`],
    ],
  };
}
