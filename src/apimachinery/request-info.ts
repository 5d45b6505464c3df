/**
 * What a request asks for, told by its method and path alone. What a request does not say is ''.
 * Everything that stands before the handlers reads this, so that all of it speaks of the same request.
 */
export interface RequestInfo {
  /** Whether it is for a resource; all else, such as health and discovery, is for a path. */
  readonly isResourceRequest: boolean;
  /** Without the query and without escapes, its slash at the end included. */
  readonly path: string;
  /** The API's verb, such as `list` or `deletecollection`; for what is no resource the method in lower case. */
  readonly verb: string;
  readonly apiGroup: string;
  readonly apiVersion: string;
  /** That of the path. A namespace is in itself. */
  readonly namespace: string;
  readonly resource: string;
  readonly subresource: string;
  /** That of the path; of a list or a watch the one that its field selector names, if any. */
  readonly name: string;
  /** As the query has it, where many objects are asked for. */
  readonly fieldSelector: string;
  /** As the query has it, where many objects are asked for. */
  readonly labelSelector: string;
}

/** A path of a resource in its parts; ':' begins those that stand for any text, where it is the path of a route. */
export interface ResourcePath {
  readonly apiGroup: string;
  readonly apiVersion: string;
  /** The verb where the path says it, as `/api/v1/watch/pods` does; else ''. */
  readonly pathVerb: string;
  readonly namespace: string;
  readonly resource: string;
  readonly name: string;
  readonly subresource: string;
}

/** Takes a path, without its query, apart; undefined where it is none of a resource. */
export function parseResourcePath(path: string): ResourcePath | undefined {
  const parts = withoutSlashesAround(path).split('/');
  const isCore = parts[0] === 'api';
  if (!isCore && parts[0] !== 'apis') return undefined;
  const [apiGroup = '', apiVersion = '', ...rest] = isCore ? ['', ...parts.slice(1)] : parts.slice(1);
  if (rest.length === 0) return undefined;
  const pathVerb = rest[0] === 'watch' || rest[0] === 'proxy' ? rest[0] : '';
  let below = pathVerb === '' ? rest : rest.slice(1);
  let namespace = '';
  if (below[0] === 'namespaces' && below[1] !== undefined) {
    namespace = below[1];
    if (below[2] !== undefined && !SUBRESOURCES_OF_NAMESPACES.has(below[2])) below = below.slice(2);
  }
  const [resource = '', name = '', subresource = ''] = below;
  return {
    apiGroup,
    apiVersion,
    pathVerb,
    namespace,
    resource,
    name,
    subresource: pathVerb === 'proxy' ? '' : subresource,
  };
}

function withoutSlashesAround(path: string): string {
  let start = 0;
  let end = path.length;
  while (start < end && path[start] === '/') start += 1;
  while (end > start && path[end - 1] === '/') end -= 1;
  return path.slice(start, end);
}

// Anything else below a namespace is a resource in it.
const SUBRESOURCES_OF_NAMESPACES: ReadonlySet<string> = new Set(['status', 'finalize']);

/** The verb of a request for a resource; '' where the method has none. `isNamed` is whether its path names an object. */
export function resourceVerb(method: string, isNamed: boolean, isWatch: boolean): string {
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (isNamed) return 'get';
      return isWatch ? 'watch' : 'list';
    case 'DELETE':
      return isNamed ? 'delete' : 'deletecollection';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    default:
      return method === 'POST' ? 'create' : '';
  }
}
