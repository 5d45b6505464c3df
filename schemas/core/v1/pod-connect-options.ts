import { Type } from '@sinclair/typebox';
import { Int32, Integer64, listOf, optional } from '../../schema.ts';

// Options of connections stand in the query, not in a body: none of these is a kind by itself.
const container = optional(Type.String(), 'Name of the container; the only one where it is absent.');
const stdin = optional(Type.Boolean(), 'Whether the client writes to the standard input.');
const stdout = optional(Type.Boolean(), 'Whether the client reads the standard output.');
const stderr = optional(Type.Boolean(), 'Whether the client reads the standard error.');
const tty = optional(Type.Boolean(), 'Whether the process has a terminal.');

/** The options of pods/exec. */
export const PodExecOptions = Type.Object({
  command: optional(listOf(Type.String()), 'The command and its arguments; it is run without a shell.'),
  container,
  stderr,
  stdin,
  stdout,
  tty,
});

/** The options of pods/attach. */
export const PodAttachOptions = Type.Object({ container, stderr, stdin, stdout, tty });

/** The options of pods/portforward. */
export const PodPortForwardOptions = Type.Object({
  ports: optional(Int32, 'Ports of the pod, with commas between them, for clients that use WebSockets.'),
});

/** The options of pods/log. */
export const PodLogOptions = Type.Object({
  container,
  follow: optional(Type.Boolean(), 'Whether to go on as the container writes.'),
  insecureSkipTLSVerifyBackend: optional(
    Type.Boolean(),
    'Whether to do without the check of the kubelet`s certificate.',
  ),
  limitBytes: optional(Integer64, 'How many bytes are answered at most.'),
  pretty: optional(Type.String(), 'Whether a Status is indented.'),
  previous: optional(Type.Boolean(), 'Whether to read what the container wrote before it was restarted.'),
  sinceSeconds: optional(Integer64, 'How old the lines may be.'),
  stream: optional(Type.String(), 'The stream to read; not supported.'),
  tailLines: optional(Integer64, 'How many lines from the end are answered at most.'),
  timestamps: optional(Type.Boolean(), 'Whether each line begins with the moment when it was written.'),
});
