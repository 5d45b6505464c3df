#!/usr/bin/env node
// The yardstick of RuntimeService.Status: grpc-js with the same messages and a handler that answers nothing, on the unix
// socket that is its argument. Prints a line with its url when it listens.
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from '@grpc/grpc-js';
import { loadServices } from '../src/cri/load-services.ts';

const address = `unix://${process.argv[2]}`;
const { 'runtime.v1.RuntimeService': service } = await loadServices('v1');
if (service === undefined) throw new Error('there is no RuntimeService');

const server = new Server();
server.addService(service, {
  Status: (_: ServerUnaryCall<object, object>, callback: sendUnaryData<object>) => callback(null, {}),
});
server.bindAsync(address, ServerCredentials.createInsecure(), (error) => {
  if (error !== null) throw error;
  console.log(JSON.stringify({ url: address }));
});
