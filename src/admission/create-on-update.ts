import { internalError } from '../apimachinery/status-error.ts';
import type { Authorizer } from '../auth/authorization/authorizer.ts';
import { forbiddenAccess } from '../auth/authorization/forbidden-access.ts';
import { attributesOf } from '../auth/authorization/request-attributes.ts';
import type { AdmissionPlugin } from './admission.ts';

/**
 * Asks whether someone may create what their PUT or apply would create, since there is nothing of that name: the request was let in as
 * an update or a patch. It stands before all that judges (kube-apiserver's `withAuthorization`), and is no plugin that can be turned off.
 */
export function createOnUpdate({ authorize }: Pick<Authorizer, 'authorize'>): AdmissionPlugin {
  return {
    name: 'CreateOnUpdate',
    concerns: ({ operation, resource, subresource }) =>
      operation === 'CREATE' && subresource === '' && resource.asksOnly !== true,
    validate({ user, info, signal }) {
      if (info?.verb !== 'update' && info?.verb !== 'patch') return undefined;
      const creation = { ...info, verb: 'create' };
      return Promise.resolve(authorize(attributesOf(user, creation), signal)).then(({ outcome, reason, error }) => {
        if (outcome === 'Allow') return;
        throw error === undefined ? forbiddenAccess(user, creation, reason) : internalError(error);
      });
    },
  };
}
