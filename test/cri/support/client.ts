import { Client, credentials, type ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import type { INamespace } from 'protobufjs';
import { onTestFinished } from 'vitest';
import type { StatusResponse } from '../../../src/cri/messages.ts';
import { WIRE } from './wire.ts';

// 64-bit integers as text, so that none is rounded.
const packages = fromJSON(WIRE as INamespace, { keepCase: true, defaults: true, enums: String, longs: String });

/** A connection to a server, which is closed at the end of the test. */
export interface TestClient {
  /** Calls a method, such as `runtime.v1.RuntimeService/Status`. Rejects with grpc-js's ServiceError. */
  call<T>(method: string, request?: object): Promise<T>;
  /** Opens a call whose answers, or requests, are a stream. */
  stream(method: string, request?: object): ReturnType<Client['makeBidiStreamRequest']>;
  /** RuntimeService.Status of v1. */
  status(verbose?: boolean): Promise<StatusResponse>;
  close(): void;
}

/** Opens a connection to the server at a socket. */
export function connectTo(socketPath: string): TestClient {
  const client = new Client(`unix:${socketPath}`, credentials.createInsecure(), {
    'grpc.max_receive_message_length': -1,
    // Each client has a connection of its own.
    'grpc.use_local_subchannel_pool': 1,
  });
  onTestFinished(() => client.close());
  const call = <T>(method: string, request: object = {}): Promise<T> => {
    const { path, requestSerialize, responseDeserialize } = definitionOf(method);
    return new Promise((resolve, reject) => {
      client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, (error, response) =>
        error === null ? resolve(response as T) : reject(error),
      );
    });
  };
  return {
    call,
    status: (verbose = false) => call<StatusResponse>('runtime.v1.RuntimeService/Status', { verbose }),
    stream(method, request) {
      const { path, requestSerialize, responseDeserialize } = definitionOf(method);
      const stream = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
      if (request !== undefined) {
        stream.write(request);
        stream.end();
      }
      return stream;
    },
    close: () => client.close(),
  };
}

function definitionOf(method: string): ServiceDefinition[string] {
  const [service = '', name = ''] = method.split('/');
  const definition = (packages[service] as ServiceDefinition | undefined)?.[name];
  if (definition === undefined) throw new Error(`the test's client knows no ${method}`);
  return definition;
}
