import { describe, expect, it } from 'vitest';
import { podTemplates } from '../../../../../src/kinds/core/pod-templates/index.ts';
import { pods } from '../../../../../src/kinds/core/pods/index.ts';
import { podTemplateRules } from '../../../../../src/kinds/core/pods/template-rules.ts';
import { errorsOf, objectOf } from '../../../../support/kinds.ts';

const main = { name: 'main', image: 'registry.example/app:1.0' };
const named = { metadata: { name: 'a', namespace: 'default' } };
const errors = (spec: object) => errorsOf(pods, { ...named, spec: { containers: [main], ...spec } });
const NOT_EPHEMERAL = 'Forbidden: cannot be set for an Ephemeral Container';

describe('what was sent empty', () => {
  it.each([
    ['ports', { ports: [] }],
    ['resizePolicy', { resizePolicy: [] }],
    ['restartPolicyRules', { restartPolicyRules: [] }],
    ['resources', { resources: { claims: [] } }],
    ['resources', { resources: { requests: {} } }],
    ['resources', { resources: { limits: {} } }],
  ])('is refused as %s of an ephemeral container: %j', (field, members) => {
    const ephemeralContainers = [{ ...main, name: 'debug', ...members }];
    const refusal = `ephemeralContainers[0].${field}: ${NOT_EPHEMERAL}`;
    expect(errors({ ephemeralContainers })).toEqual([
      `spec.${refusal}`,
      'spec.ephemeralContainers: Forbidden: cannot be set on create',
    ]);
    const template = { spec: { containers: [main], ephemeralContainers } };
    expect(errorsOf(podTemplates(podTemplateRules), { ...named, template })[0]).toBe(`template.spec.${refusal}`);
  });

  it.each([{ env: [] }, { volumeMounts: [] }, { resources: {} }, { ports: null }])(
    'is none of what an ephemeral container may have: %j',
    (members) => {
      expect(errors({ ephemeralContainers: [{ ...main, name: 'debug', ...members }] })).toEqual([
        'spec.ephemeralContainers: Forbidden: cannot be set on create',
      ]);
    },
  );

  it('is refused as claims of a pod as a whole', () => {
    expect(errors({ resources: { claims: [] } })).toEqual([
      'spec.resources.claims: Forbidden: claims may not be set for Resources at pod-level',
    ]);
    expect(errors({ containers: [{ ...main, resources: { claims: [], limits: {} } }] })).toEqual([]);
  });

  it('is refused as groups of a pod for Windows, and is nothing in any other', () => {
    const securityContext = { supplementalGroups: [] };
    expect(errors({ os: { name: 'windows' }, securityContext })).toEqual([
      'spec.securityContext.supplementalGroups: Forbidden: cannot be set for a windows pod',
    ]);
    const pod = objectOf(pods, { ...named, spec: { containers: [main], securityContext } });
    expect(pod.spec.securityContext?.supplementalGroups).toBeUndefined();
  });
});
