import type { Server } from '@grpc/grpc-js';
import type { MessageTypeDefinition, MethodDefinition, ServiceDefinition } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import { describeFile } from './file-descriptor.ts';

type Message = MessageTypeDefinition<object, object>;

/** Adds gRPC's reflection, in either version, which tells of the services given and of itself. */
export function addReflection(server: Server, services: readonly ServiceDefinition[]): void {
  new ReflectionService(Object.fromEntries([...services, ...ownServices()].map(described))).addToServer(server);
}

// The library would tell of the services that it is given alone; clients expect its own among them.
function ownServices(): readonly ServiceDefinition[] {
  const services: ServiceDefinition[] = [];
  new ReflectionService({}).addToServer({
    addService: (service) => services.push(Object.fromEntries(Object.entries(service).filter(isLoaded))),
  });
  return services;
}

function isLoaded<T>(entry: [string, T]): entry is [string, T & MethodDefinition<object, object>] {
  const [, method] = entry;
  return typeof method === 'object' && method !== null && 'requestType' in method;
}

/** A message that carries the description of its file, which is all that the library looks at. */
function described(service: ServiceDefinition): readonly [string, Message] {
  const message = Object.values(service)[0]?.requestType;
  const [file] = message?.fileDescriptorProtos ?? [];
  if (message === undefined || file === undefined) throw new Error('a service without a file cannot be described');
  const { name, descriptor } = describeFile(file);
  return [name, { ...message, fileDescriptorProtos: [descriptor] }];
}
