import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';
import { goQuote } from '../../apimachinery/go-quote.ts';
import type { RequestInfo } from '../../apimachinery/request-info.ts';
import { forbidden, forbiddenRequest, type StatusError } from '../../apimachinery/status-error.ts';

/** 403: someone may not do what a request asks for, in kube-apiserver's words. */
export function forbiddenAccess({ username = '' }: UserInfo, info: RequestInfo, reason: string): StatusError {
  const { verb, apiGroup: group, resource, subresource, namespace, name } = info;
  const who = `User ${goQuote(username)}`;
  const because = reason === '' ? '' : `: ${reason}`;
  if (!info.isResourceRequest) {
    return forbiddenRequest(`${withoutMarkup(`${who} cannot ${verb} path ${goQuote(info.path)}`)}${because}`);
  }
  const what = subresource === '' ? resource : `${resource}/${subresource}`;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace ${goQuote(namespace)}`;
  const why = `${who} cannot ${verb} resource ${goQuote(what)} in API group ${goQuote(group)} ${where}`;
  return forbidden({ group, resource }, name, `${withoutMarkup(why)}${because}`);
}

/** No answer is to look like HTML to a browser that takes it for that. */
export function withoutMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
