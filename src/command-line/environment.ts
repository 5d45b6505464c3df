import type { Flag } from './flag.ts';
import { FLAGS, UNSUPPORTED_FLAGS, variableOf } from './flags.ts';
import { nearest } from './nearest.ts';

/** The environment of a process; `process.env` fits. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says of this program. */
export type EnvironmentResult =
  | {
      readonly ok: true;
      readonly settings: readonly { readonly flag: Flag; readonly variable: string; readonly text: string }[];
      /** One line for each variable that looks like one of this program's and is none. */
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly message: string };

/**
 * Finds the flags that are set by variables. An empty variable counts as unset, as compose files and unit files leave
 * them. An unknown PODLEDGER_ variable is a warning and no error: unlike a flag, it may be meant for someone else.
 */
export function readEnvironment(environment: Environment): EnvironmentResult {
  const settings: { flag: Flag; variable: string; text: string }[] = [];
  const warnings: string[] = [];
  const known = new Map(FLAGS.map((flag) => [variableOf(flag.name), flag]));
  const unsupported = UNSUPPORTED_FLAGS.map(variableOf);
  for (const [variable, text] of Object.entries(environment)) {
    if (!variable.startsWith('PODLEDGER_') || text === undefined || text === '') continue;
    if (isServiceLink(variable, text)) continue;
    const flag = known.get(variable);
    if (flag !== undefined) settings.push({ flag, variable, text });
    else if (unsupported.includes(variable)) {
      return { ok: false, message: `${variable} is not supported by this version of podledger` };
    } else {
      const meant = nearest(variable, [...known.keys()]);
      warnings.push(`the environment variable ${variable} is unknown${meant ? ` (did you mean ${meant}?)` : ''}`);
    }
  }
  return { ok: true, settings, warnings };
}

const SERVICE_LINK = /_(SERVICE_HOST$|SERVICE_PORT$|SERVICE_PORT_\w|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$)/;

// In a cluster with a Service named podledger (or podledger-...), the kubelet gives every container of the namespace
// variables such as PODLEDGER_SERVICE_HOST and PODLEDGER_PORT=tcp://10.96.0.7:8080, which are no flags of ours.
function isServiceLink(variable: string, text: string): boolean {
  return SERVICE_LINK.test(variable) || (variable.endsWith('_PORT') && /^(tcp|udp|sctp):\/\//.test(text));
}
