import { type NameValidator, nameIsPathSegment } from '../../apimachinery/validation/names.ts';

/** Names of roles and bindings: one segment of a URL's path, which what a name is generated from must be as well. */
export const nameIsRbacName: NameValidator = (name) => nameIsPathSegment(name, false);
