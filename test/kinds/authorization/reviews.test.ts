import { describe, expect, it } from 'vitest';
import { alwaysAllow } from '../../../src/auth/authorization/always-allow.ts';
import type { AuthorizationAttributes, Authorizer } from '../../../src/auth/authorization/authorizer.ts';
import { statusOf } from '../../support/registry.ts';
import { ask } from '../../support/reviews.ts';

const GET_PODS = { verb: 'get', resource: 'pods', namespace: 'n' };
const ONE = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';

/** Refuses everything, and takes down what it was asked. */
function refusing(): Authorizer & { readonly asked: AuthorizationAttributes[] } {
  const asked: AuthorizationAttributes[] = [];
  return {
    ...alwaysAllow,
    asked,
    async authorize(attributes) {
      asked.push(attributes);
      return { outcome: 'Deny', reason: 'no', error: 'half of the rules are missing' };
    },
  };
}

/** What is wrong with a question, each as `field: message`. */
async function refusal(resource: string, body: object, namespace?: string): Promise<string[]> {
  const status = await statusOf(ask(resource, body, { namespace }));
  expect(status).toMatchObject({ code: 422, details: { group: 'authorization.k8s.io' } });
  expect(status.details).not.toHaveProperty('kind');
  return (status.details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`);
}

describe('a SelfSubjectAccessReview', () => {
  it('is answered by the authorizer in force, for the one who asks', async () => {
    const authorizer = refusing();
    const body = { spec: { resourceAttributes: GET_PODS } };
    const { code, object } = await ask('selfsubjectaccessreviews', body, { peers: { authorizer } });
    expect(code).toBe(201);
    expect(object).toEqual({
      kind: 'SelfSubjectAccessReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: {},
      spec: { resourceAttributes: GET_PODS },
      status: { allowed: false, denied: true, reason: 'no', evaluationError: 'half of the rules are missing' },
    });
    expect(authorizer.asked).toMatchObject([
      { user: { username: 'alice', groups: ['dev'] }, request: { resource: GET_PODS } },
    ]);
  });

  it('is allowed where everything is', async () => {
    const body = { spec: { nonResourceAttributes: { path: '/version', verb: 'get' } } };
    expect((await ask('selfsubjectaccessreviews', body)).object).toMatchObject({ status: { allowed: true } });
  });

  it.each([
    [{}, [`spec.resourceAttributes: Invalid value: null: ${ONE}`]],
    [
      { resourceAttributes: {}, nonResourceAttributes: { path: '/x' } },
      [
        'spec.nonResourceAttributes: Invalid value: {"Path":"/x","Verb":""}: cannot be specified in combination with resourceAttributes',
      ],
    ],
    [
      {
        resourceAttributes: {
          fieldSelector: {},
          labelSelector: { rawSelector: 'a', requirements: [{ key: 'a', operator: 'Near' }] },
        },
      },
      [
        'spec.resourceAttributes.fieldSelector.requirements: Required value: when spec.resourceAttributes.fieldSelector is specified, requirements or rawSelector is required',
        'spec.resourceAttributes.labelSelector.rawSelector: Invalid value: "a": may not specified at the same time as requirements',
      ],
    ],
    [
      {
        resourceAttributes: {
          fieldSelector: {
            requirements: [
              { key: '', operator: 'In' },
              { key: 'a', operator: 'Exists', values: ['x'] },
            ],
          },
        },
      },
      [
        'spec.resourceAttributes.fieldSelector.requirements[0].key: Required value: must be specified',
        "spec.resourceAttributes.fieldSelector.requirements[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
        "spec.resourceAttributes.fieldSelector.requirements[1].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
      ],
    ],
  ])('answers 422 where it asks %j', async (spec, errors) => {
    expect(await refusal('selfsubjectaccessreviews', { spec })).toEqual(errors);
  });

  it('has no metadata', async () => {
    const body = { metadata: { name: 'x' }, spec: { resourceAttributes: GET_PODS } };
    expect(await refusal('selfsubjectaccessreviews', body)).toEqual([
      'metadata: Invalid value: {"name":"x"}: must be empty',
    ]);
  });
});

describe('who asks', () => {
  it('owns the question under the name that it gives itself', async () => {
    const body = { spec: { resourceAttributes: GET_PODS } };
    const { object } = await ask('selfsubjectaccessreviews', body, { manager: 'm' });
    const fields = { 'f:namespace': {}, 'f:resource': {}, 'f:verb': {} };
    expect(object).toHaveProperty('metadata.managedFields', [
      {
        manager: 'm',
        operation: 'Update',
        apiVersion: 'authorization.k8s.io/v1',
        time: '2020-01-02T03:04:05Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:spec': { 'f:resourceAttributes': { '.': {}, ...fields } } },
      },
    ]);
  });

  it('cannot say who else owns it', async () => {
    const body = { metadata: { managedFields: [{ manager: 'other' }] }, spec: { resourceAttributes: GET_PODS } };
    expect((await ask('selfsubjectaccessreviews', body)).object).toHaveProperty('metadata', {});
  });
});

describe('a SubjectAccessReview', () => {
  it('asks for the one whom it names', async () => {
    const authorizer = refusing();
    const spec = { user: 'bob', uid: '1', groups: ['g'], extra: { a: ['b'] }, resourceAttributes: GET_PODS };
    await ask('subjectaccessreviews', { spec }, { peers: { authorizer } });
    expect(authorizer.asked).toMatchObject([
      { user: { username: 'bob', uid: '1', groups: ['g'], extra: { a: ['b'] } } },
    ]);
  });

  it('answers 422 where it names nobody', async () => {
    expect(await refusal('subjectaccessreviews', { spec: { resourceAttributes: GET_PODS } })).toEqual([
      'spec.user: Invalid value: "": at least one of user or group must be specified',
    ]);
  });
});

describe('a LocalSubjectAccessReview', () => {
  const asked = (resourceAttributes: object) => ({
    metadata: { namespace: 'n' },
    spec: { user: 'bob', resourceAttributes },
  });

  it('asks about its namespace', async () => {
    const { object } = await ask('localsubjectaccessreviews', asked(GET_PODS), { namespace: 'n' });
    expect(object).toMatchObject({ metadata: { namespace: 'n' }, status: { allowed: true } });
  });

  it('answers 422 where it asks about another, about a path, or has more metadata', async () => {
    const other = asked({ ...GET_PODS, namespace: 'm' });
    expect(await refusal('localsubjectaccessreviews', other, 'n')).toEqual([
      'spec.resourceAttributes.namespace: Invalid value: "m": must match metadata.namespace',
    ]);
    const path = {
      metadata: { name: 'x', namespace: 'n' },
      spec: { user: 'b', nonResourceAttributes: { verb: 'get' } },
    };
    expect(await refusal('localsubjectaccessreviews', path, 'n')).toEqual([
      'metadata: Invalid value: {"name":"x","namespace":"n"}: must be empty except for namespace',
      'spec.nonResourceAttributes: Invalid value: {"Path":"","Verb":"get"}: disallowed on this kind of request',
    ]);
  });
});

describe('a SelfSubjectRulesReview', () => {
  it('lists all that the one who asks may do, and does not repeat the question', async () => {
    expect((await ask('selfsubjectrulesreviews', { spec: { namespace: 'n' } })).object).toEqual({
      kind: 'SelfSubjectRulesReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: {},
      spec: {},
      status: {
        resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
        nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
        incomplete: false,
      },
    });
  });

  it('answers 400 where it names no namespace', async () => {
    expect(await statusOf(ask('selfsubjectrulesreviews', { spec: {} }))).toMatchObject({
      code: 400,
      message: 'no namespace on request',
    });
  });
});
