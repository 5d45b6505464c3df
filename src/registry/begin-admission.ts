import type { DeleteOptions } from '../../schemas/meta/v1/delete-options.ts';
import type { Operation } from '../admission/admission.ts';
import { Admission } from '../admission/admission-chain.ts';
import type { ApiObject } from '../apimachinery/api-object.ts';
import type { RequestContext } from './definition/request-context.ts';
import type { ResourceContext } from './resource-context.ts';

/** What is written, as far as it is known before anything is read. */
export interface AdmittedWrite {
  readonly name: string;
  readonly subresource: string;
  readonly dryRun: boolean;
}

/** Begins to admit a write; undefined where it concerns no plugin. `options` are those of a deletion. */
export function beginAdmission<T extends ApiObject>(
  { admission, definition }: Pick<ResourceContext<T>, 'admission' | 'definition'>,
  operation: Operation,
  { name, subresource, dryRun }: AdmittedWrite,
  { namespace, signal, user, info, options }: RequestContext,
  deletion?: DeleteOptions,
): Admission | undefined {
  const plan = admission.planOf(operation, definition, subresource);
  if (plan === undefined) return undefined;
  return new Admission(plan, { namespace, name, user, info, options: deletion ?? options, dryRun, signal });
}
