// Without a script, without a mouse.
import assert from 'node:assert/strict';

import { accepts, comesIn, newAddress, recognises } from '../gestures.mjs';
import { DESK } from '../house.mjs';

const WORDS = 'J’ai vu que vous laissiez parler qui n’osait pas.';

export const journeys = [
  {
    name: 'everything works without a script',
    async run(house) {
      const [soizic, yann] = [await house.visitor({ script: false }), await house.visitor({ script: false })];
      await comesIn(soizic, newAddress('soizic'), 'Soizic');
      const link = await recognises(soizic, WORDS);
      await yann.goes(link);
      await yann.sees(WORDS);
      await accepts(yann, /Avec le lien/);
      await soizic.goes('/ledger');
      await soizic.sees(WORDS);
    },
  },
  {
    name: 'everything works with the keyboard alone',
    async run(house) {
      const visitor = await house.visitor({ screen: DESK });
      const { page } = visitor;
      await comesIn(visitor, newAddress('herve'), 'Hervé');
      await visitor.goes('/recognise');
      // the first stop is the way past the navigation
      await page.keyboard.press('Tab');
      assert.equal(await focused(page, 'textContent'), 'Aller au contenu');
      await isVisible(page);
      await page.keyboard.press('Enter');
      assert.equal(await focused(page, 'id'), 'content');
      await tabsTo(page, 'words');
      await page.keyboard.type(WORDS);
      await tabsTo(page, 'to');
      await page.keyboard.press('Enter');
      await visitor.sees('Relire avant de signer');
      await tabsTo(page, 'sign');
      await page.keyboard.press('Enter');
      await visitor.sees('C’est signé.');
    },
  },
];

async function focused(page, property) {
  return page.evaluate((name) => document.activeElement[name]?.trim?.() ?? null, property);
}

/** Presses Tab until the field or button with this name or value has the focus; each stop on the way can be seen. */
async function tabsTo(page, name) {
  for (let stops = 0; stops < 60; stops += 1) {
    await page.keyboard.press('Tab');
    await isVisible(page);
    if ([await focused(page, 'name'), await focused(page, 'value')].includes(name)) return;
  }
  assert.fail(`Tab never reaches “${name}”`);
}

/** What has the focus is on the screen and shows that it has it. */
async function isVisible(page) {
  const stop = await page.evaluate(() => {
    const element = document.activeElement;
    const { width, height } = element.getBoundingClientRect();
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const marked = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
    return { what: element.outerHTML.slice(0, 120), marked, seen: width > 1 && height > 1 };
  });
  assert.ok(stop.marked && stop.seen, `nobody sees that this has the focus: ${stop.what}`);
}
