// The browser and the people in it. Each journey gets fresh visitors; what goes wrong on any of their pages fails it.
import { join } from 'node:path';

import { chromium } from 'playwright-core';

import { Visitor } from './visitor.mjs';

/** A screen, as Chromium lays it out. */
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
/** A desk. */
export const DESK = { viewport: { width: 1280, height: 900 } };

// no traffic but to our own server
const QUIET = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

export class House {
  #browser;
  #visitors = [];
  #journey = '';

  static async open(server, { chromium: executablePath, artefacts }) {
    const house = new House();
    house.at = server.at;
    house.artefacts = artefacts;
    house.#browser = await chromium.launch({ executablePath, args: QUIET });
    return house;
  }

  /** Somebody with a browser of their own: `screen` PHONE or DESK, `language` fr or en, `script` false for none. */
  async visitor({ screen = PHONE, language = 'fr', script = true, ...more } = {}) {
    const context = await this.#browser.newContext({
      ...screen,
      baseURL: this.at,
      locale: language === 'fr' ? 'fr-FR' : 'en-GB',
      javaScriptEnabled: script,
      ...more,
    });
    context.setDefaultTimeout(10_000);
    const visitor = new Visitor(await context.newPage(), { language, picture: (name) => this.#picture(name) });
    this.#visitors.push(visitor);
    return visitor;
  }

  /** Runs one journey; hands back what went wrong, or null. */
  async during(name, run) {
    this.#journey = name;
    let problem = null;
    try {
      await run(this);
      const noticed = this.#visitors.flatMap((visitor) => visitor.noticed);
      if (noticed.length > 0) problem = `the browser complained:\n${noticed.join('\n')}`;
    } catch (error) {
      problem = error.stack;
      for (const [index, visitor] of this.#visitors.entries()) {
        problem += `\nvisitor ${index + 1} was at ${visitor.page.url()}`;
        problem += visitor.noticed.map((line) => `\n  ${line}`).join('');
        await visitor.picture(`stuck-${index + 1}`).catch(() => {});
      }
    }
    await Promise.all(this.#visitors.map((visitor) => visitor.page.context().close()));
    this.#visitors = [];
    return problem;
  }

  async close() {
    await this.#browser.close();
  }

  #picture(name) {
    const file = `${this.#journey}-${name}`.replaceAll(/[^\p{L}\p{N}]+/gu, '-');
    return join(this.artefacts, `${file}.png`);
  }
}
