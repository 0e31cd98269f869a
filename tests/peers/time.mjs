// How long Digital Bazaar's libraries take for one badge, issued and verified over and over under a fresh did:key.
//
//   node time.mjs BADGE.json [SECONDS]
//
// Prints {"issue_us", "verify_us"}: the least of many calls, in microseconds. The badge's issuer is replaced by the key.
import { readFileSync } from 'node:fs';

import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';

import { didDocuments, didKeyDocument, loader } from './contexts.mjs';

const [file, seconds = '5'] = process.argv.slice(2);
const badge = JSON.parse(readFileSync(file, 'utf8'));
const key = await Ed25519Multikey.generate();
key.controller = `did:key:${key.publicKeyMultibase}`;
key.id = `${key.controller}#${key.publicKeyMultibase}`;
badge.issuer.id = key.controller;
// a list nobody can be asked for says nothing about speed
delete badge.credentialStatus;
const documentLoader = loader(didDocuments(didKeyDocument(key.controller)));

const issue = () => vc.issue({
  credential: structuredClone(badge),
  suite: new DataIntegrityProof({ signer: key.signer(), cryptosuite }),
  documentLoader,
});
const signed = await issue();
const verify = async () => {
  const outcome = await vc.verifyCredential({
    credential: structuredClone(signed),
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader,
  });
  if (!outcome.verified) throw outcome.error;
};
console.log(JSON.stringify({ issue_us: await least(issue), verify_us: await least(verify) }));

async function least(call) {
  let shortest = Infinity;
  const end = performance.now() + Number(seconds) * 500;
  while (performance.now() < end) {
    const start = performance.now();
    await call();
    shortest = Math.min(shortest, (performance.now() - start) * 1000);
  }
  return Math.round(shortest);
}
