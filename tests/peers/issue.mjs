// Issues one document with Digital Bazaar's libraries, under a fresh did:key, and prints it.
//
//   node issue.mjs badge|words [--recipient ADDRESS] [--salt SALT]
import { createHash, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';

import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';

import { didDocuments, didKeyDocument, loader } from './contexts.mjs';

const CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { recipient: { type: 'string' }, salt: { type: 'string', default: 'sel-de-guerande' } },
});

const key = await Ed25519Multikey.generate();
key.controller = `did:key:${key.publicKeyMultibase}`;
key.id = `${key.controller}#${key.publicKeyMultibase}`;

const make = { badge, words }[positionals[0]];
if (make === undefined) throw new Error('say “badge” or “words”');
const signed = await vc.issue({
  credential: make(),
  suite: new DataIntegrityProof({ signer: key.signer(), cryptosuite }),
  documentLoader: loader(didDocuments(didKeyDocument(key.controller))),
});
console.log(JSON.stringify(signed, null, 1));

function badge() {
  const identifier = options.recipient && [{
    type: 'IdentityObject',
    hashed: true,
    identityHash: `sha256$${createHash('sha256').update(options.recipient + options.salt).digest('hex')}`,
    identityType: 'emailAddress',
    salt: options.salt,
  }];
  return {
    '@context': CONTEXTS,
    id: `urn:uuid:${randomUUID()}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: key.controller, type: ['Profile'], name: 'La Fabrique du Ponant' },
    validFrom: '2026-07-04T14:00:00Z',
    name: 'Je répare',
    credentialSubject: {
      type: ['AchievementSubject'],
      ...(identifier && { identifier }),
      achievement: {
        id: `urn:uuid:${randomUUID()}`,
        type: ['Achievement'],
        name: 'Je répare',
        description: 'Répare avec les autres plutôt que de jeter.',
        criteria: { narrative: 'Avoir réparé un objet avec la personne qui l’apportait.' },
      },
    },
  };
}

function words() {
  return {
    '@context': CONTEXTS,
    id: `urn:uuid:${randomUUID()}`,
    type: ['VerifiableCredential', 'EndorsementCredential'],
    issuer: { id: key.controller, type: ['Profile'], name: 'Ewen' },
    validFrom: '2026-07-04T14:00:00Z',
    name: 'Reconnaissance',
    credentialSubject: {
      id: `urn:uuid:${randomUUID()}`,
      type: ['EndorsementSubject'],
      endorsementComment: 'Ce jour-là, elle a attendu la dernière personne avant de fermer l’atelier.',
    },
  };
}
