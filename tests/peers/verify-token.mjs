// Reads one signed token (VC-JWT) with `jose` and says, as JSON, what it makes of it.
//
//   node verify-token.mjs FILE --did-document FILE
//
// Prints {"verified", "why", "revoked", "recipient"}; ends with 0 when verified, else 1.
// The key is the one that `kid` names in the issuer's DID document; claims must repeat the credential (OB 3.0 §8.2.6).
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'did-document': { type: 'string' }, 'status-list': { type: 'string' }, recipient: { type: 'string' } },
});

let why = null;
try {
  const token = readFileSync(positionals[0], 'utf8');
  const document = JSON.parse(readFileSync(options['did-document'], 'utf8'));
  const { kid } = decodeProtectedHeader(token);
  const method = document.verificationMethod.find(({ id }) => id === kid);
  if (!method || !document.assertionMethod.includes(kid)) throw new Error(`the DID document does not list ${kid}`);
  const { payload } = await jwtVerify(token, await importJWK(method.publicKeyJwk, 'RS256'), {
    algorithms: ['RS256'],
    issuer: document.id,
    typ: 'JWT',
  });
  const repeated = [
    [payload.iss, payload.issuer.id],
    [payload.jti, payload.id],
    [payload.sub, payload.credentialSubject.id],
    [payload.nbf, Date.parse(payload.validFrom) / 1000],
  ];
  for (const [claim, said] of repeated) if (claim !== said) throw new Error(`${claim} is not ${said}`);
} catch (error) {
  why = `${error.name}: ${error.message}`;
}
console.log(JSON.stringify({ verified: why === null, why, revoked: null, recipient: null }));
process.exit(why === null ? 0 : 1);
