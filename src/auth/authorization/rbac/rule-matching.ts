import type { PolicyRule } from '../../../../schemas/rbac/v1/role.ts';

/** A request for a resource, as far as rules look at it. What it does not say is ''. */
export interface ResourceRequest {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
}

const ALL = '*';

/** Whether a rule allows a request, for the names that the rule has. */
export function allowsResource(rule: PolicyRule, { verb, group, resource, subresource }: ResourceRequest): boolean {
  return (
    names(rule.verbs, verb) && names(rule.apiGroups, group) && namesResource(rule.resources, resource, subresource)
  );
}

/** Whether a rule is about an object of that name: '' where a request does not name one. */
export function isAboutName({ resourceNames }: PolicyRule, name: string): boolean {
  return resourceNames === undefined || resourceNames.length === 0 || resourceNames.includes(name);
}

/** Whether a rule allows a method, in lower case, on a path that is no resource. */
export function allowsPath({ verbs, nonResourceURLs = [] }: PolicyRule, verb: string, path: string): boolean {
  return names(verbs, verb) && nonResourceURLs.some((url) => coversPath(url, path));
}

/** Whether the path of a rule takes in another: it may end in stars, which stand for anything. */
export function coversPath(url: string, path: string): boolean {
  return url === path || (url.endsWith(ALL) && path.startsWith(withoutStars(url)));
}

function withoutStars(url: string): string {
  let end = url.length;
  while (end > 0 && url[end - 1] === ALL) end -= 1;
  return url.slice(0, end);
}

function names(values: readonly string[] | undefined, value: string): boolean {
  return values !== undefined && (values.includes(value) || values.includes(ALL));
}

/** `pods/status` is one resource, and `*` before the slash stands for any; behind it, for nothing but itself. */
function namesResource(values: readonly string[] | undefined, resource: string, subresource: string): boolean {
  if (values === undefined) return false;
  const isWhole = subresource === '';
  for (const value of values) {
    if (value === ALL) return true;
    if (isWhole ? value === resource : isSubresource(value, resource, subresource)) return true;
  }
  return false;
}

function isSubresource(value: string, resource: string, subresource: string): boolean {
  const slash = value.length - subresource.length - 1;
  if (slash < 0 || value[slash] !== '/' || !value.endsWith(subresource)) return false;
  return (slash === 1 && value[0] === ALL) || (slash === resource.length && value.startsWith(resource));
}
