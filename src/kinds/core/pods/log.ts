import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import { PodLogOptions } from '../../../../schemas/core/v1/pod-connect-options.ts';
import { type FieldError, forbidden, invalid } from '../../../apimachinery/field-error.ts';
import { FieldPath, WHOLE_OBJECT } from '../../../apimachinery/field-path.ts';
import { goQuote } from '../../../apimachinery/go-quote.ts';
import { badRequest, invalidObject } from '../../../apimachinery/status-error.ts';
import { timeProblem } from '../../../apimachinery/time.ts';
import { NOT_NEGATIVE } from '../../../apimachinery/validation/messages.ts';
import type { ConnectRequest, ConnectSubresource } from '../../../registry/definition/subresource.ts';
import { checkContainer } from './container-of.ts';
import { noKubelet } from './no-kubelet.ts';
import { firstQuery } from './query.ts';

/** The subresource pods/log: what a container has written. A pod that is on no node has written nothing. */
export const podLog: ConnectSubresource<Pod> = {
  verbs: ['get'],
  kind: { group: '', version: 'v1', kind: 'Pod' },
  options: PodLogOptions,
  isRead: true,
  async connect(pods, request) {
    const errors = validateLogOptions(request);
    if (errors.length > 0) throw invalidObject({ group: '', kind: 'PodLogOptions' }, request.name, errors);
    const pod = await pods.get(request.name);
    checkContainer(pod, firstQuery(request, 'container') ?? '');
    if ((pod.spec.nodeName ?? '') !== '') throw noKubelet(pod, 'log');
  },
};

/** What is wrong with the options of a log. @throws StatusError 400 for a value that cannot be read. */
function validateLogOptions(request: ConnectRequest): FieldError[] {
  const sinceSeconds = integer(request, 'sinceSeconds');
  checkTime(firstQuery(request, 'sinceTime'));
  const tailLines = integer(request, 'tailLines');
  const limitBytes = integer(request, 'limitBytes');
  const errors: FieldError[] = [];
  if (tailLines !== undefined && tailLines < 0) errors.push(invalid(at('tailLines'), tailLines, NOT_NEGATIVE));
  if (limitBytes !== undefined && limitBytes < 1) errors.push(invalid(at('limitBytes'), limitBytes, POSITIVE));
  if (sinceSeconds !== undefined && firstQuery(request, 'sinceTime') !== undefined) {
    errors.push(forbidden(WHOLE_OBJECT, 'at most one of `sinceTime` or `sinceSeconds` may be specified'));
  } else if (sinceSeconds !== undefined && sinceSeconds < 1) {
    errors.push(invalid(at('sinceSeconds'), sinceSeconds, POSITIVE));
  }
  // Streams are not told apart unless PodLogsQuerySplitStreams is on.
  if (firstQuery(request, 'stream') !== undefined) errors.push(forbidden(at('stream'), 'may not be specified'));
  return errors;
}

function checkTime(text: string | undefined): void {
  const problem = text === undefined || text === '' ? '' : timeProblem(text);
  if (problem !== '') throw badRequest(problem);
}

const POSITIVE = 'must be greater than 0';
const at = (name: string) => FieldPath.of(name);

function integer(request: ConnectRequest, name: string): bigint | undefined {
  const text = firstQuery(request, name);
  if (text === undefined) return undefined;
  const quoted = goQuote(text);
  if (!/^[+-]?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${quoted}: invalid syntax`);
  const value = BigInt(text.replace('+', ''));
  if (BigInt.asIntN(64, value) !== value) throw badRequest(`strconv.ParseInt: parsing ${quoted}: value out of range`);
  return value;
}
