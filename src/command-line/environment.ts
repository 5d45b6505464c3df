import { OTHER_FLAGS } from './commands.ts';
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

/** The flags among these that are set by variables, with the text of each. */
export function readVariables<F extends { readonly name: string }>(
  flags: readonly F[],
  environment: Environment,
): readonly { readonly flag: F; readonly variable: string; readonly text: string }[] {
  return flags.flatMap((flag) => {
    const variable = variableOf(flag.name);
    const text = environment[variable] ?? '';
    return text === '' || isServiceLink(variable, text) ? [] : [{ flag, variable, text }];
  });
}

/**
 * Finds the flags of the server that are set by variables. An empty variable counts as unset, as compose files and unit files leave
 * them. An unknown PODLEDGER_ variable is a warning and no error: unlike a flag, it may be meant for someone else.
 */
export function readEnvironment(environment: Environment): EnvironmentResult {
  const warnings: string[] = [];
  const known = FLAGS.map(({ name }) => variableOf(name));
  const others = OTHER_FLAGS.map(variableOf);
  const unsupported = UNSUPPORTED_FLAGS.map(variableOf);
  for (const [variable, text] of Object.entries(environment)) {
    if (!variable.startsWith('PODLEDGER_') || text === undefined || text === '') continue;
    if (isServiceLink(variable, text)) continue;
    if (known.includes(variable) || others.includes(variable)) continue;
    if (unsupported.includes(variable)) {
      return { ok: false, message: `${variable} is not supported by this version of podledger` };
    }
    const meant = nearest(variable, known);
    warnings.push(`the environment variable ${variable} is unknown${meant ? ` (did you mean ${meant}?)` : ''}`);
  }
  return { ok: true, settings: readVariables(FLAGS, environment), warnings };
}

const SERVICE_LINK = /_(SERVICE_HOST$|SERVICE_PORT$|SERVICE_PORT_\w|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$)/;

// In a cluster with a Service named podledger (or podledger-...), the kubelet gives every container of the namespace
// variables such as PODLEDGER_SERVICE_HOST and PODLEDGER_PORT=tcp://10.96.0.7:8080, which are no flags of ours.
function isServiceLink(variable: string, text: string): boolean {
  return SERVICE_LINK.test(variable) || (variable.endsWith('_PORT') && /^(tcp|udp|sctp):\/\//.test(text));
}
