import { fileURLToPath } from 'node:url';
import type { ServiceDefinition as GrpcServiceDefinition } from '@grpc/grpc-js';
import { type AnyDefinition, load, type ServiceDefinition } from '@grpc/proto-loader';
import { completeDescriptor } from './file-descriptor.ts';

/** A service as a .proto file describes it, and that file for reflection. */
export interface LoadedService {
  /** With its package: `runtime.v1.RuntimeService`. */
  readonly name: string;
  readonly definition: GrpcServiceDefinition;
  readonly file: LoadedFile;
}

/** A .proto file, which refers to no other. */
export interface LoadedFile {
  readonly name: string;
  /** The names of the services, methods and messages in it, with its package. */
  readonly symbols: ReadonlySet<string>;
  /** A google.protobuf.FileDescriptorProto. */
  readonly descriptor: Buffer;
}

// Beside this file, and beside what is built of it.
const FOLDER = fileURLToPath(new URL('proto/', import.meta.url));

// Names as in the file, so that reflection tells the real ones; every field of a request is there.
const OPTIONS = { keepCase: true, defaults: true, oneofs: true, enums: String, longs: Number } as const;

/** Loads the services of `proto/{name}.proto`. */
export async function loadServices(name: string): Promise<readonly LoadedService[]> {
  const definitions = Object.entries(await load(`${FOLDER}${name}.proto`, OPTIONS));
  const services = definitions.flatMap(([fullName, definition]) =>
    isMessage(definition) ? [] : [{ name: fullName, definition }],
  );
  const file = {
    name: `${name}.proto`,
    symbols: new Set([
      ...definitions.map(([fullName]) => fullName),
      ...services.flatMap((service) => Object.keys(service.definition).map((method) => `${service.name}.${method}`)),
    ]),
    descriptor: descriptorOf(definitions.map(([, definition]) => definition)),
  };
  return services.map((service) => ({ ...service, file }));
}

type MessageDefinition = Exclude<AnyDefinition, ServiceDefinition>;

function isMessage(definition: AnyDefinition): definition is MessageDefinition {
  return typeof definition.format === 'string';
}

// Each message carries the descriptors of all files that were loaded together, which here is one.
function descriptorOf(definitions: readonly AnyDefinition[]): Buffer {
  const [descriptor] = definitions.find(isMessage)?.fileDescriptorProtos ?? [];
  if (descriptor === undefined) throw new Error('a .proto file without messages');
  return completeDescriptor(descriptor);
}
