import { isObject, type JsonObject, member, removeMember, setMember } from './json-value.ts';

/**
 * Applies a JSON merge patch (RFC 7386) and returns the new document: a member that is null in the patch is removed, an object is
 * merged, anything else replaces what was there. Neither `target` nor `patch` is changed; what a patch does not name is shared.
 * Like kube-apiserver, it also drops members that are null in the objects of a list.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return Array.isArray(patch) ? patch.map(withoutNulls) : patch;
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const name of Object.keys(patch)) {
    const change = patch[name];
    if (change === null) removeMember(result, name);
    else setMember(result, name, mergePatch(member(result, name), change));
  }
  return result;
}

function withoutNulls(value: unknown): unknown {
  return isObject(value) || Array.isArray(value) ? mergePatch(undefined, value) : value;
}
