import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compareRates, type Plan, type Row } from './compare-rates.ts';
import { type Load, type Measured, startProgram } from './processes.ts';

const BARE = fileURLToPath(new URL('bare-grpc-server.ts', import.meta.url));
const PODLEDGER = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const GENERATOR = fileURLToPath(new URL('grpc-load.ts', import.meta.url));

/** RuntimeService.Status over a directory of three networks that does not change, beside a gRPC handler that does nothing. */
export async function measureContainerRuntime(plan: Plan): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'podledger-bench-'));
  const networks = join(folder, 'net.d');
  await mkdir(networks);
  for (const name of ['a', 'b', 'c']) {
    const conflist = { cniVersion: '1.0.0', name, plugins: [{ type: 'bridge' }, { type: 'portmap' }] };
    await writeFile(join(networks, `${name}.conflist`), JSON.stringify(conflist));
  }
  const sockets = { bare: join(folder, 'bare.sock'), podledger: join(folder, 'cri.sock') };
  const flags = ['--port', '0', '--cri-socket', `unix://${sockets.podledger}`, '--cni-conf-dir', networks];
  const podledger = await startProgram('podledger', PODLEDGER, ...flags);
  const bare = await startProgram('bare', BARE, sockets.bare);
  try {
    const rows: Row[] = [];
    for (const inFlight of [1, 64]) {
      const load = async ({ name }: Measured, seconds: number): Promise<Load> => {
        const socket = name === 'bare' ? sockets.bare : sockets.podledger;
        const options = JSON.stringify({ socket, inFlight, seconds });
        return JSON.parse((await promisify(execFile)(process.execPath, [GENERATOR, options])).stdout);
      };
      const measure = `CRI Status, ${inFlight} in flight (bare: grpc-js)`;
      rows.push(await compareRates(measure, [bare, podledger], load, plan, 0.5));
    }
    return rows;
  } finally {
    await Promise.all([podledger.stop(), bare.stop()]);
    await rm(folder, { recursive: true });
  }
}
