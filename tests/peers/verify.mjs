// Reads one signed document with Digital Bazaar's libraries and says, as JSON, what they make of it.
//
//   node verify.mjs FILE [--did-document FILE]… [--status-list FILE]… [--recipient ADDRESS]
//
// Prints {"verified", "why", "revoked", "recipient"}; ends with 0 when verified, else 1.
// A did:key needs no DID document. "revoked" and "recipient" are null when they were not asked for.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';

import { didDocuments, didKeyDocument, loader } from './contexts.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'did-document': { type: 'string', multiple: true, default: [] },
    'status-list': { type: 'string', multiple: true, default: [] },
    recipient: { type: 'string' },
  },
});
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

const credential = read(positionals[0]);
const issuer = credential.issuer.id ?? credential.issuer;
const documents = new Map();
const learn = (more) => more.forEach((document, address) => documents.set(address, document));
if (issuer.startsWith('did:key:')) learn(didDocuments(didKeyDocument(issuer)));
for (const file of options['did-document']) learn(didDocuments(read(file)));
for (const file of options['status-list']) {
  const list = read(file);
  documents.set(list.id, list);
}

const outcome = await vc.verifyCredential({
  credential,
  suite: new DataIntegrityProof({ cryptosuite }),
  documentLoader: loader(documents),
  // without a list at hand the peer cannot know: only the signature and the issuer are asked for
  checkStatus: options['status-list'].length > 0 ? checkStatus : async () => ({ verified: true }),
});

const answer = {
  verified: outcome.verified === true,
  why: why(outcome),
  revoked: outcome.statusResult?.results?.some(({ status }) => status === true) ?? null,
  recipient: options.recipient ? isFor(credential, options.recipient) : null,
};
console.log(JSON.stringify(answer));
process.exit(answer.verified ? 0 : 1);

/** Whether one of the subject's salted hashes is that of this address (OB 3.0, IdentityObject). */
function isFor({ credentialSubject }, address) {
  const stated = [credentialSubject.identifier ?? []].flat();
  return stated.some(({ hashed, identityHash, salt = '' }) =>
    hashed
      ? identityHash === `sha256$${createHash('sha256').update(address + salt).digest('hex')}`
      : identityHash === address);
}

/** Every reason in the nest of errors, in one line; null when there is none. */
function why({ error, statusResult }) {
  const reasons = [error, ...(error?.errors ?? []), statusResult?.error, ...(statusResult?.error?.cause?.errors ?? [])];
  const said = reasons.filter(Boolean).map(({ name, message }) => `${name}: ${message}`);
  return said.length > 0 ? [...new Set(said)].join(' | ') : null;
}
