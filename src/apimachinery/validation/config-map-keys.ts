import { isLongerThan } from './byte-length.ts';
import { mustMatch } from './messages.ts';

const KEY_FORMAT = '[-._a-zA-Z0-9]+';
const KEY = new RegExp(`^${KEY_FORMAT}$`);
const NOT_A_KEY = mustMatch(
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  KEY_FORMAT,
  'key.name',
  'KEY_NAME',
  'key-name',
);
/** A key becomes the name of a file. */
const LIMIT = 253;

/** What keeps `key` from being a key of a ConfigMap or Secret; empty where it is one. */
export function isConfigMapKey(key: string): string[] {
  const problems: string[] = [];
  if (isLongerThan(key, LIMIT)) problems.push(`must be no more than ${LIMIT} characters`);
  if (!KEY.test(key)) problems.push(NOT_A_KEY);
  if (key === '.') problems.push("must not be '.'");
  else if (key === '..') problems.push("must not be '..'");
  else if (key.startsWith('..')) problems.push("must not start with '..'");
  return problems;
}
