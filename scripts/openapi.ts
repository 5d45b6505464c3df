#!/usr/bin/env node
// Writes openapi.yaml (or the file that is named) from the schemas and the routes. With --check it only says whether the
// file is up to date, and exits with 1 where it is not.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { clientDocument } from '../src/endpoints/openapi/client-document.ts';
import { openapiYaml } from '../src/endpoints/openapi/openapi-yaml.ts';
import { actionKinds, kinds } from '../src/kinds/kinds.ts';
import { VERSION } from '../src/process/version.ts';

const { values, positionals } = parseArgs({ options: { check: { type: 'boolean' } }, allowPositionals: true });
const file = positionals[0] ?? join(dirname(dirname(fileURLToPath(import.meta.url))), 'openapi.yaml');
const text = await openapiYaml(clientDocument([...kinds, ...actionKinds], VERSION));

if (values.check !== true) {
  writeFileSync(file, text);
} else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  console.error(`${file} is not what the schemas and routes make; npm run openapi writes it anew`);
  process.exitCode = 1;
}
