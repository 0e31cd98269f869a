// Converts documents with jsonld in safe mode, as Digital Bazaar's cryptosuites do before they sign.
//
//   node convert.mjs FILE
//
// FILE holds {"contexts": {address: document, …}, "documents": [document, …]}. Prints one line for each document:
// {"nquads": "canonical N-Quads"} or {"refused": "why"}.
import { readFileSync } from 'node:fs';

import jsonld from 'jsonld';
import * as rdfCanonize from 'rdf-canonize';

import { loader } from './contexts.mjs';

const { contexts, documents } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const documentLoader = loader(new Map(Object.entries(contexts)));
const options = {
  algorithm: 'RDFC-1.0', base: null, safe: true, rdfDirection: 'i18n-datatype', produceGeneralizedRdf: false, documentLoader,
};

for (const document of documents) console.log(JSON.stringify(await converted(document)));

async function converted(document) {
  try {
    const dataset = await jsonld.toRDF(document, options);
    return { nquads: await rdfCanonize.canonize(dataset, { algorithm: 'RDFC-1.0' }) };
  } catch (error) {
    const { event, code } = error.details ?? {};
    return { refused: event ? `${event.code}: ${JSON.stringify(event.details)}` : code ?? error.message };
  }
}
