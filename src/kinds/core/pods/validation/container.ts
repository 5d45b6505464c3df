import type { Container, EphemeralContainer } from '../../../../../schemas/core/v1/container.ts';
import { type FieldError, invalid } from '../../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isDNS1123Label } from '../../../../apimachinery/validation/dns-names.ts';
import { invalidFor, validateRequired, validateRequiredOneOf } from '../../../../apimachinery/validation/fields.ts';
import { validateResources } from '../../../../apimachinery/validation/resource-requirements.ts';
import { validateEnv, validateEnvFrom } from './env.ts';
import type { GracePeriod } from './handlers.ts';
import { validatePorts } from './ports.ts';
import { validateResizePolicy } from './resize-policy.ts';
import { validateSecurityContext } from './security-context.ts';
import { validateVolumeDevices, validateVolumeMounts } from './volume-mounts.ts';
import type { Volumes } from './volumes.ts';

/** What containers are checked against in their pod. */
export interface PodContext {
  readonly volumes: Volumes;
  /** Names of the pod's resource claims. */
  readonly claims: ReadonlySet<string>;
  readonly gracePeriod: GracePeriod;
  readonly restartPolicy: string | undefined;
  /** Whether the pod has the node's users. */
  readonly hostUsers: boolean;
}

const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

/** What is wrong with a container of any sort, apart from what its sort allows. */
export function validateContainer(
  container: Container | EphemeralContainer,
  { volumes, claims, restartPolicy, hostUsers }: PodContext,
  path: FieldPath,
): FieldError[] {
  const { name, terminationMessagePolicy } = container;
  return [
    ...validateRequired(name, path.child('name')),
    ...(name === '' ? [] : invalidFor(name, isDNS1123Label(name), path.child('name'))),
    ...validateRequired(container.image, path.child('image')),
    ...validateRequiredOneOf(terminationMessagePolicy, MESSAGE_POLICIES, path.child('terminationMessagePolicy')),
    ...validatePorts(container.ports, path.child('ports')),
    ...validateEnv(container.env, path.child('env')),
    ...validateEnvFrom(container.envFrom, path.child('envFrom')),
    ...validateVolumeMounts(container, volumes, path.child('volumeMounts')),
    ...validateVolumeDevices(container, volumes, path.child('volumeDevices')),
    ...validateRequiredOneOf(container.imagePullPolicy, PULL_POLICIES, path.child('imagePullPolicy')),
    ...validateResources(container.resources, claims, path.child('resources')),
    ...validateResizePolicy(container, restartPolicy, path.child('resizePolicy')),
    ...validateSecurityContext(container.securityContext, hostUsers, path.child('securityContext')),
  ];
}

/** An image's name is not padded; templates of pods may have such names, pods may not. */
export function validateContainerImages(
  containers: readonly (Container | EphemeralContainer)[] | undefined,
  path: FieldPath,
): FieldError[] {
  return errorsOfEach(containers ?? [], ({ image = '' }, i) =>
    image.trim() === image
      ? []
      : [invalid(path.index(i).child('image'), image, 'must not have leading or trailing whitespace')],
  );
}
