import { describeWalk } from './describe-walk.ts';
import { walkCollections } from './walk-collections.ts';
import { walkPairs } from './walk-pairs.ts';

describeWalk('a long list or map in any place', 'is created in time that grows by its length', walkCollections);
describeWalk('a long list or map', 'takes no longer beside another one that it has to do with', walkPairs);
