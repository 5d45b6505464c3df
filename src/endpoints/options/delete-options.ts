import type { DeleteOptions } from '../../../schemas/meta/v1/delete-options.ts';
import { invalidOptions } from '../../apimachinery/status-error.ts';
import { validateDeleteOptions } from '../../apimachinery/validation/delete-options.ts';
import { all, first, flag, parseInteger, type Query } from './query.ts';

/**
 * The options of a deletion: those of the body where there is one, else those of the query.
 * @throws StatusError 400 for a value that cannot be read, 422 for one that makes no sense.
 */
export function deleteOptions(body: DeleteOptions | undefined, query: Query): DeleteOptions {
  const options = body ?? fromQuery(query);
  const errors = validateDeleteOptions(options);
  if (errors.length > 0) throw invalidOptions('DeleteOptions', errors);
  return options;
}

function fromQuery(query: Query): DeleteOptions {
  const options: DeleteOptions = {};
  const dryRun = all(query, 'dryRun');
  if (dryRun.length > 0) options.dryRun = [...dryRun];
  const seconds = first(query, 'gracePeriodSeconds');
  if (seconds !== undefined) options.gracePeriodSeconds = parseInteger(seconds);
  const orphan = flag(query, 'orphanDependents');
  if (orphan !== undefined) options.orphanDependents = orphan;
  const policy = first(query, 'propagationPolicy');
  if (policy !== undefined) options.propagationPolicy = policy;
  const uid = first(query, 'uid') ?? '';
  const resourceVersion = first(query, 'resourceVersion') ?? '';
  if (uid !== '' || resourceVersion !== '') {
    options.preconditions = { ...(uid !== '' && { uid }), ...(resourceVersion !== '' && { resourceVersion }) };
  }
  return options;
}
