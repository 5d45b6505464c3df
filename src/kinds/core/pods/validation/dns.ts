import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { type FieldError, invalid, requiredField } from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { byteLength, isLongerThan } from '../../../../apimachinery/validation/byte-length.ts';
import { isDNS1123Subdomain } from '../../../../apimachinery/validation/dns-names.ts';
import { invalidFor } from '../../../../apimachinery/validation/fields.ts';
import { isIPAddress } from '../../../../apimachinery/validation/ip-addresses.ts';
import { mustMatch } from '../../../../apimachinery/validation/messages.ts';

// The limits are those of libc's resolver.
const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;
const SEARCH_LIST_LIMIT = 2048;

const LABEL = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const SEARCH_FORMAT = `${LABEL}(\\.${LABEL})*`;
const SEARCH = new RegExp(`^${SEARCH_FORMAT}$`);
const SEARCH_LIMIT = 253;
const NOT_A_SEARCH = mustMatch(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
  SEARCH_FORMAT,
  'example.com',
);

/** What is wrong with the resolver settings of a pod. */
export function validateDNSConfig({ dnsConfig, dnsPolicy }: PodSpec, path: FieldPath): FieldError[] {
  const { nameservers = [], searches = [], options = [] } = dnsConfig ?? {};
  if (dnsPolicy === 'None') {
    if (dnsConfig === undefined) return [requiredField(path, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if (nameservers.length === 0) {
      const one = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
      return [requiredField(path.child('nameservers'), one)];
    }
  }
  const errors: FieldError[] = [];
  const servers = path.child('nameservers');
  if (nameservers.length > MOST_NAMESERVERS) {
    errors.push(invalid(servers, nameservers, `must not have more than ${MOST_NAMESERVERS} nameservers`));
  }
  for (const [i, server] of nameservers.entries())
    addErrors(errors, invalidFor(server, isIPAddress(server), servers.index(i)));
  const listed = path.child('searches');
  if (searches.length > MOST_SEARCHES) {
    errors.push(invalid(listed, searches, `must not have more than ${MOST_SEARCHES} search paths`));
  }
  if (byteLength(searches.join(' ')) > SEARCH_LIST_LIMIT) {
    const most = `must not have more than ${SEARCH_LIST_LIMIT} characters (including spaces) in the search list`;
    errors.push(invalid(listed, searches, most));
  }
  for (const [i, search] of searches.entries()) {
    if (search === '.') continue;
    const domain = search.endsWith('.') ? search.slice(0, -1) : search;
    addErrors(errors, invalidFor(domain, isSearchDomain(domain), listed.index(i)));
  }
  for (const [i, { name = '' }] of options.entries()) {
    if (name === '') errors.push(requiredField(path.child('options').index(i), 'must not be empty'));
  }
  return errors;
}

function isSearchDomain(domain: string): string[] {
  const problems: string[] = [];
  if (isLongerThan(domain, SEARCH_LIMIT)) problems.push(`must be no more than ${SEARCH_LIMIT} characters`);
  if (!SEARCH.test(domain)) problems.push(NOT_A_SEARCH);
  return problems;
}

/** What is wrong with a pod's own lines for the hosts file. */
export function validateHostAliases({ hostAliases = [] }: PodSpec, path: FieldPath): FieldError[] {
  return errorsOfEach(hostAliases, ({ ip, hostnames = [] }, i) => [
    ...invalidFor(ip, isIPAddress(ip), path.index(i).child('ip')),
    ...errorsOfEach(hostnames, (name, j) =>
      invalidFor(name, isDNS1123Subdomain(name), path.index(i).child('hostnames').index(j)),
    ),
  ]);
}
