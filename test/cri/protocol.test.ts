import { Client, credentials, type ServiceDefinition, status } from '@grpc/grpc-js';
import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';
import descriptor, { type IFileDescriptorProto } from 'protobufjs/ext/descriptor/index.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fakeClock } from '../support/fake-clock.ts';
import type { TestClient } from './support/client.ts';
import { startCri, startWithCri } from './support/servers.ts';

const SERVICES = [
  'grpc.health.v1.Health',
  'grpc.reflection.v1.ServerReflection',
  'grpc.reflection.v1alpha.ServerReflection',
  'runtime.v1.ImageService',
  'runtime.v1.RuntimeService',
  'runtime.v1alpha2.ImageService',
  'runtime.v1alpha2.RuntimeService',
];

describe('methods', () => {
  test.each(['runtime.v1.RuntimeService/RunPodSandbox', 'runtime.v1alpha2.ImageService/ListImages'])(
    '%s is not there: UNIMPLEMENTED names it',
    async (method) => {
      const { client } = await startWithCri();
      await expect(client.call(method)).rejects.toMatchObject({
        code: status.UNIMPLEMENTED,
        details: `The server does not implement the method /${method}`,
      });
    },
  );

  test.each(['v1', 'v1alpha2'])('runtime.%s.ImageService/ImageFsInfo answers nothing', async (version) => {
    const { client } = await startWithCri();
    expect(await client.call(`runtime.${version}.ImageService/ImageFsInfo`)).toEqual({});
  });

  test('a request that is no message is an error of that call only', async () => {
    const { client, socketPath } = await startWithCri();
    const raw = new Client(`unix:${socketPath}`, credentials.createInsecure());
    onTestFinished(() => raw.close());
    const bytes = (value: Buffer) => value;
    const path = '/runtime.v1.RuntimeService/Status';
    const code = await new Promise((resolve) =>
      raw.makeUnaryRequest(path, bytes, bytes, Buffer.from([0xff, 0xff]), (error) => resolve(error?.code)),
    );
    expect(code).toBe(status.INTERNAL);
    expect((await client.status()).status.conditions).toHaveLength(2);
  });
});

describe('health', () => {
  const check = (client: TestClient, service?: string) => client.call('grpc.health.v1.Health/Check', { service });

  test('of the server and of each runtime service is SERVING', async () => {
    const { client } = await startWithCri();
    for (const service of ['', ...SERVICES.filter((name) => name.startsWith('runtime.'))]) {
      expect(await check(client, service)).toEqual({ status: 'SERVING' });
    }
    const { statuses } = await client.call<{ statuses: object }>('grpc.health.v1.Health/List');
    expect(Object.keys(statuses).sort()).toEqual(['', ...SERVICES.filter((name) => name.startsWith('runtime.'))]);
  });

  test('of a service that is not there is NOT_FOUND', async () => {
    const { client } = await startWithCri();
    await expect(check(client, 'runtime.v2.RuntimeService')).rejects.toMatchObject({ code: status.NOT_FOUND });
  });

  test('is NOT_SERVING where the store does not answer', async () => {
    const { client } = await startCri({
      backend: { checkStore: () => Promise.reject(new Error('gone')), listPods: async () => [] },
    });
    expect(await check(client)).toEqual({ status: 'NOT_SERVING' });
  });

  test('is told to a watcher at once, and whenever it changes', async () => {
    const clock = fakeClock();
    let problem: Error | undefined;
    const checkStore = async () => {
      if (problem !== undefined) throw problem;
    };
    const { client, server } = await startCri({ clock, backend: { checkStore, listPods: async () => [] } });
    const told: string[] = [];
    const stream = client.stream('grpc.health.v1.Health/Watch', {});
    const next = () => new Promise((resolve) => stream.once('data', resolve));
    stream.on('data', ({ status: now }) => told.push(now));
    await next();
    problem = new Error('gone');
    const changed = next();
    clock.pass(5_000);
    await changed;
    problem = undefined;
    const recovered = next();
    clock.pass(5_000);
    await recovered;
    const ended = new Promise((resolve) => stream.once('status', resolve));
    await server.stop();
    expect(await ended).toMatchObject({ code: status.OK });
    expect(told).toEqual(['SERVING', 'NOT_SERVING', 'SERVING', 'NOT_SERVING']);
  });

  test('of an unknown service is SERVICE_UNKNOWN to a watcher, who may wait for it', async () => {
    const { client } = await startCri();
    const stream = client.stream('grpc.health.v1.Health/Watch', { service: 'later' });
    expect(await new Promise((resolve) => stream.once('data', resolve))).toEqual({ status: 'SERVICE_UNKNOWN' });
    stream.on('error', () => {});
    stream.cancel();
  });
});

