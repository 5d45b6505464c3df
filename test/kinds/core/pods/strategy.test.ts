import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import type { PodSpec } from '../../../../schemas/core/v1/pod-spec.ts';
import { podStrategy } from '../../../../src/kinds/core/pods/strategy.ts';
import { container, pod, written } from './objects.ts';

/** A pod as it is stored once created. */
function created(members: Parameters<typeof pod>[0]): Pod {
  const object = pod(members);
  podStrategy.setDefaults(object);
  podStrategy.prepareForCreate(object);
  return object;
}

describe('creating a pod', () => {
  it('begins with generation 1 and a status of its own', () => {
    const resources = { limits: { cpu: '1', memory: '1Gi' } };
    const { metadata, status } = created({
      metadata: { generation: 9 },
      spec: { containers: [container('main', { resources })] },
      status: { phase: 'Running', podIP: '10.0.0.1', qosClass: '', conditions: [] },
    });
    expect(metadata.generation).toBe(1);
    expect(status).toEqual({ phase: 'Pending', qosClass: 'Guaranteed' });
  });

  it('takes the QoS class that its status names', () => {
    const named = (qosClass: 'Guaranteed' | '') => created({ status: { phase: 'Running', qosClass } }).status;
    expect(named('Guaranteed')).toEqual({ phase: 'Pending', qosClass: 'Guaranteed' });
    expect(named('')).toEqual({ phase: 'Pending', qosClass: 'BestEffort' });
  });

  it('says of a pod with scheduling gates why it is not scheduled', () => {
    expect(created({ spec: { schedulingGates: [{ name: 'example.com/wait' }] } }).status.conditions).toEqual([
      {
        type: 'PodScheduled',
        status: 'False',
        lastProbeTime: null,
        lastTransitionTime: '2024-06-01T12:00:00Z',
        reason: 'SchedulingGated',
        message: 'Scheduling is blocked due to non-empty scheduling gates',
      },
    ]);
  });

  it('drops what belongs to features that are switched off', () => {
    const { spec } = created({
      spec: {
        containers: [
          container('a', { lifecycle: { stopSignal: 'SIGTERM' } }),
          container('b', { lifecycle: { preStop: { sleep: { seconds: 1 } }, stopSignal: 'SIGTERM' } }),
        ],
        volumes: [{ name: 'v', projected: { sources: [{ clusterTrustBundle: { path: 'p' } }] } }],
        schedulingGroup: { podGroupName: 'g' },
      },
    });
    expect(spec.containers[0]).not.toHaveProperty('lifecycle');
    expect(spec.containers[1]?.lifecycle).toEqual({ preStop: { sleep: { seconds: 1 } } });
    expect(spec.volumes?.[0]?.projected?.sources).toEqual([{}]);
    expect(spec).not.toHaveProperty('schedulingGroup');
  });

  it('answers null for sources of a projected volume that were sent empty', () => {
    const { spec } = created({
      spec: { containers: [container('a')], volumes: [{ name: 'v', projected: { sources: [] } }] },
    });
    expect(spec.volumes?.[0]?.projected?.sources).toBeNull();
  });

  it('warns of a name that makes an odd host name', () => {
    expect(podStrategy.warningsOnCreate(pod())).toEqual([]);
    expect(podStrategy.warningsOnCreate(pod({ metadata: { name: 'a.b' } }))).toEqual([
      "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]",
    ]);
  });
});

