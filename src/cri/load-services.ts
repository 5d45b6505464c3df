import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ServiceDefinition as GrpcServiceDefinition } from '@grpc/grpc-js';
import { type AnyDefinition, fromJSON, type ServiceDefinition } from '@grpc/proto-loader';
import protobuf from 'protobufjs';
import { type DescribedFile, describeFile } from './file-descriptor.ts';

/** A service as a .proto file describes it, and that file for reflection. */
export interface LoadedService {
  /** With its package: `runtime.v1.RuntimeService`. */
  readonly name: string;
  readonly definition: GrpcServiceDefinition;
  readonly file: DescribedFile;
}

// Beside this file, and beside what is built of it.
const FOLDER = fileURLToPath(new URL('proto/', import.meta.url));

// Names as in the file, so that reflection tells the real ones; every field of a request is there.
const OPTIONS = { keepCase: true, defaults: true, oneofs: true, enums: String, longs: Number } as const;

/** Packages that say what another one says, under an older name: by the name of their file, that of the other, which is there. */
const OLDER: Readonly<Record<string, { readonly file: string; readonly package: string }>> = {
  runtime_v1alpha2: { file: 'runtime_v1', package: 'runtime.v1alpha2' },
  reflection_v1alpha: { file: 'reflection_v1', package: 'grpc.reflection.v1alpha' },
};

/** Loads the services of `proto/{name}.proto`, or of an older package that is made of the file of the newer one. */
export async function loadServices(name: string): Promise<readonly LoadedService[]> {
  const fileName = `${name}.proto`;
  const older = OLDER[name];
  const text = await readFile(`${FOLDER}${older?.file ?? name}.proto`, 'utf8');
  const source = older === undefined ? text : text.replace(/^package .*;$/m, `package ${older.package};`);
  const { root } = protobuf.parse(source, OPTIONS);
  const definitions = Object.entries(fromJSON(root.toJSON(), OPTIONS));
  // Each message carries the descriptors of all files that were loaded together, which here is one.
  const [encoded] = definitions.map(([, definition]) => definition).find(isMessage)?.fileDescriptorProtos ?? [];
  if (encoded === undefined) throw new Error(`${fileName} has no messages`);
  const file = describeFile(fileName, encoded);
  return definitions.flatMap(([fullName, definition]) =>
    isMessage(definition) ? [] : [{ name: fullName, definition, file }],
  );
}

type MessageDefinition = Exclude<AnyDefinition, ServiceDefinition>;

function isMessage(definition: AnyDefinition): definition is MessageDefinition {
  return typeof definition.format === 'string';
}
