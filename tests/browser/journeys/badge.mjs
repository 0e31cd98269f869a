// A badge from its first sentence to a stranger who reads the picture.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { accepts, comesIn, newAddress, opensMail } from '../gestures.mjs';
import { DESK } from '../house.mjs';

export const journeys = [
  {
    name: 'a badge is created, given, accepted, downloaded and read by a stranger',
    async run(house) {
      const nolwenn = await house.visitor({ screen: DESK });
      await comesIn(nolwenn, newAddress('nolwenn'), 'Nolwenn');
      await publishes(nolwenn);
      const address = newAddress('malo');
      await gives(nolwenn, address);

      const malo = await house.visitor();
      await opensMail(malo, address);
      await malo.sees(/vous offre le badge/);
      await malo.findsNoBarrier();
      await malo.picture('offer');
      await accepts(malo, /Tout le monde/);
      const png = await downloads(malo, /Télécharger PNG/);
      assert.ok(png.includes('openbadgecredential'), 'the picture carries no badge');
      assert.ok(!png.includes(address), 'the picture carries the receiver’s address');
      await malo.presses('Montrer');
      await malo.sees('Je répare');
      await malo.findsNoBarrier();
      await malo.picture('award');

      const stranger = await house.visitor();
      await reads(stranger, png);
      await stranger.sees('Vérifié : tout concorde');
      await stranger.sees('Nolwenn');
      await stranger.findsNoBarrier();
      await stranger.picture('read');

      const doubter = await house.visitor();
      await reads(doubter, Buffer.concat([png.subarray(0, png.length - 30)]));
      await doubter.seesNothingOf('Vérifié : tout concorde');
    },
  },
];

async function publishes(visitor) {
  await visitor.goes('/models/new');
  await visitor.writes('Nom', 'Je répare');
  await visitor.writes('En quelques mots', 'Répare avec les autres plutôt que de jeter.');
  await visitor.writes('Critères', 'Avoir réparé un objet avec la personne qui l’apportait.');
  await visitor.page.getByRole('radio', { name: /^reconnaître/ }).check();
  await visitor.findsNoBarrier();
  await visitor.presses('Publier');
  await visitor.sees('Je répare');
  await visitor.findsNoBarrier();
  await visitor.picture('model');
}

async function gives(visitor, address) {
  await visitor.presses('Offrir ce badge');
  await visitor.writes('À qui ?', `${address}\npas une adresse`);
  await visitor.presses('Signer et offrir');
  await visitor.sees('1 ligne à corriger');
  await visitor.sees(address);
  await visitor.findsNoBarrier();
}

async function downloads(visitor, name) {
  const [download] = await Promise.all([visitor.page.waitForEvent('download'), visitor.verb(name).click()]);
  return readFileSync(await download.path());
}

async function reads(visitor, buffer) {
  await visitor.goes('/read');
  const file = { name: 'je-repare.png', mimeType: 'image/png', buffer };
  await visitor.page.getByLabel('Choisir un fichier').setInputFiles(file);
  await visitor.presses('Lire');
}
