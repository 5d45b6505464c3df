import { strainClient } from './client.ts';
import type { Row } from './row.ts';
import type { Strain, WatchedServer } from './watched-server.ts';

/** What takes longer than this is not waited for, in milliseconds. */
const MAX_ROW_MS = 180_000;

/** What a row was to a server, and the codes of the answers; none where they did not come in time. */
export interface RowStrain extends Strain {
  readonly codes: readonly number[];
}

/** Asks a server for what a row has, at a scale of its full sizes. */
export async function runRow(server: WatchedServer, row: Row, scale: number): Promise<RowStrain> {
  const client = strainClient(server.url);
  try {
    await row.before?.(client, scale);
    let codes: readonly number[] = [];
    const answered = async (): Promise<void> => {
      codes = await row.run(client, scale);
    };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, MAX_ROW_MS);
    });
    const strain = await server.strainOf(() => Promise.race([answered(), late]));
    clearTimeout(timer);
    return { ...strain, codes };
  } finally {
    client.close();
  }
}

/** Those of the answers' codes that a row does not allow. */
export function wrongCodes({ codes }: RowStrain, row: Row): number[] {
  return codes.length === 0 ? [0] : [...new Set(codes)].filter((code) => !row.codes.includes(code));
}
