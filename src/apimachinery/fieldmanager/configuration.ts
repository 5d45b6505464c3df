import type { TSchema } from '@sinclair/typebox';
import type { ObjectMeta } from '../../../schemas/meta/v1/object-meta.ts';
import { DecodeMismatch } from '../decode/decode.ts';
import { decoderOf } from '../decode/decoder.ts';
import { apiVersionOf, type GroupVersionKind } from '../group-version-kind.ts';
import { fromUnstructured } from '../patch/from-unstructured.ts';
import { isObject, type JsonObject } from '../patch/json-value.ts';
import { badRequest, unexpectedError } from '../status-error.ts';
import type { MergeType } from './merge-type.ts';
import { appliedProblem } from './validate-applied.ts';
import { memberOf } from './values.ts';

/**
 * Holds an applied configuration against the kind that it is applied to.
 * @throws StatusError 400: another kind or version, or managedFields in it; 500: what does not fit the schema.
 */
export function checkConfiguration(kind: GroupVersionKind, type: MergeType, configuration: JsonObject): void {
  const { apiVersion, kind: named } = namedKind(configuration);
  if (named !== kind.kind || apiVersion !== apiVersionOf(kind)) {
    throw badRequest(`invalid object type: ${printKind(configuration)}`);
  }
  const managedFields = memberOf(memberOf(configuration, 'metadata'), 'managedFields');
  if (Array.isArray(managedFields)) throw badRequest('metadata.managedFields must be nil');
  const problem = appliedProblem(type, configuration);
  if (problem !== undefined) {
    throw unexpectedError(`failed to create typed patch object (${printIdentity(configuration)}): ${problem}`);
  }
}

/** @throws StatusError 500 for an apply to an object whose fields cannot be owned: `untyped` is what findUntypedEntry found. */
export function refuseUntyped(kind: GroupVersionKind, { namespace, name }: ObjectMeta, untyped: string): never {
  const live = { apiVersion: apiVersionOf(kind), kind: kind.kind, metadata: { namespace, name } };
  const what = `failed to convert new object (${printIdentity(live)}) to smd typed`;
  throw unexpectedError(`failed to create manager for existing fields: ${what}: ${untyped}`);
}

/**
 * Decodes what an apply made of an object; it is the caller's own.
 * @throws StatusError 500: a value that is no such thing as the schema asks for.
 */
export function decodeApplied(schema: TSchema, merged: unknown, configuration: JsonObject): unknown {
  const decoded = tryToDecode(schema, merged);
  if (decoded !== undefined) return decoded;
  // Numbers are brought into form in place, so this must not be done to what others share.
  const own = structuredCopy(merged);
  const { mismatch } = isObject(own) ? fromUnstructured(schema, own) : { mismatch: undefined };
  const again = mismatch === undefined ? tryToDecode(schema, own) : undefined;
  if (again !== undefined) return again;
  const what = `failed to convert new object (${printIdentity(configuration)}) to proper version`;
  const how = `unable to convert unstructured object to ${printKind(configuration)}`;
  throw unexpectedError(`${what}: ${how}: ${mismatch ?? 'a value has the wrong type'}`);
}

function tryToDecode(schema: TSchema, value: unknown): unknown {
  try {
    return decoderOf(schema)(value, { keys: 0 });
  } catch (error) {
    if (error instanceof DecodeMismatch) return undefined;
    throw error;
  }
}

function structuredCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structuredCopy);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, structuredCopy(member)]));
}

function namedKind(configuration: JsonObject): { apiVersion: string; kind: string } {
  const { apiVersion, kind } = configuration;
  return { apiVersion: typeof apiVersion === 'string' ? apiVersion : '', kind: typeof kind === 'string' ? kind : '' };
}

/** The namespace, name and kind of a configuration, as kube-apiserver's messages name it. */
function printIdentity(configuration: JsonObject): string {
  const metadata = memberOf(configuration, 'metadata');
  const text = (name: string): string => {
    const value = memberOf(metadata, name);
    return typeof value === 'string' ? value : '';
  };
  return `${text('namespace')}/${text('name')}; ${printKind(configuration)}`;
}

function printKind(configuration: JsonObject): string {
  const { apiVersion, kind } = namedKind(configuration);
  return `${apiVersion.includes('/') ? apiVersion : `/${apiVersion}`}, Kind=${kind}`;
}
