// Whole journeys of people, in a real browser, against the program as built.
//
//   node run.mjs [WORD]        only the journeys whose name holds WORD
//
// ANAVEZ_PROGRAM    the built program                (target/debug/anavez)
// ANAVEZ_CHROMIUM   the browser                      (/usr/bin/chromium)
// ANAVEZ_ARTEFACTS  where pictures and logs are left (target/artefacts)
// ANAVEZ_AT         a server that already runs, instead of one of our own
//
// Each file of journeys/ exports `journeys`: [{ name, run(house) }]. The last line printed is `N passed, N failed`.
import { mkdirSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { House } from './house.mjs';
import { startServer } from './server.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const built = process.env.CARGO_TARGET_DIR ?? `${root}target`;
const settings = {
  program: process.env.ANAVEZ_PROGRAM ?? `${built}/debug/anavez`,
  chromium: process.env.ANAVEZ_CHROMIUM ?? '/usr/bin/chromium',
  artefacts: process.env.ANAVEZ_ARTEFACTS ?? `${built}/artefacts`,
};
mkdirSync(settings.artefacts, { recursive: true });

const wanted = await wantedJourneys(process.argv[2]);
const server = await startServer(settings);
const house = await House.open(server, settings);
const failed = [];
try {
  for (const { name, run } of wanted) {
    const started = performance.now();
    const problem = await house.during(name, run);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${problem ? 'not ok' : 'ok    '} ${name} (${seconds} s)`);
    if (problem) {
      failed.push(name);
      console.log(problem.replace(/^/gm, '         '));
    }
  }
} finally {
  await house.close();
  await server.stop();
}
console.log(`pictures and logs: ${settings.artefacts}`);
console.log(`${wanted.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length > 0 || wanted.length === 0 ? 1 : 0);

async function wantedJourneys(word = '') {
  const folder = new URL('./journeys/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.mjs')).sort();
  const found = await Promise.all(files.map((file) => import(new URL(file, folder).href)));
  return found.flatMap(({ journeys }) => journeys).filter(({ name }) => name.includes(word));
}
