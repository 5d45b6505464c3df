import { AUTHORIZATION_MODES } from '../config/access-options.ts';
import type { Flag } from './flag.ts';
import { parseBoolean, parseList, parseText } from './values.ts';

/** The flags that say who may use the server, and for what, in the order of `--help`. */
export const ACCESS_FLAGS: readonly Flag[] = [
  {
    name: 'authorization-mode',
    value: 'MODES',
    help: `Who decides who may do what, with commas between several, of which the first that has an opinion does: ${AUTHORIZATION_MODES.join(', ')}; everybody may do everything unless set.`,
    option: 'authorizationMode',
    parse: parseList,
  },
  {
    name: 'anonymous-auth',
    value: undefined,
    help: 'Whether requests without credentials are taken, as from system:anonymous; as long as AlwaysAllow is no mode they are, unless this is false.',
    option: 'anonymousAuth',
    parse: parseBoolean,
  },
  {
    name: 'token-auth-file',
    value: 'FILE',
    help: 'A file with lines of token,user,uid,"group1,group2": whoever sends the token is that user.',
    option: 'tokenAuthFile',
    parse: parseText,
  },
];
