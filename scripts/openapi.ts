#!/usr/bin/env node
// Writes openapi.yaml (or the file that is named) from the schemas and the routes. With --check it only says whether the
// file is up to date, and exits with 1 where it is not.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { noTokens } from '../src/auth/authentication/token-authenticator.ts';
import { alwaysAllow } from '../src/auth/authorization/always-allow.ts';
import { clientDocument } from '../src/endpoints/openapi/client-document.ts';
import { openapiYaml } from '../src/endpoints/openapi/openapi-yaml.ts';
import { actionResources } from '../src/registry/action-resources.ts';
import { resources } from '../src/registry/resources.ts';
import { VERSION } from '../src/version.ts';

const { values, positionals } = parseArgs({ options: { check: { type: 'boolean' } }, allowPositionals: true });
const file = positionals[0] ?? join(dirname(dirname(fileURLToPath(import.meta.url))), 'openapi.yaml');
const podsOf = () => {
  throw new Error('what is only described is not asked for');
};
const actions = actionResources({ podsOf, tokens: noTokens, authorizer: alwaysAllow });
const text = await openapiYaml(clientDocument([...resources, ...actions], VERSION));

if (values.check !== true) {
  writeFileSync(file, text);
} else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  console.error(`${file} is not what the schemas and routes make; npm run openapi writes it anew`);
  process.exitCode = 1;
}
