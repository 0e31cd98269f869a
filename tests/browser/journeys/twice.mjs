// Impatience and bad networks: pressed twice, loaded again, gone back to. Nothing is lost, nothing is doubled.
import assert from 'node:assert/strict';

import { accepts, comesIn, counts, newAddress, recognises } from '../gestures.mjs';

const WORDS = 'Depuis votre atelier, je répare avant de racheter.';

export const journeys = [
  {
    name: 'signing twice gives once',
    async run(house) {
      const anna = await house.visitor();
      await comesIn(anna, newAddress('anna'), 'Anna');
      await anna.goes('/recognise');
      await anna.writes('Vos mots', WORDS);
      await anna.presses('Relire');
      await anna.verb('Signer et offrir').dblclick();
      await anna.sees('C’est signé.');
      const link = await anna.page.getByLabel('Le lien').inputValue();
      await anna.page.reload();
      await anna.sees('C’est signé.');
      assert.equal(await anna.page.getByLabel('Le lien').inputValue(), link);
      await anna.goes('/ledger');
      assert.equal(await anna.page.getByText(WORDS).count(), 1, 'the same words stand there twice');
    },
  },
  {
    name: 'the same form sent five times at once gives once',
    async run(house) {
      const anna = await house.visitor();
      await comesIn(anna, newAddress('anna'), 'Anna');
      await anna.goes('/recognise');
      await anna.writes('Vos mots', WORDS);
      await anna.presses('Relire');
      const form = await anna.verb('Signer et offrir').evaluate((button) =>
        Object.fromEntries(new FormData(button.form, button)));
      const send = () => anna.page.request.post('/recognise', { form, headers: { origin: house.at } });
      const answers = await Promise.all([send(), send(), send(), send(), send()]);
      assert.deepEqual(answers.map((answer) => answer.status()), [200, 200, 200, 200, 200]);
      assert.equal(new Set(answers.map((answer) => answer.url())).size, 1, 'they lead to different pages');
      await anna.goes('/ledger');
      assert.equal(await anna.page.getByText(WORDS).count(), 1, 'the same words stand there more than once');
    },
  },
  {
    name: 'accepting in two tabs accepts once',
    async run(house) {
      const [anna, ewen] = [await house.visitor(), await house.visitor()];
      await comesIn(anna, newAddress('anna'), 'Anna');
      const link = await recognises(anna, WORDS);
      await comesIn(ewen, newAddress('ewen'), 'Ewen');
      await ewen.goes(link);
      const other = await ewen.page.context().newPage();
      await other.goto(link);
      await accepts(ewen, /Tout le monde/);
      await ewen.page.reload();
      await ewen.sees('C’est à vous.');
      await other.getByRole('button', { name: 'Accepter', exact: true }).click();
      await other.waitForLoadState('load');
      assert.equal(await counts(ewen, 'reçues'), 1);
    },
  },
  {
    name: 'what was typed stays when something is missing',
    async run(house) {
      const anna = await house.visitor();
      await comesIn(anna, newAddress('anna'), 'Anna');
      await anna.goes('/recognise');
      await anna.writes('Vos mots', WORDS);
      await anna.writes('À qui ?', 'personne-de-ce-nom-ici');
      anna.expects(422);
      await anna.presses('Relire');
      assert.equal(await anna.page.getByLabel('Vos mots').inputValue(), WORDS);
      await anna.findsNoBarrier();
      await anna.picture('kept');
    },
  },
];
