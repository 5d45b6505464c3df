import type { Container } from '../../../../../schemas/core/v1/container.ts';
import type { ContainerStatus, ResourceHealth } from '../../../../../schemas/core/v1/container-status.ts';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  notSupported,
  requiredField,
  tooLong,
} from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { firstBy, nameOf } from '../../../../apimachinery/first-by.ts';
import { member } from '../../../../apimachinery/patch/json-value.ts';
import { isLongerThan } from '../../../../apimachinery/validation/byte-length.ts';

const HEALTH = ['Healthy', 'Unhealthy', 'Unknown'];
/** A message about one device may take this many bytes. */
const MESSAGE_LIMIT = 1024;
const CLAIM = 'claim:';

/**
 * The health of a container's devices (KEP-4680): each resource is one that the container asks for, each device stands once.
 * `containers` are those of the spec that the statuses are about; a status of none of them is passed over.
 */
export function validateResourceHealth(
  statuses: readonly ContainerStatus[] | undefined,
  path: FieldPath,
  containers: () => readonly Container[] | undefined,
): FieldError[] {
  const errors: FieldError[] = [];
  let asking: ((name: string) => Asking | undefined) | undefined;
  for (const [i, status] of (statuses ?? []).entries()) {
    for (const [j, { name, resources = [] }] of (status.allocatedResourcesStatus ?? []).entries()) {
      const at = path.index(i).child('allocatedResourcesStatus').index(j);
      asking ??= firstBy(containers()?.map(askingOf), nameOf);
      if (asking(status.name)?.asksFor(name) === false) {
        errors.push(invalid(at.child('name'), name, mismatch(name)));
      }
      addErrors(errors, validateDevices(resources, at.child('resources')));
    }
  }
  return errors;
}

/** Ephemeral containers get no devices. */
export function validateNoResourceHealth(
  statuses: readonly ContainerStatus[] | undefined,
  path: FieldPath,
): FieldError[] {
  return errorsOfEach(statuses ?? [], ({ allocatedResourcesStatus = [] }, i) =>
    allocatedResourcesStatus.length === 0
      ? []
      : [forbidden(path.index(i).child('allocatedResourcesStatus'), 'must not be specified in container status')],
  );
}

/** A container by what it asks for. */
interface Asking {
  readonly name: string;
  readonly asksFor: (resource: string) => boolean;
}

function askingOf({ name, resources: { requests, claims } }: Container): Asking {
  const claimOf = firstBy(
    claims,
    (claim) => `${CLAIM}${claim.name}${(claim.request ?? '') === '' ? '' : `/${claim.request}`}`,
  );
  const asksFor = (resource: string): boolean =>
    (resource.startsWith(CLAIM) ? claimOf(resource) : member(requests, resource)) !== undefined;
  return { name, asksFor };
}

function mismatch(name: string): string {
  return name.startsWith(CLAIM)
    ? "must match one of the container's resource claims in a format 'claim:<claimName>/<request>' or 'claim:<claimName>' if request is empty"
    : "must match one of the container's resource requests";
}

function validateDevices(devices: readonly ResourceHealth[], path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [i, { resourceID, health = '', message }] of devices.entries()) {
    const at = path.index(i);
    if (!HEALTH.includes(health)) errors.push(notSupported(at.child('health'), health, HEALTH));
    if (message === '') errors.push(requiredField(at.child('message'), 'must be non-empty if specified'));
    else if (isLongerThan(message ?? '', MESSAGE_LIMIT)) errors.push(tooLong(at.child('message'), MESSAGE_LIMIT));
    if (seen.has(resourceID)) errors.push(duplicate(at.child('resourceID'), resourceID));
    seen.add(resourceID);
  }
  return errors;
}
