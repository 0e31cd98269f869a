// Words before badges: two people who have just arrived recognise each other.
import assert from 'node:assert/strict';

import { accepts, comesIn, counts, newAddress, opensAccount, recognises } from '../gestures.mjs';

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

      // he opens an account from the page of the offer: both stand in his ledger
      await ewen.goes(link);
      await opensAccount(ewen, newAddress('ewen'));

      // she answers from her ledger
      await anna.goes('/ledger');
      await anna.sees(HERS);
      await anna.page.locator('.ledger > li').filter({ hasText: HIS }).getByRole('link', { name: /Lire à part/ }).click();
      await anna.sees(HIS);
      await accepts(anna, /Tout le monde/);

      for (const visitor of [anna, ewen]) {
        for (const sum of ['reçues', 'offertes', 'réciproques']) assert.equal(await counts(visitor, sum), 1, sum);
        assert.equal(await counts(visitor, 'offertes simplement'), 0);
        await visitor.sees(HERS);
        await visitor.sees(HIS);
        await visitor.findsNoBarrier();
      }
      await ewen.picture('ledger');
    },
  },
  {
    name: 'declining is quiet',
    async run(house) {
      const [anna, malo] = [await house.visitor(), await house.visitor()];
      const address = newAddress('anna');
      await comesIn(anna, address, 'Anna');
      const link = await recognises(anna, HERS);
      await malo.goes(link);
      await malo.presses('Décliner discrètement');
      await malo.sees('Décliner vraiment ?');
      await malo.findsNoBarrier();
      await malo.presses('Décliner discrètement');
      await malo.sees('C’est décliné.');
      await malo.findsNoBarrier();
      // the giver knows, by a mail that gives no reason; the words are nowhere any more
      await anna.goes('/outbox');
      await anna.page.locator('.mails > li').filter({ hasText: address }).getByText(/C’est décliné, sans raison/).waitFor();
      await anna.goes('/ledger');
      await anna.seesNothingOf(HERS);
      malo.expects(404, 410);
      await malo.goes(link);
      await malo.seesNothingOf(HERS);
    },
  },
];
