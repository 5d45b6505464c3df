import { type HttpAnswer, PODS, send } from '../../../support/http.ts';

type Server = { readonly url: string };

const JSON_TYPE = { 'content-type': 'application/json' };

/** POSTs a body below a pod. */
export function act(server: Server, path: string, body: unknown): Promise<HttpAnswer> {
  return send(server, 'POST', `${PODS}/${path}`, { headers: JSON_TYPE, body });
}

/** POSTs the binding of a pod to a node. */
export function bind(server: Server, name: string, members: object = {}, query = ''): Promise<HttpAnswer> {
  return act(server, `${name}/binding${query}`, {
    metadata: { name },
    target: { kind: 'Node', name: 'n1' },
    ...members,
  });
}

/** Reads a pod, whole. */
export async function readPod(server: Server, name: string) {
  return (await send(server, 'GET', `${PODS}/${name}`)).json();
}

/** PATCHes a pod or a part of it by a merge patch. */
export function mergePatch(server: Server, path: string, body: unknown): Promise<HttpAnswer> {
  return send(server, 'PATCH', `${PODS}/${path}`, {
    headers: { 'content-type': 'application/merge-patch+json' },
    body,
  });
}

/** The Status of a refusal, without what all of them have. */
export function refusal(answer: HttpAnswer): object {
  const { code, reason, message, details } = answer.json();
  return { code, reason, message, ...(details !== undefined && { details }) };
}
