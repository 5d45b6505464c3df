import { crowds } from './crowds.ts';
import { documents } from './documents.ts';
import { longTexts } from './long-texts.ts';
import { manyItems } from './many-items.ts';
import { patches } from './patches.ts';
import type { Row } from './row.ts';
import { selections } from './selections.ts';

/** All rows of hard requests. */
export const rows: readonly Row[] = [...longTexts, ...manyItems, ...patches, ...selections, ...documents, ...crowds];
