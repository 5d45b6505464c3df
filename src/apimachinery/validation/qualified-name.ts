import { isLongerThan } from './byte-length.ts';
import { isQualifiedNamePrefix, SUBDOMAIN_FORMAT } from './dns-names.ts';
import { mustMatch } from './messages.ts';

const NAME_FORMAT = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const VALUE_FORMAT = `(${NAME_FORMAT})?`;
const NAME = new RegExp(`^${NAME_FORMAT}$`);
const VALUE = new RegExp(`^${VALUE_FORMAT}$`);
const WHOLE = new RegExp(`^(?:${SUBDOMAIN_FORMAT}/)?${NAME_FORMAT}$`);

const NOT_A_NAME = mustMatch(
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  NAME_FORMAT,
  'MyName',
  'my.name',
  '123-abc',
);
const NOT_A_VALUE = mustMatch(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  VALUE_FORMAT,
  'MyValue',
  'my_value',
  '12345',
);

/** The name part of a key, and a label's value, may take this many bytes. */
const LIMIT = 63;

const NONE: readonly string[] = [];

/**
 * What keeps `value` from being a qualified name: up to 63 bytes of name, with an optional DNS subdomain and a slash before
 * them. Keys of labels and annotations, finalizers and condition types are such names.
 */
export function isQualifiedName(value: string): readonly string[] {
  // What is short enough altogether has no part that is too long.
  if (value.length <= LIMIT && WHOLE.test(value)) return NONE;
  const slash = value.indexOf('/');
  if (slash < 0) return nameProblems(value);
  if (value.indexOf('/', slash + 1) >= 0) {
    return [
      `a valid label key ${NOT_A_NAME} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const prefix = slash === 0 ? ['prefix part must be non-empty'] : isQualifiedNamePrefix(value.slice(0, slash));
  const name = nameProblems(value.slice(slash + 1));
  return name.length === 0 ? prefix : [...prefix, ...name];
}

function nameProblems(name: string): readonly string[] {
  const wellFormed = NAME.test(name);
  if (wellFormed && name.length <= LIMIT) return NONE;
  const problems: string[] = [];
  if (name === '') problems.push('name part must be non-empty');
  else if (isLongerThan(name, LIMIT)) problems.push(`name part must be no more than ${LIMIT} bytes`);
  if (!wellFormed) problems.push(`name part ${NOT_A_NAME}`);
  return problems;
}

/** What keeps `value` from being the value of a label: empty, or up to 63 bytes formed like a name. */
export function isLabelValue(value: string): readonly string[] {
  const wellFormed = VALUE.test(value);
  if (wellFormed && value.length <= LIMIT) return NONE;
  const problems: string[] = [];
  if (isLongerThan(value, LIMIT)) problems.push(`must be no more than ${LIMIT} bytes`);
  if (!wellFormed) problems.push(NOT_A_VALUE);
  return problems;
}
