#!/usr/bin/env node
// A process in which startServer is called several times, one after the other. Prints, as a JSON array, how many
// milliseconds each took from the call to the first answer. The library is imported before the first.
import { Agent, get } from 'node:http';
import { podPath } from './pods.ts';

const STARTS = 6;

const { startServer }: typeof import('../src/index.ts') = await import(
  new URL('../dist/index.js', import.meta.url).href
);

const agent = new Agent();
const firstAnswer = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    get(`${url}${podPath()}`, { agent }, (response) => response.resume().on('end', () => resolve())).on(
      'error',
      reject,
    );
  });

const times: number[] = [];
for (let start = 0; start < STARTS; start += 1) {
  const called = performance.now();
  const server = await startServer({ port: 0 });
  await firstAnswer(server.url);
  times.push(performance.now() - called);
  await server.close();
}
console.log(JSON.stringify(times));
