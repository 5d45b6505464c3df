import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';
import type { RequestInfo } from '../../apimachinery/request-info.ts';
import type { AuthorizationAttributes } from './authorizer.ts';

/** What authorizers are asked about a request of someone. */
export function attributesOf(user: UserInfo, info: RequestInfo): AuthorizationAttributes {
  return { user, request: wanted(info) };
}

function wanted(info: RequestInfo): AuthorizationAttributes['request'] {
  const { verb, path } = info;
  if (!info.isResourceRequest) return { nonResource: { path, verb } };
  const { apiGroup: group, apiVersion: version, namespace, resource, subresource, name } = info;
  const { fieldSelector, labelSelector } = info;
  return {
    resource: {
      namespace,
      verb,
      group,
      version,
      resource,
      subresource,
      name,
      ...(fieldSelector !== '' && { fieldSelector: { rawSelector: fieldSelector } }),
      ...(labelSelector !== '' && { labelSelector: { rawSelector: labelSelector } }),
    },
  };
}
