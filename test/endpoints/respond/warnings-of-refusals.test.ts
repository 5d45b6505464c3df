import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PodledgerServer } from '../../../src/index.ts';
import { createPod, PODS, podBody, send, serve } from '../../support/http.ts';

const HEADERS = { 'content-type': 'application/json' };
const UNKNOWN = '299 - "unknown field \\"spec.nonsense\\""';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/main';
const DEPRECATED = `299 - "metadata.annotations[${APP_ARMOR}]: deprecated since v1.30; use the \\"appArmorProfile\\" field instead"`;

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

const annotated = (profile: string, spec: object = {}) =>
  send(server, 'POST', `${PODS}?dryRun=All`, {
    headers: HEADERS,
    body: podBody('p', { metadata: { annotations: { [APP_ARMOR]: profile } }, spec }),
  });

describe('what a request is told though it is refused', () => {
  it('are fields that nobody knows, in a create and in an update', async () => {
    const spec = { nonsense: 1, containers: [] };
    const created = await send(server, 'POST', PODS, { headers: HEADERS, body: podBody('p', { spec }) });
    expect([created.status, created.warnings]).toEqual([422, [UNKNOWN]]);
    await createPod(server, 'there');
    const body = podBody('there', { spec });
    const updated = await send(server, 'PUT', `${PODS}/there`, { headers: HEADERS, body });
    expect([updated.status, updated.warnings]).toEqual([422, [UNKNOWN]]);
  });

  it('is all that a create is told, where the name is taken', async () => {
    const metadata = { annotations: { [APP_ARMOR]: 'unconfined' } };
    await createPod(server, 'taken');
    const body = podBody('taken', {
      metadata,
      spec: { nonsense: 1, nodeSelector: { 'beta.kubernetes.io/os': 'linux' } },
    });
    const refused = await send(server, 'POST', PODS, { headers: HEADERS, body });
    const selector =
      '299 - "spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \\"kubernetes.io/os\\" instead"';
    expect([refused.status, refused.warnings]).toEqual([409, [UNKNOWN, DEPRECATED, selector]]);
  });

  it('are keys that stand twice in a configuration', async () => {
    const body = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: twice\n  name: twice\nspec: {}\n';
    const headers = { 'content-type': 'application/apply-patch+yaml' };
    const applied = await send(server, 'PATCH', `${PODS}/twice?fieldManager=m`, { headers, body });
    expect([applied.status, applied.warnings]).toEqual([422, ['299 - "line 5: key \\"name\\" already set in map"']]);
    const path = `${PODS}/twice?fieldManager=m&fieldValidation=Strict`;
    expect((await send(server, 'PATCH', path, { headers, body })).json().message).toBe(
      'error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  line 5: key "name" already set in map',
    );
  });

  it('is that a new pod names an AppArmor profile in an annotation', async () => {
    const refused = await annotated('wrong');
    expect([refused.status, refused.warnings]).toEqual([422, [DEPRECATED]]);
    const accepted = await annotated('unconfined');
    expect([accepted.status, accepted.warnings]).toEqual([201, [DEPRECATED]]);
  });

  it('is nothing where the spec of the pod says the same as the annotation', async () => {
    const securityContext = { appArmorProfile: { type: 'RuntimeDefault' } };
    const ofPod = await annotated('runtime/default', { securityContext });
    expect([ofPod.status, ofPod.warnings]).toEqual([201, []]);
    const containers = [{ name: 'main', image: 'i:1', securityContext }];
    const ofContainer = await annotated('runtime/default', { containers });
    expect([ofContainer.status, ofContainer.warnings]).toEqual([201, []]);
  });
});
