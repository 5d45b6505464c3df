import { goJson } from '../../../apimachinery/json/go-json.ts';

type Members = Readonly<Record<string, unknown>>;

/** A spec of either version, and what of it is named differently in them. */
interface Spec {
  readonly [name: string]: unknown;
  readonly version?: string;
  readonly versions?: readonly Members[];
  readonly conversion?: Conversion;
  readonly preserveUnknownFields?: boolean;
}

interface Conversion {
  readonly [name: string]: unknown;
  readonly webhook?: { readonly clientConfig?: unknown; readonly conversionReviewVersions?: unknown };
  readonly webhookClientConfig?: unknown;
  readonly conversionReviewVersions?: unknown;
}

// What v1 says of each version, by the names that v1beta1 has for it where it is the same of all.
const OF_ALL: Readonly<Record<string, string>> = {
  schema: 'validation',
  subresources: 'subresources',
  additionalPrinterColumns: 'additionalPrinterColumns',
  selectableFields: 'selectableFields',
};

// The orders in which members are written.
const SPEC = ['group', 'names', 'scope', 'versions', 'conversion', 'preserveUnknownFields'];
const STORED_SPEC = [
  ...['group', 'version', 'names', 'scope', 'validation', 'subresources', 'versions'],
  ...['additionalPrinterColumns', 'selectableFields', 'conversion', 'preserveUnknownFields'],
];
const VERSION = [
  ...['name', 'served', 'storage', 'deprecated', 'deprecationWarning'],
  ...['schema', 'subresources', 'additionalPrinterColumns', 'selectableFields'],
];

/**
 * The spec of a CustomResourceDefinition in v1, made of one in v1beta1, in which kube-apiserver stores it: what all versions have in
 * common stands beside them there, and here in each of them.
 */
export function shownSpec(stored: unknown): unknown {
  const { version, versions, conversion, preserveUnknownFields, ...spec } = stored as Spec;
  const named = versions ?? (version === undefined ? [] : [{ name: version, served: true, storage: true }]);
  const shared: Record<string, unknown> = {};
  const rest: Record<string, unknown> = { ...spec };
  for (const [name, ofAll] of Object.entries(OF_ALL)) {
    if (spec[ofAll] !== undefined) shared[name] = spec[ofAll];
    rest[ofAll] = undefined;
  }
  return inOrder(SPEC, {
    ...rest,
    versions: named.map((one) => withColumns(inOrder(VERSION, { ...one, ...shared }), 'JSONPath', 'jsonPath')),
    conversion: conversion && shownConversion(conversion),
    preserveUnknownFields: preserveUnknownFields || undefined,
  });
}

/** The same the other way round. */
export function storedSpec(shown: unknown): unknown {
  const { versions = [], conversion, preserveUnknownFields = false, ...spec } = shown as Spec;
  const stored = versions.map((one) => withColumns(one, 'jsonPath', 'JSONPath'));
  const [first = {}] = stored;
  const ofAll: Record<string, unknown> = {};
  const inEach: Record<string, undefined> = {};
  for (const [name, common] of Object.entries(OF_ALL)) {
    if (stored.some((one) => textOf(one[name]) !== textOf(first[name]))) continue;
    ofAll[common] = first[name];
    inEach[name] = undefined;
  }
  return inOrder(STORED_SPEC, {
    ...spec,
    ...ofAll,
    version: first.name,
    versions: stored.map((one) => inOrder(VERSION, { ...one, ...inEach })),
    conversion: conversion && storedConversion(conversion),
    preserveUnknownFields,
  });
}

function textOf(value: unknown): string {
  return goJson({ value });
}

/** The same members, those that are named in that order first. */
function inOrder(names: readonly string[], members: Members): Members {
  const ordered: Record<string, unknown> = {};
  for (const name of names) ordered[name] = members[name];
  return { ...ordered, ...members };
}

/** A version whose columns have the place of their value under another name. It is written last in the one, as in the other. */
function withColumns(version: Members, from: string, to: string): Members {
  const columns = version.additionalPrinterColumns as readonly Members[] | undefined;
  if (columns === undefined) return version;
  const renamed = columns.map(({ [from]: path, ...column }) => ({ ...column, [to]: path }));
  return { ...version, additionalPrinterColumns: renamed };
}

function shownConversion({ webhookClientConfig, conversionReviewVersions, ...conversion }: Conversion): Members {
  if (webhookClientConfig === undefined && conversionReviewVersions === undefined) return conversion;
  return { ...conversion, webhook: { clientConfig: webhookClientConfig, conversionReviewVersions } };
}

function storedConversion({ webhook, ...conversion }: Conversion): Members {
  if (webhook === undefined) return conversion;
  const { clientConfig, conversionReviewVersions } = webhook;
  return { ...conversion, webhookClientConfig: clientConfig, conversionReviewVersions };
}
