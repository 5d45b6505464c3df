import { forbidden, internalError } from '../apimachinery/status-error.ts';
import type { Authorizer } from '../auth/authorization/authorizer.ts';
import { attributesOf } from '../auth/authorization/request-attributes.ts';
import type { AdmissionPlugin } from './admission.ts';

const STREAMS: ReadonlySet<string> = new Set(['attach', 'exec', 'portforward']);

/**
 * Asks whether someone may create a connection into a pod whose request was let in by another verb: a WebSocket is asked for by GET, and
 * who may read is not thereby to run commands (kube-apiserver's `AuthorizePodWebsocketUpgradeCreatePermission`, on by default). It is no
 * plugin that can be turned off.
 */
export function createOnConnect({ authorize }: Pick<Authorizer, 'authorize'>): AdmissionPlugin {
  return {
    name: 'CreateOnConnect',
    concerns: ({ operation, resource: { group, resource }, subresource }) =>
      operation === 'CONNECT' && group === '' && resource === 'pods' && STREAMS.has(subresource),
    validate({ user, info, signal }) {
      if (info === undefined || info.verb === 'create') return undefined;
      const { apiGroup: group, resource, name } = info;
      const creation = { ...info, verb: 'create' };
      return Promise.resolve(authorize(attributesOf(user, creation), signal)).then(({ outcome, reason, error }) => {
        if (outcome === 'Allow') return;
        // kube-apiserver's words: the authorizer's reason, which may be empty, and no more.
        throw error === undefined ? forbidden({ group, resource }, name, reason) : internalError(error);
      });
    },
  };
}
