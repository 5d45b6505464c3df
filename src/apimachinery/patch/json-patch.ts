import { rejectedPatch } from '../status-error.ts';
import { jsonEqual } from './json-equal.ts';
import { listIndex, parsePointer } from './json-pointer.ts';
import { isObject, type JsonObject, member, removeMember, setMember } from './json-value.ts';

/** The most that the copy operations of one patch may add to a document, in bytes of its JSON text: kube-apiserver's limit. */
export const MAX_COPIED_BYTES = 3 * 1024 * 1024;

/**
 * Applies a JSON patch (RFC 6902) and returns the new document. Neither `document` nor the values in the patch are changed: what
 * an operation changes is copied first, once, and all the rest is shared.
 *
 * Where kube-apiserver differs from the RFC, so does this: a replaced member need not exist, an absent member passes a test for
 * null, a missing value stands for null, the whole document can be replaced and tested but not added or removed.
 * @throws StatusError 422 for the first operation that cannot be carried out.
 */
export function applyJsonPatch(document: unknown, operations: readonly JsonObject[]): unknown {
  const work = new WorkingCopy(document);
  for (const operation of operations) {
    if (!work.apply(operation)) throw rejectedPatch();
  }
  return work.document;
}

/** A list or object and a token in it. */
interface Place {
  readonly container: JsonObject | unknown[];
  readonly token: string;
}

class WorkingCopy {
  document: unknown;
  /** The lists and objects that are this patch's own, to be changed in place. */
  #own = new WeakSet<object>();
  #copiedBytes = 0;

  constructor(document: unknown) {
    this.document = document;
  }

  /** Carries out an operation. False where that is not possible. */
  apply(operation: JsonObject): boolean {
    const path = member(operation, 'path');
    if (typeof path !== 'string') return false;
    const value = member(operation, 'value') ?? null;
    switch (member(operation, 'op')) {
      case 'add':
        return this.#add(path, value);
      case 'remove':
        return this.#take(path) !== undefined;
      case 'replace':
        return this.#replace(path, value);
      case 'move': {
        const moved = this.#take(member(operation, 'from'));
        return moved !== undefined && this.#add(path, moved);
      }
      case 'copy':
        return this.#copy(member(operation, 'from'), path);
      case 'test':
        return this.#test(path, value);
      default:
        return false;
    }
  }

  #add(path: string, value: unknown): boolean {
    const place = this.#place(path, true);
    if (place === undefined) return false;
    const { container, token } = place;
    if (!Array.isArray(container)) {
      setMember(container, token, value);
      return true;
    }
    const at = token === '-' ? container.length : listIndex(token, container.length + 1);
    if (at === undefined) return false;
    container.splice(at, 0, value);
    return true;
  }

  /** Takes a value out of the document; undefined where there is none. */
  #take(path: unknown): unknown {
    const place = this.#place(path, true);
    if (place === undefined) return undefined;
    const { container, token } = place;
    if (Array.isArray(container)) {
      const at = listIndex(token, container.length);
      return at === undefined ? undefined : container.splice(at, 1)[0];
    }
    const value = member(container, token);
    removeMember(container, token);
    return value;
  }

  #replace(path: string, value: unknown): boolean {
    if (path === '') {
      if (typeof value !== 'object' || value === null) return false;
      this.document = value;
      return true;
    }
    const place = this.#place(path, true);
    if (place === undefined) return false;
    const { container, token } = place;
    if (!Array.isArray(container)) {
      setMember(container, token, value);
      return true;
    }
    const at = listIndex(token, container.length);
    if (at === undefined) return false;
    container[at] = value;
    return true;
  }

  #copy(from: unknown, path: string): boolean {
    const place = this.#place(from, false);
    const found = place === undefined ? undefined : valueAt(place);
    if (found === undefined) return false;
    const { value = null } = found;
    this.#copiedBytes += Buffer.byteLength(JSON.stringify(value, withLongIntegers));
    if (this.#copiedBytes > MAX_COPIED_BYTES) return false;
    // From now on the value stands in two places, so that nothing may be changed in place any more.
    this.#own = new WeakSet();
    return this.#add(path, value);
  }

  #test(path: string, value: unknown): boolean {
    if (path === '') return jsonEqual(this.document, value);
    const place = this.#place(path, false);
    const found = place === undefined ? undefined : valueAt(place);
    return found !== undefined && jsonEqual(found.value, value);
  }

  /** Where a path ends, all but its last token followed. With `toChange`, everything on the way is this patch's own. */
  #place(path: unknown, toChange: boolean): Place | undefined {
    const tokens = typeof path === 'string' ? parsePointer(path) : undefined;
    if (tokens === undefined) return undefined;
    if (toChange) this.document = this.#owned(this.document);
    let container = this.document;
    for (const token of tokens.slice(0, -1)) {
      const found = isContainer(container) ? valueAt({ container, token }) : undefined;
      if (!isContainer(container) || !isContainer(found?.value)) return undefined;
      const next = toChange ? this.#owned(found.value) : found.value;
      if (next !== found.value) {
        if (Array.isArray(container)) container[listIndex(token, container.length) ?? 0] = next;
        else setMember(container, token, next);
      }
      container = next;
    }
    return isContainer(container) ? { container, token: tokens.at(-1) ?? '' } : undefined;
  }

  #owned(value: unknown): unknown {
    if (!isContainer(value) || this.#own.has(value)) return value;
    const copy = Array.isArray(value) ? [...value] : { ...value };
    this.#own.add(copy);
    return copy;
  }
}

function isContainer(value: unknown): value is JsonObject | unknown[] {
  return Array.isArray(value) || isObject(value);
}

/** What stands at a place: of an absent member, undefined; undefined where the place cannot be. */
function valueAt({ container, token }: Place): { readonly value: unknown } | undefined {
  if (!Array.isArray(container)) return { value: member(container, token) };
  const at = listIndex(token, container.length);
  return at === undefined ? undefined : { value: container[at] };
}

const withLongIntegers = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);
