import { isLongerThan } from './byte-length.ts';
import { mustMatch } from './messages.ts';

const LABEL_FORMAT = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
/** The form of a DNS subdomain, as a regular expression. */
export const SUBDOMAIN_FORMAT = `${LABEL_FORMAT}(\\.${LABEL_FORMAT})*`;
const LABEL = new RegExp(`^${LABEL_FORMAT}$`);
const SUBDOMAIN = new RegExp(`^${SUBDOMAIN_FORMAT}$`);

const NOT_A_LABEL = mustMatch(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  LABEL_FORMAT,
  'my-name',
  '123-abc',
);
const NOT_A_SUBDOMAIN = mustMatch(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  SUBDOMAIN_FORMAT,
  'example.com',
);

/** RFC 1123 allows a label 63 characters. */
const LABEL_LIMIT = 63;
/** RFC 1035 allows a name 255 bytes on the wire, which leaves 253 characters of text. */
const SUBDOMAIN_LIMIT = 253;

/** What keeps `value` from being a DNS label as RFC 1123 defines it; empty where it is one. */
export function isDNS1123Label(value: string): string[] {
  const problems: string[] = [];
  if (isLongerThan(value, LABEL_LIMIT)) problems.push(`must be no more than ${LABEL_LIMIT} characters`);
  if (!LABEL.test(value)) problems.push(SUBDOMAIN.test(value) ? 'must not contain dots' : NOT_A_LABEL);
  return problems;
}

/** What keeps `value` from being a DNS subdomain as RFC 1123 defines it; empty where it is one. */
export function isDNS1123Subdomain(value: string): string[] {
  const problems: string[] = [];
  if (isLongerThan(value, SUBDOMAIN_LIMIT)) problems.push(`must be no more than ${SUBDOMAIN_LIMIT} characters`);
  if (!SUBDOMAIN.test(value)) problems.push(NOT_A_SUBDOMAIN);
  return problems;
}

/** What keeps `prefix`, which stands before the slash of a qualified name, from being a DNS subdomain. */
export function isQualifiedNamePrefix(prefix: string): string[] {
  const problems: string[] = [];
  if (isLongerThan(prefix, SUBDOMAIN_LIMIT)) problems.push(`prefix part must be no more than ${SUBDOMAIN_LIMIT} bytes`);
  if (!SUBDOMAIN.test(prefix)) problems.push(`prefix part ${NOT_A_SUBDOMAIN}`);
  return problems;
}
