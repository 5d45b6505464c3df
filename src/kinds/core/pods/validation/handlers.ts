import type { ExecAction, HTTPGetAction, SleepAction } from '../../../../../schemas/core/v1/handlers.ts';
import type { Lifecycle, LifecycleHandler } from '../../../../../schemas/core/v1/lifecycle.ts';
import type { Probe } from '../../../../../schemas/core/v1/probe.ts';
import { type FieldError, forbidden, invalid, requiredField } from '../../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { invalidFor, validateOneOf, validateRequired } from '../../../../apimachinery/validation/fields.ts';
import { mustMatch } from '../../../../apimachinery/validation/messages.ts';
import { isValidPortName, isValidPortNumber } from '../../../../apimachinery/validation/ports.ts';

/** What a probe or a hook can do; one of these. */
type Handler = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'> & Pick<LifecycleHandler, 'sleep'>;

/** Seconds that a pod is given to end; undefined where it does not say. */
export type GracePeriod = number | bigint | undefined;

/** What is wrong with the hooks of a container. */
export function validateLifecycle(
  { postStart, preStop }: Lifecycle,
  gracePeriod: GracePeriod,
  path: FieldPath,
): FieldError[] {
  return [
    ...(postStart === undefined ? [] : validateHandler(postStart, gracePeriod, path.child('postStart'))),
    ...(preStop === undefined ? [] : validateHandler(preStop, gracePeriod, path.child('preStop'))),
  ];
}

/** What is wrong with what a probe or a hook does. */
export function validateHandler(handler: Handler, gracePeriod: GracePeriod, path: FieldPath): FieldError[] {
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler;
  // The first of several is looked into; the others are too many.
  const actions = [
    exec && ['exec', (at: FieldPath) => validateExec(exec, at)],
    httpGet && ['httpGet', (at: FieldPath) => validateHTTPGet(httpGet, at)],
    tcpSocket && ['tcpSocket', (at: FieldPath) => validatePort(tcpSocket.port, at.child('port'))],
    grpc && ['grpc', (at: FieldPath) => validatePort(grpc.port, at.child('port'))],
    sleep && ['sleep', (at: FieldPath) => validateSleep(sleep, gracePeriod, at)],
  ] satisfies (undefined | [string, (at: FieldPath) => FieldError[]])[];
  const [first, ...others] = actions.filter((action) => action !== undefined);
  if (first === undefined) return [requiredField(path, 'must specify a handler type')];
  return [
    ...first[1](path.child(first[0])),
    ...others.map(([field]) => forbidden(path.child(field), 'may not specify more than 1 handler type')),
  ];
}

function validateExec({ command = [] }: ExecAction, path: FieldPath): FieldError[] {
  return command.length === 0 ? [requiredField(path.child('command'))] : [];
}

const SCHEMES = ['HTTP', 'HTTPS'];
const HEADER_FORMAT = '[-A-Za-z0-9]+';
const HEADER = new RegExp(`^${HEADER_FORMAT}$`);
const NOT_A_HEADER = `a valid HTTP header must consist of alphanumeric characters or '-'`;

function validateHTTPGet(action: HTTPGetAction, path: FieldPath): FieldError[] {
  const { scheme = '', httpHeaders = [] } = action;
  return [
    ...validateRequired(action.path, path.child('path')),
    ...validatePort(action.port, path.child('port')),
    ...validateOneOf(scheme, SCHEMES, path.child('scheme')),
    ...errorsOfEach(httpHeaders, ({ name }) =>
      HEADER.test(name)
        ? []
        : [invalid(path.child('httpHeaders'), name, mustMatch(NOT_A_HEADER, HEADER_FORMAT, 'X-Header-Name'))],
    ),
  ];
}

function validatePort(port: number | string, path: FieldPath): FieldError[] {
  return invalidFor(port, typeof port === 'number' ? isValidPortNumber(port) : isValidPortName(port), path);
}

/** A sleep ends within the grace period (KEP-3960). */
function validateSleep({ seconds }: SleepAction, gracePeriod: GracePeriod, path: FieldPath): FieldError[] {
  if (gracePeriod === undefined || (seconds >= 0 && seconds <= gracePeriod)) return [];
  const limit = `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`;
  return [invalid(path, seconds, limit)];
}
