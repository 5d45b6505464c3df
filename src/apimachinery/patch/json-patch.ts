import { rejectedPatch } from '../status-error.ts';
import { jsonEqual } from './json-equal.ts';
import { listIndex, parsePointer } from './json-pointer.ts';
import { isObject, type JsonObject, member, removeMember, setMember } from './json-value.ts';
import { LongList } from './long-list.ts';
import { measuredCopy } from './measured-copy.ts';

/** The most that the copy operations of one patch may add to a document, in bytes of its JSON text: kube-apiserver's limit. */
export const MAX_COPIED_BYTES = 3 * 1024 * 1024;

/**
 * Applies a JSON patch (RFC 6902) and returns the new document. Neither `document` nor the values in the patch are changed: what
 * an operation changes is copied first, once, and all the rest is shared. An operation takes no longer for the size of what it
 * works on, but for what it copies, which is limited.
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
  return work.finish();
}

/** A list or object and a token in it. */
interface Place {
  readonly container: JsonObject | unknown[];
  readonly token: string;
}

// Below this many entries, moving those behind a change takes no longer than anything else.
const LONG = 4096;

class WorkingCopy {
  #document: unknown;
  /** The lists and objects that are this patch's own, to be changed in place. */
  readonly #own = new WeakSet<object>();
  /** Of the patch's own lists those that have grown or shrunk and are long: as they are by now. */
  readonly #long = new Map<unknown[], LongList>();
  #copiedBytes = 0;

  constructor(document: unknown) {
    this.#document = document;
  }

  /** The document as all operations have left it. */
  finish(): unknown {
    for (const list of this.#long.keys()) this.#settle(list);
    return this.#document;
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
    const length = this.#lengthOf(container);
    const at = token === '-' ? length : listIndex(token, length + 1);
    if (at === undefined) return false;
    const long = this.#longList(container);
    if (long === undefined) container.splice(at, 0, value);
    else long.insert(at, value);
    return true;
  }

  /** Takes a value out of the document; undefined where there is none. */
  #take(path: unknown): unknown {
    const place = this.#place(path, true);
    if (place === undefined) return undefined;
    const { container, token } = place;
    if (Array.isArray(container)) {
      const at = listIndex(token, this.#lengthOf(container));
      if (at === undefined) return undefined;
      const long = this.#longList(container);
      return long === undefined ? container.splice(at, 1)[0] : long.remove(at);
    }
    const value = member(container, token);
    removeMember(container, token);
    return value;
  }

  #replace(path: string, value: unknown): boolean {
    if (path === '') {
      if (typeof value !== 'object' || value === null) return false;
      this.#document = value;
      return true;
    }
    const place = this.#place(path, true);
    if (place === undefined) return false;
    const { container, token } = place;
    if (!Array.isArray(container)) {
      setMember(container, token, value);
      return true;
    }
    const at = listIndex(token, this.#lengthOf(container));
    if (at === undefined) return false;
    this.#replaceEntry(container, at, value);
    return true;
  }

  #copy(from: unknown, path: string): boolean {
    const place = this.#place(from, false);
    const found = place === undefined ? undefined : this.#valueAt(place);
    if (found === undefined) return false;
    this.#settleWithin(found.value);
    // A copy of its own, so that the patch can go on to change either of the two in place.
    const copy = measuredCopy(found.value ?? null, MAX_COPIED_BYTES - this.#copiedBytes);
    if (copy === undefined) return false;
    this.#copiedBytes += copy.bytes;
    return this.#add(path, copy.value);
  }

  #test(path: string, value: unknown): boolean {
    const place = path === '' ? undefined : this.#place(path, false);
    const found = path === '' ? { value: this.#document } : place && this.#valueAt(place);
    if (found === undefined) return false;
    this.#settleWithin(found.value);
    return jsonEqual(found.value, value);
  }

  /** Where a path ends, all but its last token followed. With `toChange`, everything on the way is this patch's own. */
  #place(path: unknown, toChange: boolean): Place | undefined {
    const tokens = typeof path === 'string' ? parsePointer(path) : undefined;
    if (tokens === undefined) return undefined;
    if (toChange) this.#document = this.#owned(this.#document);
    let container = this.#document;
    for (const token of tokens.slice(0, -1)) {
      const found = isContainer(container) ? this.#valueAt({ container, token }) : undefined;
      if (!isContainer(container) || !isContainer(found?.value)) return undefined;
      const next = toChange ? this.#owned(found.value) : found.value;
      if (next !== found.value) {
        if (Array.isArray(container)) {
          this.#replaceEntry(container, listIndex(token, this.#lengthOf(container)) ?? 0, next);
        } else setMember(container, token, next);
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

  /** What stands at a place: of an absent member, undefined; undefined where the place cannot be. */
  #valueAt({ container, token }: Place): { readonly value: unknown } | undefined {
    if (!Array.isArray(container)) return { value: member(container, token) };
    const at = listIndex(token, this.#lengthOf(container));
    if (at === undefined) return undefined;
    const long = this.#long.get(container);
    return { value: long === undefined ? container[at] : long.at(at) };
  }

  #lengthOf(list: unknown[]): number {
    return this.#long.get(list)?.length ?? list.length;
  }

  #replaceEntry(list: unknown[], at: number, value: unknown): void {
    const long = this.#long.get(list);
    if (long === undefined) list[at] = value;
    else long.replace(at, value);
  }

  /** The form in which a list is to grow or shrink; undefined where it is as good as any. */
  #longList(list: unknown[]): LongList | undefined {
    const known = this.#long.get(list);
    if (known !== undefined || list.length < LONG) return known;
    const made = new LongList(list);
    this.#long.set(list, made);
    return made;
  }

  /** Brings the lists within a value to what they are by now: whoever compares or copies it looks at all of it anyway. */
  #settleWithin(value: unknown): void {
    if (this.#long.size === 0) return;
    const open = [value];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (!isContainer(next)) continue;
      if (Array.isArray(next)) this.#settle(next);
      for (const one of Object.values(next)) if (isContainer(one)) open.push(one);
    }
  }

  #settle(list: unknown[]): void {
    const long = this.#long.get(list);
    this.#long.delete(list);
    long?.copyTo(list);
  }
}

function isContainer(value: unknown): value is JsonObject | unknown[] {
  return Array.isArray(value) || isObject(value);
}
