import type { DeleteOptions } from '../../../schemas/meta/v1/delete-options.ts';
import { type FieldError, invalid, notSupported } from '../../apimachinery/field-error.ts';
import { badRequest, invalidOptions } from '../../apimachinery/status-error.ts';
import { all, first, parseBoolean, type Query } from './query.ts';
import { dryRunErrors } from './write-options.ts';

const POLICIES = ['Background', 'Foreground', 'Orphan'];

/**
 * The options of a deletion: those of the body where there is one, else those of the query.
 * @throws StatusError 400 for a value that cannot be read, 422 for one that makes no sense.
 */
export function deleteOptions(body: DeleteOptions | undefined, query: Query): DeleteOptions {
  const options = body ?? fromQuery(query);
  const errors = [...policyErrors(options), ...dryRunErrors(options.dryRun ?? [])];
  if (errors.length > 0) throw invalidOptions('DeleteOptions', errors);
  return options;
}

function fromQuery(query: Query): DeleteOptions {
  const options: DeleteOptions = {};
  const dryRun = all(query, 'dryRun');
  if (dryRun.length > 0) options.dryRun = [...dryRun];
  const policy = first(query, 'propagationPolicy') ?? '';
  if (policy !== '') options.propagationPolicy = policy;
  const seconds = first(query, 'gracePeriodSeconds') ?? '';
  if (seconds !== '') {
    if (!/^[+-]?\d{1,15}$/.test(seconds)) {
      throw badRequest(
        `converting (["${seconds}"]) to (*int64): strconv.ParseInt: parsing "${seconds}": invalid syntax`,
      );
    }
    options.gracePeriodSeconds = Number(seconds);
  }
  const orphan = parseBoolean(first(query, 'orphanDependents') ?? '');
  if (orphan !== undefined) options.orphanDependents = orphan;
  return options;
}

function policyErrors({ propagationPolicy, orphanDependents }: DeleteOptions): FieldError[] {
  if (propagationPolicy === undefined) return [];
  if (orphanDependents !== undefined) {
    return [
      invalid('propagationPolicy', propagationPolicy, 'orphanDependents and deletionPropagation cannot be both set'),
    ];
  }
  return POLICIES.includes(propagationPolicy)
    ? []
    : [notSupported('propagationPolicy', propagationPolicy, [...POLICIES, 'nil'])];
}
