import { installed, runtimes } from './runtimes.ts';

// Installs the runtimes of all clients beforehand, so that the tests spend no time on it.
let missing = 0;
for (const name of Object.keys(runtimes) as (keyof typeof runtimes)[]) {
  const { folder, reason } = await installed(name);
  console.log(`${name}: ${folder ?? `not installed: ${reason}`}`);
  if (reason !== undefined) missing++;
}
process.exitCode = missing === 0 ? 0 : 1;
