import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type AnyDefinition, fromJSON, type ServiceDefinition } from '@grpc/proto-loader';
import protobuf from 'protobufjs';

/** The versions of the interface; the older one says what the newer one says, under its own name. */
export type ApiVersion = 'v1' | 'v1alpha2';

// Beside this file, and beside what is built of it.
const FILE = fileURLToPath(new URL('proto/runtime_v1.proto', import.meta.url));

// Names as in the file, so that reflection tells the real ones; every field of a request is there.
const OPTIONS = { keepCase: true, defaults: true, oneofs: true, enums: String, longs: Number } as const;

/** Loads the services of a version of the interface, by their full names: `runtime.v1.RuntimeService`. */
export async function loadServices(version: ApiVersion): Promise<Readonly<Record<string, ServiceDefinition>>> {
  const text = await readFile(FILE, 'utf8');
  const { root } = protobuf.parse(text.replace(/^package .*;$/m, `package runtime.${version};`), OPTIONS);
  return Object.fromEntries(Object.entries(fromJSON(root.toJSON(), OPTIONS)).filter(isService));
}

function isService(entry: [string, AnyDefinition]): entry is [string, ServiceDefinition] {
  return typeof entry[1].format !== 'string';
}
