import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import type { WindowsSecurityContextOptions } from '../../../../../schemas/core/v1/security-profiles.ts';
import { type FieldError, invalid } from '../../../../apimachinery/field-error.ts';
import { addErrors } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { byteLength } from '../../../../apimachinery/validation/byte-length.ts';
import { isDNS1123Subdomain } from '../../../../apimachinery/validation/dns-names.ts';
import { invalidFor } from '../../../../apimachinery/validation/fields.ts';
import { containersWithPaths } from '../containers.ts';

const CREDENTIAL_SPEC_LIMIT = 64 * 1024;
const DOMAIN_LIMIT = 256;
const USER_LIMIT = 104;
// The forms of Windows' domains and users are those that Microsoft documents for Active Directory.
const NETBIOS_NAME = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DNS_LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const DNS_NAME = new RegExp(`^${DNS_LABEL}(?:\\.${DNS_LABEL})*$`);
const NOT_IN_USERS = /["/\\:;|=,+*?<>@[\]]/;
const CONTROL = /\p{Cc}/u;

/** What is wrong with settings for Windows; where there are none nothing is. */
export function validateWindowsOptions(
  options: WindowsSecurityContextOptions | undefined,
  path: FieldPath,
): FieldError[] {
  if (options === undefined) return [];
  const { gmsaCredentialSpecName, gmsaCredentialSpec, runAsUserName } = options;
  const errors: FieldError[] = [];
  if (gmsaCredentialSpecName !== undefined) {
    const problems = isDNS1123Subdomain(gmsaCredentialSpecName);
    addErrors(errors, invalidFor(gmsaCredentialSpecName, problems, path.child('gmsaCredentialSpecName')));
  }
  if (gmsaCredentialSpec !== undefined) {
    const problems =
      gmsaCredentialSpec === ''
        ? ['gmsaCredentialSpec cannot be an empty string']
        : byteLength(gmsaCredentialSpec) > CREDENTIAL_SPEC_LIMIT
          ? ['gmsaCredentialSpec size must be under 64 KiB']
          : [];
    addErrors(errors, invalidFor(gmsaCredentialSpec, problems, path.child('gmsaCredentialSpec')));
  }
  if (runAsUserName !== undefined) {
    addErrors(errors, invalidFor(runAsUserName, userNameProblems(runAsUserName), path.child('runAsUserName')));
  }
  return errors;
}

function userNameProblems(name: string): string[] {
  if (name === '') return ['runAsUserName cannot be an empty string'];
  if (CONTROL.test(name)) return ['runAsUserName cannot contain control characters'];
  const parts = name.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const user = parts.at(-1) ?? '';
  const domain = parts.length === 2 ? parts[0] : undefined;
  const problems: string[] = [];
  if (domain !== undefined) {
    if (byteLength(domain) >= DOMAIN_LIMIT) {
      problems.push(`runAsUserName's Domain length must be under ${DOMAIN_LIMIT} characters`);
    }
    if (!NETBIOS_NAME.test(domain) && !DNS_NAME.test(domain)) {
      problems.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
    }
  }
  if (user === '') problems.push("runAsUserName's User cannot be empty");
  else if (byteLength(user) > USER_LIMIT) {
    problems.push(`runAsUserName's User length must not be longer than ${USER_LIMIT} characters`);
  }
  if (/^[. ]+$/.test(user)) problems.push("runAsUserName's User cannot contain only periods or spaces");
  if (NOT_IN_USERS.test(user)) {
    problems.push(`runAsUserName's User cannot contain the following characters: "/\\:;|=,+*?<>@[]`);
  }
  return problems;
}

/** Either all containers of a pod are processes of the host, and use its network, or none is (KEP-1981). */
export function validateHostProcesses(spec: PodSpec, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  const containers = containersWithPaths(spec, path);
  let processes = 0;
  for (const [{ securityContext }, at] of containers) {
    const ofContainer = securityContext?.windowsOptions?.hostProcess;
    if (ofPod !== undefined && ofContainer !== undefined && ofPod !== ofContainer) {
      const place = at.child('securityContext').child('windowsOptions').child('hostProcess');
      const identical = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
      errors.push(invalid(place, ofContainer, identical));
    }
    if ((ofContainer ?? ofPod) === true) processes += 1;
  }
  if (processes === 0) return errors;
  if (processes !== containers.length) {
    const all = 'If pod contains any hostProcess containers then all containers must be HostProcess containers';
    errors.push(invalid(path, '', all));
  }
  if (spec.hostNetwork !== true) {
    const shared = 'hostNetwork must be true if pod contains any hostProcess containers';
    errors.push(invalid(path.child('hostNetwork'), false, shared));
  }
  return errors;
}
