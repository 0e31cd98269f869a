// Somebody at a browser: what they do in one gesture, and what the browser complains about while they do it.
import assert from 'node:assert/strict';

import { AxeBuilder } from '@axe-core/playwright';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export class Visitor {
  /** What the browser complained about: console errors, broken rules of the content policy, failed requests. */
  noticed = [];
  #expected = new Set();
  #picture;

  constructor(page, { language, picture }) {
    this.page = page;
    this.language = language;
    this.#picture = picture;
    this.#watch();
  }

  /** These answers (404, 410…) are part of the journey and no fault. */
  expects(...statuses) {
    statuses.forEach((status) => this.#expected.add(status));
  }

  async goes(path) {
    return this.page.goto(path);
  }

  /** The text stands on the page, visible. */
  async sees(text) {
    await this.page.getByText(text).locator('visible=true').first().waitFor();
  }

  /** The text stands nowhere on the page. */
  async seesNothingOf(text) {
    assert.equal(await this.page.getByText(text).locator('visible=true').count(), 0, `“${text}” is on ${this.page.url()}`);
  }

  /** Writes into the field with this label. */
  async writes(label, text) {
    await this.page.getByLabel(label).first().fill(text);
  }

  /** Presses the button, or follows the link, that has exactly this name (or one like it: a RegExp), and waits for its page. */
  async presses(name) {
    await this.verb(name).click();
    await this.page.waitForLoadState('load');
  }

  /** The visible button or link with this name, in the page itself: the navigation around it has some of the same names. */
  verb(name) {
    const named = { name, exact: true };
    const main = this.page.getByRole('main');
    const found = main.getByRole('button', named).or(main.getByRole('link', named));
    return found.locator('visible=true').first();
  }

  /** A picture of the whole page among the artefacts. */
  async picture(name) {
    await this.page.screenshot({ path: this.#picture(name), fullPage: true });
  }

  /** No violation of WCAG 2.2 AA that axe can find, and nothing wider than the screen. */
  async findsNoBarrier() {
    const { violations } = await new AxeBuilder({ page: this.page }).withTags(RULES).analyze();
    const said = violations.map(({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.slice(0, 3).map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary}`).join('\n')}`);
    if (said.length > 0) assert.fail(`barriers on ${this.page.url()}:\n${said.join('\n')}`);
    const { wide, screen } = await this.page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      screen: document.documentElement.clientWidth,
    }));
    assert.ok(wide <= screen, `${this.page.url()} is ${wide} px wide on a screen of ${screen} px`);
  }

  #watch() {
    const { page } = this;
    page.on('pageerror', (error) => this.noticed.push(`script: ${error.message}`));
    page.on('console', (message) => {
      // a failed answer is told below, with its status
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        this.noticed.push(`console: ${message.text()} (${page.url()})`);
      }
    });
    page.on('response', (answer) => {
      if (answer.status() >= 400 && !this.#expected.has(answer.status())) {
        this.noticed.push(`answer ${answer.status()}: ${answer.request().method()} ${answer.url()}`);
      }
    });
    page.on('requestfailed', (request) => {
      const { errorText } = request.failure() ?? {};
      // left by going on to the next page, or turned into a download
      if (errorText !== 'net::ERR_ABORTED') this.noticed.push(`request: ${errorText} ${request.url()}`);
    });
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') {
        this.noticed.push(`the page asked another machine: ${request.url()}`);
      }
    });
  }
}
