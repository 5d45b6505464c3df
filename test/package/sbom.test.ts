import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import { bundledPackages } from '../../scripts/bundled-packages.ts';
import { sbomOf } from '../../scripts/sbom.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));
const schemas = new URL('res/schema/', import.meta.resolve('@cyclonedx/cyclonedx-library/package.json'));
const schema = (name: string) => JSON.parse(readFileSync(new URL(`${name}.SNAPSHOT.schema.json`, schemas), 'utf8'));

/** What CycloneDX's own schema finds wrong. */
function faults(sbom: object): unknown {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  // What these check stands in no field that is written here.
  for (const format of ['idn-email', 'iri-reference']) ajv.addFormat(format, true);
  for (const name of ['spdx', 'jsf-0.82']) {
    ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  }
  const validate = ajv.compile(schema('bom-1.6'));
  validate(sbom);
  return validate.errors;
}

const modules = ['fastify/fastify.js', '@grpc/grpc-js/build/src/index.js', 'fastify/lib/server.js'];
const bundled = () =>
  bundledPackages(new URL('.', ROOT).pathname.replace(/\/$/, ''), [
    ...modules.map((path) => new URL(`node_modules/${path}`, ROOT).pathname),
    new URL('src/main.ts', ROOT).pathname,
  ]);

test('the bill of materials names each package once, by its URL, with its licence and its hash', () => {
  const sbom = sbomOf(read('package.json'), bundled());
  const { version } = read('node_modules/fastify/package.json');
  expect(faults(sbom)).toBeNull();
  expect(sbom).toMatchObject({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: { component: { name: 'podledger', purl: `pkg:npm/podledger@${read('package.json').version}` } },
    components: [
      { group: '@grpc', name: 'grpc-js', licenses: [{ license: { id: 'Apache-2.0' } }] },
      { name: 'fastify', version, purl: `pkg:npm/fastify@${version}`, hashes: [{ alg: 'SHA-512' }] },
    ],
  });
  const { integrity } = read('package-lock.json').packages['node_modules/fastify'];
  expect(JSON.stringify(sbom)).toContain(Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex'));
});

test('the same bundle has the same bill of materials', () => {
  expect(sbomOf(read('package.json'), bundled())).toEqual(sbomOf(read('package.json'), bundled()));
});

test('a choice of licences is an expression', () => {
  const either = { name: 'a', version: '1.0.0', license: '(MIT OR Apache-2.0)', folder: '/a', integrity: undefined };
  const sbom = sbomOf(read('package.json'), [either]);
  expect(faults(sbom)).toBeNull();
  expect(sbom).toMatchObject({ components: [{ licenses: [{ expression: '(MIT OR Apache-2.0)' }] }] });
});

test('a licence that SPDX does not know is a fault, so that it is looked at', () => {
  const strange = { name: 'a', version: '1.0.0', license: 'Mine', folder: '/a', integrity: undefined };
  expect(faults(sbomOf(read('package.json'), [strange]))).not.toBeNull();
});
