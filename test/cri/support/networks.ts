import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StatusResponse } from '../../../src/cri/messages.ts';

/** The text of a conflist. */
export function conflist(name: string): string {
  return JSON.stringify({ cniVersion: '1.0.0', name, plugins: [{ type: 'bridge', bridge: 'cni0' }] });
}

/** Puts a file into a directory at once, as installers of networks do: nobody can read half of it. */
export async function put(directory: string, file: string, text: string): Promise<void> {
  const temporary = join(directory, `${file}.tmp`);
  await writeFile(temporary, text);
  await rename(temporary, join(directory, file));
}

/** What `info.cniconfig` of a verbose Status tells, as far as tests look at it. */
export interface CniConfig {
  readonly Networks: readonly {
    readonly IFName: string;
    readonly Config: {
      readonly Name: string;
      readonly CNIVersion: string;
      readonly Plugins: readonly { readonly Network: { readonly type: string } }[];
      readonly File: string;
      readonly Source: string;
    };
  }[];
  readonly NetworksLeftOut: number;
  readonly Skipped: readonly { readonly File: string; readonly Reason: string }[];
}

/** The networks and skipped files of a verbose Status. */
export function cniConfigOf({ info }: StatusResponse): CniConfig {
  return JSON.parse(info.cniconfig ?? '');
}

/** The names of the networks of a verbose Status, the default network first. */
export function networkNames(response: StatusResponse): readonly string[] {
  return cniConfigOf(response).Networks.map(({ Config }) => Config.Name);
}

/** Whether a condition of a Status is true. */
export function isTrue(response: StatusResponse, type: 'RuntimeReady' | 'NetworkReady'): boolean | undefined {
  return response.status.conditions.find((condition) => condition.type === type)?.status;
}