describe.each(['v1', 'v1alpha'])('reflection %s', (version) => {
  interface Answer {
    readonly file_descriptor_response: { readonly file_descriptor_proto: readonly Buffer[] } | null;
    readonly list_services_response: { readonly service: readonly { readonly name: string }[] } | null;
    readonly error_response: { readonly error_code: number } | null;
  }

  const ask = async (client: TestClient, request: object): Promise<Answer> => {
    const stream = client.stream(`grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`, request);
    const answers: Answer[] = [];
    for await (const answer of stream) answers.push(answer);
    expect(answers).toHaveLength(1);
    return answers[0] as Answer;
  };

  const fileOf = async (client: TestClient, request: object): Promise<IFileDescriptorProto> => {
    const [bytes] = (await ask(client, request)).file_descriptor_response?.file_descriptor_proto ?? [];
    const { FileDescriptorProto } = descriptor;
    return FileDescriptorProto.toObject(FileDescriptorProto.decode(bytes ?? Buffer.alloc(0)));
  };

  test('lists the services', async () => {
    const { client } = await startWithCri();
    const { list_services_response } = await ask(client, { list_services: '*' });
    expect(list_services_response?.service.map(({ name }) => name).sort()).toEqual(SERVICES);
  });

  test('answers NOT_FOUND for what is not there, and for extensions', async () => {
    const { client } = await startWithCri();
    for (const request of [
      { file_containing_symbol: 'runtime.v1.Nothing' },
      { file_by_filename: '../../package.json' },
      { all_extension_numbers_of_type: 'runtime.v1.StatusRequest' },
    ]) {
      expect((await ask(client, request)).error_response?.error_code).toBe(status.NOT_FOUND);
    }
    expect((await ask(client, {})).error_response?.error_code).toBe(status.UNIMPLEMENTED);
  });

  test.each(SERVICES)('describes %s completely, as protoc would', async (service) => {
    const { client } = await startWithCri();
    const file = await fileOf(client, { file_containing_symbol: service });
    expect(await fileOf(client, { file_by_filename: file.name })).toEqual(file);
    expect(file).toMatchObject({ syntax: 'proto3', package: service.slice(0, service.lastIndexOf('.')) });
    const messages = file.messageType ?? [];
    const types = new Set(
      [
        ...(file.enumType ?? []).map(({ name }) => `${name}`),
        ...messages.flatMap(({ name, nestedType = [], enumType = [] }) => [
          `${name}`,
          ...[...nestedType, ...enumType].map((nested) => `${name}.${nested.name}`),
        ]),
      ].map((name) => `.${file.package}.${name}`),
    );
    const references = [
      ...messages.flatMap(({ field = [] }) => field.flatMap(({ typeName }) => typeName ?? [])),
      ...(file.service ?? []).flatMap(({ method = [] }) =>
        method.flatMap(({ inputType, outputType }) => [inputType, outputType]),
      ),
    ];
    expect(references.filter((reference) => !types.has(reference ?? ''))).toEqual([]);
    for (const { name, field = [], enumType = [] } of messages.slice(0, 5)) {
      for (const part of [...field, ...enumType]) {
        const symbol = `${file.package}.${name}.${part.name}`;
        expect(await fileOf(client, { file_containing_symbol: symbol })).toEqual(file);
      }
    }
    const method = file.service?.find(({ name }) => service.endsWith(`.${name}`))?.method?.[0];
    expect(await fileOf(client, { file_containing_symbol: `${service}.${method?.name}` })).toEqual(file);
  });

  test('is all that a client needs to call Status', async () => {
    const { client, socketPath } = await startWithCri();
    const file = await fileOf(client, { file_containing_symbol: 'runtime.v1.StatusResponse' });
    const { FileDescriptorSet } = descriptor;
    const set = FileDescriptorSet.encode(FileDescriptorSet.fromObject({ file: [file] })).finish();
    const definition = loadFileDescriptorSetFromBuffer(Buffer.from(set))['runtime.v1.RuntimeService'];
    const { Status } = definition as ServiceDefinition;
    if (Status === undefined) throw new Error('there is no Status');
    const other = new Client(`unix:${socketPath}`, credentials.createInsecure());
    onTestFinished(() => other.close());
    const { path, requestSerialize, responseDeserialize } = Status;
    const answer = await new Promise((resolve) =>
      other.makeUnaryRequest(path, requestSerialize, responseDeserialize, { verbose: true }, (_, response) =>
        resolve(response),
      ),
    );
    expect(answer).toMatchObject({
      status: { conditions: [{ type: 'RuntimeReady', status: true }, { type: 'NetworkReady' }] },
    });
  });

  test('names the entries of maps, and fields in JSON, as other tools expect', async () => {
    const { client } = await startWithCri();
    const { messageType } = await fileOf(client, { file_containing_symbol: 'runtime.v1.PodSandboxFilter' });
    const filter = messageType?.find(({ name }) => name === 'PodSandboxFilter');
    expect(filter?.nestedType).toMatchObject([{ name: 'LabelSelectorEntry', options: { mapEntry: true } }]);
    expect(filter?.field?.[2]).toMatchObject({
      name: 'label_selector',
      jsonName: 'labelSelector',
      typeName: '.runtime.v1.PodSandboxFilter.LabelSelectorEntry',
    });
  });

  test.each([
    ['runtime_v1', 'runtime_v1alpha2', 'runtime.v1', 'runtime.v1alpha2'],
    ['grpc_reflection_v1', 'grpc_reflection_v1alpha', 'grpc.reflection.v1', 'grpc.reflection.v1alpha'],
  ])(
    '%s.proto and %s.proto declare the same, in packages of their own',
    async (newer, older, newPackage, oldPackage) => {
      const { client } = await startWithCri();
      const declarations = async (name: string) => {
        const { name: _name, options: _options, ...file } = await fileOf(client, { file_by_filename: `${name}.proto` });
        return file;
      };
      const text = JSON.stringify(await declarations(newer));
      const expected = text
        .replaceAll(`".${newPackage}.`, `".${oldPackage}.`)
        .replaceAll(`"package":"${newPackage}"`, `"package":"${oldPackage}"`);
      expect(expected).not.toBe(text);
      expect(JSON.stringify(await declarations(older))).toBe(expected);
    },
  );
});
