#!/usr/bin/env node
// Takes what Kubernetes publishes of kinds to where the project keeps it: npm run facts -- KIND...
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { exportedName } from '../test/schemas/named-schemas.ts';
import { definitionsOf, findKind, fullName, messagesOf, objectsOf, routesOf } from './facts/about-kind.ts';
import { FACT_FILES, FactFiles } from './facts/fact-files.ts';
import { fieldNumbersOf, withFieldNumbers } from './facts/field-numbers.ts';
import { goModules } from './facts/go-modules.ts';
import { goldenLines, kindOfLine } from './facts/golden-lines.ts';
import { type Property, presenceOf } from './facts/presence.ts';
import { readMessages, readPublished } from './facts/published.ts';
import { readServer } from './facts/read-server.ts';

const USAGE = `npm run facts -- KIND...: takes what Kubernetes publishes of kinds, such as Endpoints or apps/v1/Deployment

  --from DIR     the folder with schemas-all.json, routes-all.json, protobuf-all.json and etcd.json;
                 the folder reference in that which PODLEDGER_SHARED names, or in ../shared
  --server URL   a kube-apiserver whose schemas, routes and objects are taken in place of those of the folder
  --token TOKEN  who asks it
  --go DIR       a folder with the Go modules api, apimachinery and apiextensions-apiserver; without it, \`go mod download\` is asked
  --into DIR     the project, where it is not this one`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values: flags, positionals: names } = parseArgs({
  options: {
    from: { type: 'string', default: join(process.env.PODLEDGER_SHARED ?? join(root, '../shared'), 'reference') },
    server: { type: 'string' },
    token: { type: 'string' },
    go: { type: 'string' },
    into: { type: 'string', default: root },
    help: { type: 'boolean' },
  },
  allowPositionals: true,
});

if (flags.help === true || names.length === 0) {
  console.log(USAGE);
  process.exit(flags.help === true ? 0 : 2);
}
try {
  await takeFacts();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function takeFacts(): Promise<void> {
  const { from, server, token } = flags;
  const published =
    server === undefined ? readPublished(from) : await readServer(server, token, names, readMessages(from));
  const modules = goModules(flags.go);
  const files = new FactFiles(flags.into);
  for (const name of names) {
    const kind = findKind(published, name);
    const ids = definitionsOf(published, kind);
    const pick = <T>(facts: Readonly<Record<string, T>>, wanted: readonly string[]) =>
      new Map(wanted.flatMap((one) => (one in facts ? [[one, facts[one]] as const] : [])));
    files.setNamed(FACT_FILES.schemas, pick(published.schemas, ids));
    files.setNamed(FACT_FILES.messages, pick(published.messages, messagesOf(published, kind)));
    files.setRoutes(FACT_FILES.routes, routesOf(published, kind));
    files.setText(FACT_FILES.numbers, withFieldNumbers(files.text(FACT_FILES.numbers), fieldNumbersOf(published, ids)));
    if (modules === undefined) {
      console.error(
        `${FACT_FILES.presence} is left as it is: how values are held stands in Go's sources, and there is no Go here`,
      );
    } else {
      const { explicit, embedded, omitZero } = presenceOf(published.schemas, ids, modules);
      const namesOf = (some: readonly Property[]) => some.map(([id, property]) => `${exportedName(id)}.${property}`);
      files.setLists(FACT_FILES.presence, {
        explicit: namesOf(explicit),
        embedded: namesOf(embedded),
        omitZero: namesOf(omitZero),
      });
    }
    const known = new Set(files.lines(FACT_FILES.golden).map(kindOfLine));
    const lines = goldenLines(objectsOf(published, kind)).filter((line) => !known.has(kindOfLine(line)));
    files.addLines(FACT_FILES.golden, lines);
    if (lines.length === 0 && !known.has(fullName(kind).replace(/\/(?=[^/]*$)/, ' '))) {
      console.error(`${FACT_FILES.golden} has no ${fullName(kind)}: there is no object of it to take`);
    }
  }
  console.log(files.changed.map((file) => `written: ${file}`).join('\n') || 'all facts are there');
}
