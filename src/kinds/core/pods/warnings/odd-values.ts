import type { Container, EphemeralContainer } from '../../../../../schemas/core/v1/container.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { append } from '../../../../apimachinery/append.ts';
import { exactAmount } from '../../../../apimachinery/exact-amounts.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { goQuote } from '../../../../apimachinery/go-quote.ts';
import { isWholeQuantity } from '../../../../apimachinery/quantity.ts';
import { warningsOfEach } from '../../../../apimachinery/warnings.ts';

/** Warnings of entries of which only one counts, and of pull secrets without a name. */
export function duplicateWarnings({ hostAliases = [], imagePullSecrets = [] }: PodSpec, path: FieldPath): string[] {
  const secrets = imagePullSecrets.map(({ name = '' }) => name);
  return [
    ...warningsOfEach(repeated(hostAliases.map(({ ip }) => ip)), ([i, ip]) => [
      `${path.child('hostAliases').index(i).child('ip')}: duplicate ip ${goQuote(ip)}`,
    ]),
    ...warningsOfEach(repeated(secrets), ([i, name]) => [
      `${path.child('imagePullSecrets').index(i).child('name')}: duplicate name ${goQuote(name)}`,
    ]),
    ...warningsOfEach(secrets, (name, i) =>
      name === '' ? [`${path.child('imagePullSecrets').index(i).child('name')}: invalid empty name ""`] : [],
    ),
  ];
}

function repeated(values: readonly string[]): (readonly [number, string])[] {
  const seen = new Set<string>();
  return values.flatMap((value, i) => {
    if (seen.has(value)) return [[i, value] as const];
    seen.add(value);
    return [];
  });
}

/** Warnings of amounts of memory and storage that are no whole bytes. */
export function fractionalByteWarnings(list: Readonly<Record<string, string>> | undefined, path: FieldPath): string[] {
  return ['memory', 'ephemeral-storage'].flatMap((name) => fractionalBytes(list, name, path));
}

/** Likewise of one amount of a list, where there is one. */
export function fractionalBytes(
  list: Readonly<Record<string, string>> | undefined,
  name: string,
  path: FieldPath,
): string[] {
  const amount = exactAmount(list, name);
  if (amount === undefined || isWholeQuantity(amount)) return [];
  return [`${path.key(name)}: fractional byte value ${goQuote(list?.[name] ?? '')} is invalid, must be an integer`];
}

/** Warnings of one container: of fractional bytes, and of environment variables that hide others. */
export function containerWarnings({ resources, env = [] }: Container | EphemeralContainer, path: FieldPath): string[] {
  const warnings: string[] = [];
  for (const name of ['memory', 'ephemeral-storage']) {
    for (const field of ['limits', 'requests'] as const) {
      append(warnings, fractionalBytes(resources[field], name, path.child('resources').child(field)));
    }
  }
  for (const [i, name] of repeated(env.map((variable) => variable.name))) {
    const { value = '', valueFrom } = env[i] ?? {};
    const previous = `$(${name})`;
    // A value that builds on the previous one does not hide it.
    if (valueFrom !== undefined || value === previous || !value.includes(previous)) {
      const hides = `hides previous definition of ${goQuote(name)}, which may be dropped when using apply`;
      warnings.push(`${path.child('env').index(i)}: ${hides}`);
    }
  }
  return warnings;
}
