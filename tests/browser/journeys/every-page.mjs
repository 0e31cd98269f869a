// Every page that can be reached, in both languages, on a phone and at a desk, by day and by night: no barrier, nothing cut off.
import assert from 'node:assert/strict';

import { comesIn, newAddress, recognises } from '../gestures.mjs';
import { DESK, PHONE } from '../house.mjs';

/** Pages that no link leads to from everywhere. */
const BESIDE = ['/sign-in', '/models/new', '/organisations/new', '/account', '/ledger', '/outbox', '/no/such/page'];
/** Two of a kind are looked at: the second is often the longer one. */
const OF_A_KIND = 2;
const PAGES_MAX = 60;
/** Documents and pictures, and what leaves the site's own look. */
const NOT_A_PAGE = /\.(png|svg|json|jwt|css|csv|zip)$|^\/api\//;

const VISITS = [
  { screen: PHONE, language: 'fr' },
  { screen: PHONE, language: 'en' },
  { screen: DESK, language: 'fr' },
  { screen: DESK, language: 'en' },
  { screen: PHONE, language: 'fr', colorScheme: 'dark' },
];

export const journeys = VISITS.map((visit) => ({
  name: `every page ${visit.language} ${visit.screen.viewport.width} ${visit.colorScheme ?? 'light'}`,
  async run(house) {
    const reader = await house.visitor(visit);
    // a page that is not there, and links that were used
    reader.expects(404, 410);
    const pages = await reachable(house, reader);
    assert.ok(pages.length >= 15, `only ${pages.length} pages were found: ${pages.join(' ')}`);
    const barriers = [];
    for (const path of pages) {
      await reader.goes(path);
      assert.equal(await reader.page.locator('html').getAttribute('lang'), visit.language, path);
      assert.equal(await reader.page.locator('h1').count(), 1, `${path} has no single title`);
      await reader.findsNoBarrier().catch((error) => barriers.push(error.message));
      await reader.picture(path);
    }
    if (barriers.length > 0) assert.fail(barriers.join('\n\n'));
  },
}));

/** Follows the links as a stranger, then as somebody who has given. */
async function reachable(house, reader) {
  const found = new Map();
  await follow(reader, ['/'], found);
  const somebody = await house.visitor();
  await comesIn(somebody, newAddress('anna'), 'Anna');
  const offer = await recognises(somebody, 'J’ai vu que vous restiez jusqu’au bout.');
  const language = await reader.page.context().cookies();
  await reader.page.context().addCookies([...await somebody.page.context().cookies(), ...language]);
  await follow(reader, ['/', ...BESIDE, new URL(offer).pathname], found);
  return [...found.values()].flat();
}

/** Breadth first, so that the pages nearest to the door come first. */
async function follow(reader, from, found) {
  const queue = [...from];
  const seen = new Set();
  while (queue.length > 0 && [...found.values()].flat().length < PAGES_MAX) {
    const path = queue.shift();
    if (seen.has(path) || NOT_A_PAGE.test(path)) continue;
    seen.add(path);
    const kind = path.replaceAll(/[0-9a-f-]{36}|[\w-]{20,}/g, '*').replace(/\?.*/, '');
    const alike = found.get(kind) ?? [];
    if (!alike.includes(path)) {
      if (alike.length >= OF_A_KIND) continue;
      found.set(kind, [...alike, path]);
    }
    await reader.goes(path);
    const links = await reader.page.locator('a[href]:not([download])').evaluateAll((all) => all.map((a) => a.href));
    const here = new URL(reader.page.url());
    for (const link of links.map((href) => new URL(href))) {
      if (link.origin === here.origin) queue.push(link.pathname + link.search);
    }
  }
}