describe('label keys of a new pod', () => {
  const labels = { app: 'web', tier: 'front' };
  const selector = () => ({ matchLabels: { app: 'web' } });

  it('become requirements of the selectors beside them', () => {
    const term = () => ({
      topologyKey: 'zone',
      labelSelector: selector(),
      matchLabelKeys: ['tier'],
      mismatchLabelKeys: ['app'],
    });
    const { spec } = created({
      metadata: { labels },
      spec: {
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'zone',
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector: selector(),
            matchLabelKeys: ['tier', 'missing'],
          },
        ],
        affinity: {
          podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term()] },
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: term() }],
          },
        },
      },
    });
    const tier = { key: 'tier', operator: 'In', values: ['front'] };
    const notApp = { key: 'app', operator: 'NotIn', values: ['web'] };
    const spread = spec.topologySpreadConstraints?.[0];
    const near = spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.[0];
    const apart = spec.affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution?.[0]?.podAffinityTerm;
    expect(spread?.labelSelector).toEqual({ ...selector(), matchExpressions: [tier] });
    expect(near?.labelSelector).toEqual({ ...selector(), matchExpressions: [tier, notApp] });
    expect(apart?.labelSelector).toEqual({ ...selector(), matchExpressions: [tier, notApp] });
  });

  it.each([
    ['the selector ends with', { matchExpressions: [{ key: 'tier', operator: 'In', values: ['front'] }] }, ['tier']],
    ['are there twice', {}, ['tier', 'tier']],
  ])('are added even where they %s, which is refused', (_, labelSelector, matchLabelKeys) => {
    const spread = {
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector,
      matchLabelKeys,
    };
    const object = created({ metadata: { labels }, spec: { topologySpreadConstraints: [spread] } });
    expect(object.spec.topologySpreadConstraints?.[0]?.labelSelector?.matchExpressions).toHaveLength(2);
    expect(podStrategy.validate(object).map(({ field, message }) => `${field}: ${message}`)).toEqual([
      `spec.topologySpreadConstraints[0][${matchLabelKeys.length - 1}]: Invalid value: "tier": exists in both matchLabelKeys and labelSelector`,
    ]);
  });

  it('change nothing the second time, nor where there is no selector', () => {
    const constraint = {
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'DoNotSchedule',
      matchLabelKeys: ['tier'],
    };
    const object = created({
      metadata: { labels },
      spec: { topologySpreadConstraints: [{ ...constraint, labelSelector: selector() }, constraint] },
    });
    const once = written(object);
    podStrategy.prepareForCreate(object);
    expect(written(object)).toEqual(once);
    expect(object.spec.topologySpreadConstraints?.[1]).not.toHaveProperty('labelSelector');
  });
});

describe('AppArmor annotations of a new pod', () => {
  const profiles = (annotation: string, spec: Partial<PodSpec> = {}) =>
    created({
      metadata: { annotations: { 'container.apparmor.security.beta.kubernetes.io/main': annotation } },
      spec,
    }).spec.containers.map(({ securityContext }) => securityContext?.appArmorProfile);

  it.each([
    ['runtime/default', { type: 'RuntimeDefault' }],
    ['unconfined', { type: 'Unconfined' }],
    ['localhost/p', { type: 'Localhost', localhostProfile: 'p' }],
    ['localhost/', undefined],
    ['localhost/ p', undefined],
    [`localhost/${'p'.repeat(4096)}`, undefined],
    ['odd', undefined],
  ])('%s becomes the profile %j', (annotation, profile) => {
    expect(profiles(annotation)).toEqual([profile]);
  });

  it("yield to the container's own profile, to the same profile of the pod, and on Windows", () => {
    const own = { type: 'RuntimeDefault' };
    expect(
      profiles('unconfined', { containers: [container('main', { securityContext: { appArmorProfile: own } })] }),
    ).toEqual([own]);
    expect(profiles('unconfined', { securityContext: { appArmorProfile: { type: 'Unconfined' } } })).toEqual([
      undefined,
    ]);
    expect(profiles('unconfined', { os: { name: 'windows' } })).toEqual([undefined]);
  });
});

describe('replacing a pod', () => {
  it('keeps the status', () => {
    expect(podStrategy.keptFields).toEqual(['status']);
  });

  it('counts changes of the spec, and of nothing else', () => {
    const next = pod({ spec: { activeDeadlineSeconds: 5 } });
    podStrategy.prepareForUpdate(next, pod());
    expect(next.metadata.generation).toBe(2);
    const relabelled = pod({ metadata: { labels: { a: 'b' } } });
    podStrategy.prepareForUpdate(relabelled, pod());
    expect(relabelled.metadata.generation).toBe(1);
  });

  it('brings no warnings', () => {
    expect(podStrategy.warningsOnUpdate(pod(), pod())).toEqual([]);
  });
});
