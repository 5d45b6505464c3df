import type { TSchema } from '@sinclair/typebox';
import type { DecodedObject, FieldValidation } from '../../apimachinery/decode/decode-object.ts';
import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import { decodePatchedDocument, decodePatchedObject } from '../../apimachinery/patch/decode-patched.ts';
import { applyJsonPatch } from '../../apimachinery/patch/json-patch.ts';
import { parsePointer } from '../../apimachinery/patch/json-pointer.ts';
import { isObject, type JsonObject, member } from '../../apimachinery/patch/json-value.ts';
import { mergePatch } from '../../apimachinery/patch/merge-patch.ts';
import { parseJsonPatch, parseMergePatch, parseStrategicMergePatch } from '../../apimachinery/patch/parse-patch.ts';
import { strategicMergePatch } from '../../apimachinery/patch/strategic/strategic-merge-patch.ts';

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
  'application/json-patch+json': (text, { schema, kind, fieldValidation, document }) => {
    const { patch, strictErrors } = parseJsonPatch(text);
    const pointers = patch.flatMap(({ path, from }) => [steps(path), steps(from)]);
    const tops = new Set(pointers.map(([top = WHOLE]) => top));
    const ownsUp = pointers.some(([top, second]) => top === undefined || (top === 'metadata' && isManaged(second)));
    const apply = (names: (field: string) => boolean): unknown => applyJsonPatch(document(names), patch);
    const patched = apply((field) => (isManaged(field) ? ownsUp : tops.has(field) || tops.has(WHOLE)));
    return decodePatchedDocument(schema, kind, patched, { fieldValidation, strictErrors }, () => apply(() => true));
  },
  'application/merge-patch+json': (text, { schema, kind, fieldValidation, document }) => {
    const { patch, strictErrors } = parseMergePatch(text);
    const apply = (names: (field: string) => boolean): unknown => mergePatch(document(names), patch);
    const patched = apply(namedBy(patch));
    return decodePatchedDocument(schema, kind, patched, { fieldValidation, strictErrors }, () => apply(() => true));
  },
  'application/strategic-merge-patch+json': (text, { schema, fieldValidation, document }) => {
    // Its directives use a patch up, so each attempt reads it anew.
    const { patch, strictErrors } = parseStrategicMergePatch(text);
    const patched = strategicMergePatch(document(namedBy(patch)), patch, schema);
    return decodePatchedObject(schema, patched, patch, { fieldValidation, strictErrors });
  },
};

/** The media type of an apply, which is no patch of this kind (see applyHandler). JSON is YAML as well. */
export const APPLY_TYPE = 'application/apply-patch+yaml';

/** The media types of patches that say what is to change. */
type PatchType =
  | 'application/json-patch+json'
  | 'application/merge-patch+json'
  | 'application/strategic-merge-patch+json';

/** The media types of all patches that are served, an apply among them. */
export const PATCH_TYPES: readonly (PatchType | typeof APPLY_TYPE)[] = [
  'application/json-patch+json',
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
function namedBy(patch: JsonObject): (field: string) => boolean {
  return (field) => {
    if (field !== MANAGED_FIELDS) return member(patch, field) !== undefined;
    const metadata = member(patch, 'metadata');
    return isObject(metadata) && member(metadata, field) !== undefined;
  };
}
