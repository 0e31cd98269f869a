// Words before badges: two people who have just arrived recognise each other.
import assert from 'node:assert/strict';

import { accepts, comesIn, counts, newAddress, recognises } from '../gestures.mjs';

const HERS = 'Ce jour-là, vous avez attendu la dernière personne avant de fermer l’atelier.';
const HIS = 'J’ai vu comment vous écoutez : depuis, je pose mes questions.';

export const journeys = [
  {
    name: 'two newcomers recognise each other by a link',
    async run(house) {
      const anna = await house.visitor();
      await anna.goes('/');
      await comesIn(anna, newAddress('anna'));
      const link = await recognises(anna, HERS, { name: 'Anna' });
      await anna.picture('signed-and-given');

      const ewen = await house.visitor();
      await ewen.goes(link);
      await ewen.sees('Anna vous offre une reconnaissance');
      await ewen.sees(HERS);
      await ewen.findsNoBarrier();
      await ewen.picture('the-offer');
      await accepts(ewen, /Tout le monde/);
      await ewen.findsNoBarrier();
      await ewen.picture('accepted');

      // his words back, still without an account
      await ewen.writes(/qu’avez-vous vu chez Anna/, HIS);
      await ewen.writes('Votre nom', 'Ewen');
      await ewen.presses('Reconnaître en retour');
      await ewen.sees('C’est signé.');

      // he opens an account with his address: both stand in his ledger
      await ewen.goes(link);
      await comesIn(ewen, newAddress('ewen'));

      await anna.goes('/ledger');
      await anna.sees(HERS);
      assert.equal(await counts(anna, 'offertes'), 1);
      await ewen.goes('/ledger');
      await ewen.sees(HERS);
      await ewen.sees(HIS);
      assert.equal(await counts(ewen, 'reçues'), 1);
      assert.equal(await counts(ewen, 'offertes'), 1);
      assert.equal(await counts(ewen, 'réciproques'), 1);
      await ewen.picture('ledger');
    },
  },
  {
    name: 'declining is quiet',
    async run(house) {
      const [anna, malo] = [await house.visitor(), await house.visitor()];
      await comesIn(anna, newAddress('anna'), 'Anna');
      const link = await recognises(anna, HERS);
      await malo.goes(link);
      await malo.presses('Décliner discrètement');
      await malo.sees('Décliner vraiment ?');
      await malo.findsNoBarrier();
      await malo.presses('Décliner discrètement');
      await malo.sees('C’est décliné.');
      await malo.findsNoBarrier();
      await anna.goes('/ledger');
      await anna.sees('Déclinée');
    },
  },
];
