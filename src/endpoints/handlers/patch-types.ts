import type { TSchema } from '@sinclair/typebox';
import type { DecodedObject, FieldValidation } from '../../apimachinery/decode/decode-object.ts';
import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import { parseJsonTree } from '../../apimachinery/json/json-tree.ts';
import {
  decodePatchedDocument,
  decodePatchedObject,
  type PatchedDocument,
} from '../../apimachinery/patch/decode-patched.ts';
import { applyJsonPatch } from '../../apimachinery/patch/json-patch.ts';
import { parsePointer } from '../../apimachinery/patch/json-pointer.ts';
import { isObject, member } from '../../apimachinery/patch/json-value.ts';
import { mergePatch } from '../../apimachinery/patch/merge-patch.ts';
import { parseJsonPatch, parseMergePatch, parseStrategicMergePatch } from '../../apimachinery/patch/parse-patch.ts';
import { patchedText, type WrittenText, writtenText } from '../../apimachinery/patch/patched-text.ts';
import { strategicMergePatch } from '../../apimachinery/patch/strategic/strategic-merge-patch.ts';
import { JSON_PATCH_TYPE } from '../negotiation/media-types.ts';

/** What a patch is applied to. */
export interface PatchTarget {
  readonly schema: TSchema;
  readonly kind: GroupVersionKind;
  readonly fieldValidation: FieldValidation;
  /**
   * The stored object as a JSON document: with the top-level fields for which `names` holds, and with all those that the result
   * of the patch has to have. Its metadata has managedFields only where `names` holds for that word. It is shared, not to be
   * changed.
   */
  readonly document: (names: (field: string) => boolean) => Readonly<Record<string, unknown>>;
}

/**
 * Applies a patch to an object and decodes the result.
 * @throws StatusError 400, 413, 422 and 500 as kube-apiserver answers each mistake.
 */
export type ApplyPatch = (patch: string, target: PatchTarget) => DecodedObject<unknown>;

/** How patches of each media type that is served are applied. */
export const APPLY_PATCH: Readonly<Record<PatchType, ApplyPatch>> = {
  [JSON_PATCH_TYPE]: (text, { schema, kind, fieldValidation, document }) => {
    const { patch, strictErrors, repeats } = parseJsonPatch(text, fieldValidation);
    const pointers = patch.flatMap(({ path, from }) => [steps(path), steps(from)]);
    const tops = new Set(pointers.map(([top = WHOLE]) => top));
    const ownsUp = pointers.some(([top, second]) => top === undefined || (top === 'metadata' && isManaged(second)));
    const named = (field: string): boolean => (isManaged(field) ? ownsUp : tops.has(field) || tops.has(WHOLE));
    let texts: WrittenText | undefined;
    const written: WrittenText = (value) => {
      texts ??= writtenText(text, patch, parseJsonTree(text));
      return texts(value);
    };
    const apply = (original: unknown): unknown => applyJsonPatch(original, patch);
    const patched = patchedDocument(document, named, apply, { repeats, written });
    return decodePatchedDocument(schema, kind, patched, { fieldValidation, strictErrors });
  },
  'application/merge-patch+json': (text, { schema, kind, fieldValidation, document }) => {
    const { patch, strictErrors } = parseMergePatch(text, fieldValidation);
    const apply = (original: unknown): unknown => mergePatch(original, patch);
    const patched = patchedDocument(document, namedBy(patch), apply);
    return decodePatchedDocument(schema, kind, patched, { fieldValidation, strictErrors });
  },
  'application/strategic-merge-patch+json': (text, { schema, fieldValidation, document }) => {
    // Its directives use a patch up, so each attempt reads it anew.
    const { patch, strictErrors } = parseStrategicMergePatch(text);
    const patched = strategicMergePatch(document(namedBy(patch)), patch, schema);
    return decodePatchedObject(schema, patched, patch, { fieldValidation, strictErrors });
  },
};

/** A patched document and its texts, which are only made where something is to be said of it. */
function patchedDocument(
  document: PatchTarget['document'],
  named: (field: string) => boolean,
  apply: (original: unknown) => unknown,
  { repeats = false, written }: { readonly repeats?: boolean; readonly written?: WrittenText } = {},
): PatchedDocument {
  const original = document(named);
  const patched = apply(original);
  const whole = (): string => {
    const all = document(() => true);
    return patchedText(apply(all), all, written);
  };
  return { document: patched, repeats, text: () => patchedText(patched, original, written), whole };
}

/** The media type of an apply, which is no patch of this kind (see applyHandler). JSON is YAML as well. */
export const APPLY_TYPE = 'application/apply-patch+yaml';

/** The media types of patches that say what is to change. */
type PatchType = typeof JSON_PATCH_TYPE | 'application/merge-patch+json' | 'application/strategic-merge-patch+json';

/** The media types of all patches that are served, an apply among them. */
export const PATCH_TYPES: readonly (PatchType | typeof APPLY_TYPE)[] = [
  JSON_PATCH_TYPE,
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  APPLY_TYPE,
];

/** What a pointer to the whole document is about. */
const WHOLE = '';

const MANAGED_FIELDS = 'managedFields';

/** Whether a member of the metadata that a pointer leads to is, or may hold, who owns the object's fields. */
function isManaged(name: string | undefined): boolean {
  return name === undefined || name === MANAGED_FIELDS;
}

/** The steps of a JSON pointer; none where it leads to the whole document, or is no pointer. */
function steps(pointer: unknown): readonly string[] {
  return typeof pointer === 'string' ? (parsePointer(pointer) ?? []) : [];
}

/** Whether a merge patch has something to say of a top-level field, or of managedFields. */
function namedBy(patch: unknown): (field: string) => boolean {
  return (field) => {
    if (!isObject(patch)) return true;
    if (field !== MANAGED_FIELDS) return member(patch, field) !== undefined;
    const metadata = member(patch, 'metadata');
    return isObject(metadata) && member(metadata, field) !== undefined;
  };
}
