import type { Container } from '../../../../schemas/core/v1/container.ts';
import type { ContainerStatus } from '../../../../schemas/core/v1/container-status.ts';
import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import type { PodSpec } from '../../../../schemas/core/v1/pod-spec.ts';
import type { PodCondition, PodStatus } from '../../../../schemas/core/v1/pod-status.ts';
import type { ObjectMeta } from '../../../../schemas/meta/v1/object-meta.ts';

/** A container as it is decoded, before it is completed. */
export function decodedContainer(name: string, members: Partial<Container> = {}): Container {
  return { name, image: 'registry.example/app:1.0', resources: {}, ...members };
}

/** A container as it is stored. */
export function container(name: string, members: Partial<Container> = {}): Container {
  return decodedContainer(name, { terminationMessagePolicy: 'File', imagePullPolicy: 'IfNotPresent', ...members });
}

/** A stored pod of one container `main`. */
export function pod(
  members: { metadata?: Partial<ObjectMeta>; spec?: Partial<PodSpec>; status?: Partial<PodStatus> } = {},
): Pod {
  return {
    metadata: {
      name: 'p',
      namespace: 'default',
      uid: 'f3a0a6a4-0000-4000-8000-000000000001',
      resourceVersion: '7',
      generation: 1,
      creationTimestamp: '2024-06-01T12:00:00Z',
      ...members.metadata,
    },
    spec: {
      containers: [container('main')],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      ...members.spec,
    },
    status: { phase: 'Pending', qosClass: 'BestEffort', ...members.status },
  };
}

/** The status of a container as it is decoded. */
export function containerStatus(name: string, members: Partial<ContainerStatus> = {}): ContainerStatus {
  return {
    name,
    state: {},
    lastState: {},
    ready: false,
    restartCount: 0,
    image: 'registry.example/app:1.0',
    imageID: '',
    ...members,
  };
}

/** The state of a container that ended with `exitCode`. */
export function terminated(exitCode: number): ContainerStatus['state'] {
  return { terminated: { exitCode, startedAt: null, finishedAt: null } };
}

/** The state of a container that runs. */
export const running: ContainerStatus['state'] = { running: { startedAt: '2024-06-01T12:00:00Z' } };

/** A condition as it is decoded. */
export function condition(type: string, members: Partial<PodCondition> = {}): PodCondition {
  return { type, status: 'True', lastProbeTime: null, lastTransitionTime: null, ...members };
}

/** A copy that leaves out what is undefined, as the encoder does. */
export function written<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
