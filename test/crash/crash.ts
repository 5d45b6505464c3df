#!/usr/bin/env node
// The long form of the check of crashes: a server on disk is killed a hundred times, or as often as told, while many write and watch, snapshots are taken and the past is
// forgotten.
// Exits 1 where something that was answered is lost.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crashRounds } from './crash-rounds.ts';

const rounds = Number(process.argv[2] ?? 100);
const directory = mkdtempSync(join(tmpdir(), 'podledger-crash-'));
const report = await crashRounds({ directory, rounds, random: Math.random });
console.log(
  `${rounds} rounds, ${report.writes} writes were answered, and each of them was there; ` +
    `${report.snapshots} snapshots were whole, ${report.killedAgain} servers were killed while they started, ` +
    `and the past was ${report.hasForgotten ? '' : 'not '}forgotten meanwhile`,
);
// Otherwise none was killed while it forgot.
if (!report.hasForgotten) process.exitCode = 1;
rmSync(directory, { recursive: true });
