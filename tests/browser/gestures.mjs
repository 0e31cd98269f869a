// What people do here, in French, as a person would: by the words on the page.
import assert from 'node:assert/strict';

let newcomers = 0;

/** An address that nobody had before. */
export function newAddress(name) {
  newcomers += 1;
  return `${name.toLowerCase()}.${newcomers}.${process.pid}@exemple.fr`;
}

/** Comes in with an address through the mail that the demo keeps, and says what name to show. */
export async function comesIn(visitor, address, name) {
  await visitor.goes('/sign-in');
  await opensAccount(visitor, address);
  if (name) await takesName(visitor, name);
}

/** The same, from whatever page asks for the address. */
export async function opensAccount(visitor, address) {
  await visitor.writes('Votre adresse mail', address);
  await visitor.presses('Recevoir le lien');
  await visitor.sees('Regardez vos mails.');
  await opensMail(visitor, address);
  // the link alone lets nobody in: mail software opens links too
  await visitor.sees('Le lien est le bon.');
  await visitor.presses('Entrer');
}

/** The name that will be signed with what one gives. */
export async function takesName(visitor, name) {
  await visitor.goes('/account');
  await visitor.writes('Votre nom', name);
  await visitor.presses('Enregistrer');
  assert.equal(await visitor.page.getByLabel('Votre nom').inputValue(), name);
}

/** Follows the link of the newest mail to this address. */
export async function opensMail(visitor, address) {
  await visitor.goes('/outbox');
  const mail = visitor.page.locator('.mails > li').filter({ hasText: address }).first();
  await mail.getByRole('link').first().click();
  await visitor.page.waitForLoadState('load');
}

/**
 * Writes words for somebody (`to` an address, a name, or nobody: then a link) and signs them; hands back the link, if any.
 * Who has no name yet is asked for one: `name`.
 */
export async function recognises(visitor, words, { to = '', name } = {}) {
  await visitor.goes('/recognise');
  await visitor.writes('Vos mots', words);
  await visitor.writes('À qui ?', to);
  if (name) await visitor.writes('Votre nom', name);
  await visitor.presses('Relire');
  await visitor.sees('Relire avant de signer');
  await visitor.sees(words);
  await visitor.presses('Signer et offrir');
  await visitor.sees('C’est signé.');
  return to ? null : visitor.page.getByLabel('Le lien').inputValue();
}

/** Accepts what is on the page, and says who may see it. */
export async function accepts(visitor, audience) {
  await visitor.presses('Accepter');
  await visitor.sees('Qui peut voir ?');
  await visitor.page.getByRole('radio', { name: audience }).check();
  await visitor.presses('Accepter');
  await visitor.sees('C’est à vous.');
}

/** How many of “Mes reconnaissances” a sum of the page says. */
export async function counts(visitor, label) {
  await visitor.goes('/ledger');
  const sum = visitor.page.locator('.sums a').filter({ has: visitor.page.getByText(label, { exact: true }) });
  return Number(await sum.locator('b').innerText());
}
