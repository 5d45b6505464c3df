import { fileURLToPath } from 'node:url';
import { FLAGS } from '../../src/command-line/flags.ts';
import { AUTHORIZATION_MODES } from '../../src/config/access-options.ts';
import { CONTROLLERS } from '../../src/config/server-options.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

/** The token of an administrator in tokens.csv, with which requests are sent that say nothing else. */
export const ADMIN_TOKEN = 'admintoken';

/** Whether a recording was made of users with and without rights. */
export function isAboutAccess(name: string): boolean {
  return /^(access|fuzz-access)\//.test(name);
}

/** Starts a server with the flags of the recorded one, as far as there are such. */
export function startAccessServer(): Promise<ServerProcess> {
  const known: readonly string[] = AUTHORIZATION_MODES;
  const modes = ['Node', 'RBAC'].filter((mode) => known.includes(mode));
  const flags = [
    ['authorization-mode', modes.length > 0 ? modes.join(',') : 'AlwaysDeny'],
    ['token-auth-file', fileURLToPath(new URL('tokens.csv', import.meta.url))],
    ['enable-admission-plugins', 'NodeRestriction'],
    ['controllers', 'clusterrole-aggregation-controller'],
  ];
  return startServerProcess(flags.filter(isKnown).flatMap(([name, value = '']) => [`--${name}`, value]));
}

function isKnown([name, value]: readonly string[]): boolean {
  const controllers: readonly string[] = CONTROLLERS;
  return FLAGS.some((flag) => flag.name === name) && (name !== 'controllers' || controllers.includes(value ?? ''));
}
