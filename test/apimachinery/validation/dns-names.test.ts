import { describe, expect, it } from 'vitest';
import { isDNS1123Label, isDNS1123Subdomain } from '../../../src/apimachinery/validation/dns-names.ts';

const LABEL_RULE =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const SUBDOMAIN_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

describe('isDNS1123Label', () => {
  it.each(['a', '0', 'my-name', 'a--b', 'x'.repeat(63)])('accepts %j', (value) => {
    expect(isDNS1123Label(value)).toEqual([]);
  });

  it.each([
    ['', [LABEL_RULE]],
    ['-a', [LABEL_RULE]],
    ['a-', [LABEL_RULE]],
    ['A', [LABEL_RULE]],
    ['ü', [LABEL_RULE]],
    ['a\n', [LABEL_RULE]],
    ['a.b', ['must not contain dots']],
    ['x'.repeat(64), ['must be no more than 63 characters']],
    ['X'.repeat(64), ['must be no more than 63 characters', LABEL_RULE]],
    ['ü'.repeat(32), ['must be no more than 63 characters', LABEL_RULE]],
  ])('refuses %j', (value, problems) => {
    expect(isDNS1123Label(value)).toEqual(problems);
  });
});

describe('isDNS1123Subdomain', () => {
  it.each(['a', 'a.b', 'node-1.example.com', 'x'.repeat(253)])('accepts %j', (value) => {
    expect(isDNS1123Subdomain(value)).toEqual([]);
  });

  it.each([
    ['', [SUBDOMAIN_RULE]],
    ['a..b', [SUBDOMAIN_RULE]],
    ['.a', [SUBDOMAIN_RULE]],
    ['Bad_Name', [SUBDOMAIN_RULE]],
    ['a'.repeat(254), ['must be no more than 253 characters']],
  ])('refuses %j', (value, problems) => {
    expect(isDNS1123Subdomain(value)).toEqual(problems);
  });
});
