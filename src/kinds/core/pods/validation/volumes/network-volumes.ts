import type {
  FCVolumeSource,
  ISCSIVolumeSource,
  NFSVolumeSource,
} from '../../../../../../schemas/core/v1/volumes/network-volumes.ts';
import { type FieldError, invalid, requiredField } from '../../../../../apimachinery/field-error.ts';
import { addErrors } from '../../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../../apimachinery/field-path.ts';
import { validateRequired } from '../../../../../apimachinery/validation/fields.ts';
import { mustBeBetween } from '../../../../../apimachinery/validation/messages.ts';

const MOST_LUN = 255;
/** The forms of iSCSI names by what they begin with (RFC 3720). */
const ISCSI_NAMES: readonly (readonly [string, (name: string) => boolean])[] = [
  ['iqn', isQualifiedISCSIName],
  ['eui', (name) => /^eui.[0-9A-Za-z]{16}$/.test(name)],
  ['naa', (name) => /^naa.[0-9A-Za-z]{32}$/.test(name)],
];

/** What is wrong with an export of an NFS server. */
export function validateNFS(source: NFSVolumeSource, path: FieldPath): FieldError[] {
  const at = path.child('path');
  const errors = [...validateRequired(source.server, path.child('server')), ...validateRequired(source.path, at)];
  if (!source.path.startsWith('/')) errors.push(invalid(at, source.path, 'must be an absolute path'));
  return errors;
}

/** What is wrong with a disk of an iSCSI target. */
export function validateISCSI(source: ISCSIVolumeSource, path: FieldPath): FieldError[] {
  const { iqn, lun, initiatorName } = source;
  const errors = validateRequired(source.targetPortal, path.child('targetPortal'));
  if (iqn === '') errors.push(requiredField(path.child('iqn')));
  else addErrors(errors, validateISCSIName(iqn, path.child('iqn')));
  addErrors(errors, validateLun(lun, path.child('lun')));
  if ((source.chapAuthDiscovery === true || source.chapAuthSession === true) && source.secretRef === undefined) {
    errors.push(requiredField(path.child('secretRef')));
  }
  if (initiatorName !== undefined) addErrors(errors, validateISCSIName(initiatorName, path.child('initiatorname')));
  return errors;
}

function validateISCSIName(name: string, path: FieldPath): FieldError[] {
  const form = ISCSI_NAMES.find(([beginning]) => name.startsWith(beginning));
  if (form === undefined) return [invalid(path, name, 'must be valid format starting with iqn, eui, or naa')];
  const [, isValid] = form;
  return isValid(name) ? [] : [invalid(path, name, 'must be valid format')];
}

/**
 * Whether a text ends in a date, who names things since then, a colon and a name: kube-apiserver looks for that anywhere. One
 * expression for all of it would begin anew at each date.
 */
function isQualifiedISCSIName(text: string): boolean {
  const ending = text.split(/[,;*&$|\t\n\f\r ]/).at(-1) ?? '';
  return [...ending.matchAll(/iqn\.\d{4}-\d{2}\.[0-9A-Za-z.-]+(:?)/g)].some(
    ({ 0: authority, 1: colon, index }) => colon !== '' && index + authority.length < ending.length,
  );
}

/** What is wrong with a disk on a Fibre Channel fabric. */
export function validateFC({ targetWWNs = [], wwids = [], lun }: FCVolumeSource, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const at = path.child('targetWWNs');
  if (targetWWNs.length === 0 && wwids.length === 0) {
    errors.push(requiredField(at, 'must specify either targetWWNs or wwids, but not both'));
  }
  if (targetWWNs.length === 0) return errors;
  if (wwids.length > 0)
    errors.push(invalid(at, targetWWNs, 'targetWWNs and wwids can not be specified simultaneously'));
  if (lun === undefined) errors.push(requiredField(path.child('lun'), 'lun is required if targetWWNs is specified'));
  else addErrors(errors, validateLun(lun, path.child('lun')));
  return errors;
}

function validateLun(lun: number, path: FieldPath): FieldError[] {
  return lun >= 0 && lun <= MOST_LUN ? [] : [invalid(path, lun, mustBeBetween(0, MOST_LUN))];
}
