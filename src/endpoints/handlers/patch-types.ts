import type { TSchema } from '@sinclair/typebox';
import type { DecodedObject, FieldValidation } from '../../apimachinery/decode/decode-object.ts';
import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import { decodePatchedDocument, decodePatchedObject } from '../../apimachinery/patch/decode-patched.ts';
import { applyJsonPatch } from '../../apimachinery/patch/json-patch.ts';
import { parsePointer } from '../../apimachinery/patch/json-pointer.ts';
import { member } from '../../apimachinery/patch/json-value.ts';
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
   * of the patch has to have. It is shared, not to be changed.
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
    const tops = new Set(patch.flatMap((operation) => [topField(operation.path), topField(operation.from)]));
    const apply = (names: (field: string) => boolean): unknown => applyJsonPatch(document(names), patch);
    const patched = apply((field) => tops.has(field) || tops.has(WHOLE));
    return decodePatchedDocument(schema, kind, patched, { fieldValidation, strictErrors }, () => apply(() => true));
  },
  'application/merge-patch+json': (text, { schema, kind, fieldValidation, document }) => {
    const { patch, strictErrors } = parseMergePatch(text);
    const apply = (names: (field: string) => boolean): unknown => mergePatch(document(names), patch);
    const patched = apply((field) => member(patch, field) !== undefined);
    return decodePatchedDocument(schema, kind, patched, { fieldValidation, strictErrors }, () => apply(() => true));
  },
  'application/strategic-merge-patch+json': (text, { schema, fieldValidation, document }) => {
    // Its directives use a patch up, so each attempt reads it anew.
    const { patch, strictErrors } = parseStrategicMergePatch(text);
    const patched = strategicMergePatch(
      document((field) => member(patch, field) !== undefined),
      patch,
      schema,
    );
    return decodePatchedObject(schema, patched, patch, { fieldValidation, strictErrors });
  },
};

/** The media types of the patches that are served. */
export const PATCH_TYPES = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
] as const;

/** A media type of a patch. */
export type PatchType = (typeof PATCH_TYPES)[number];

/** What a pointer to the whole document is about. */
const WHOLE = '';

/** The top-level field that a JSON pointer leads into. */
function topField(pointer: unknown): string {
  return typeof pointer === 'string' ? (parsePointer(pointer)?.[0] ?? WHOLE) : WHOLE;
}
