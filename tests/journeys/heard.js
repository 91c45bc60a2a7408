() => {
  const faults = [];
  const shown = (one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const said = (one) => (one?.getAttribute("aria-label") || one?.textContent || "").replace(/\s+/g, " ").trim();
  const named = (one) =>
    one.getAttribute("aria-label") || said(document.getElementById(one.getAttribute("aria-labelledby")));

  const heads = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].filter(shown);
  const first = heads.filter((one) => one.tagName === "H1");
  if (first.length !== 1) faults.push(`${first.length} headings of the first level`);
  let before = 0;
  for (const head of heads) {
    const level = Number(head.tagName[1]);
    if (before && level > before + 1) faults.push(`"${said(head)}" is a level ${level} under a level ${before}`);
    if (!said(head)) faults.push(`an empty heading of level ${level}`);
    before = level;
  }

  const nothing = /^(klik hier|hier|lees meer|meer|link|here|more|click here)$/;
  const places = new Map();
  for (const link of [...document.querySelectorAll("a[href]")].filter(shown)) {
    const name = said(link).toLowerCase();
    if (nothing.test(name)) faults.push(`a link says only "${name}"`);
    // Two people can bear one name: then what stands around it must tell them apart.
    const heard = `${name} | ${said(link.closest("li, tr, dd, dt, p, section"))}`;
    const to = link.href.split("#")[0];
    if (places.has(heard) && places.get(heard) !== to)
      faults.push(`"${name}" leads to ${places.get(heard)} and to ${to}`);
    places.set(heard, to);
  }

  const menus = [...document.querySelectorAll("nav")].filter(shown).map(named);
  if (new Set(menus).size !== menus.length) faults.push(`two menus with one name: ${menus.join(", ")}`);

  for (const table of [...document.querySelectorAll("table")].filter(shown)) {
    if (!said(table.caption) && !named(table)) faults.push("a table without a name");
    if (!table.querySelector("th")) faults.push("a table without headings");
  }

  for (const picture of document.querySelectorAll("img:not([alt]), svg:not([aria-hidden]):not([role])"))
    faults.push(`a picture that is neither named nor hidden: ${picture.outerHTML.slice(0, 80)}`);
  if (!document.documentElement.lang) faults.push("no language");
  return faults;
}
