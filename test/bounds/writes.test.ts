import { describeWalk } from './describe-walk.ts';
import { walkWrites } from './walk-collections.ts';

describeWalk('a long list or map in any place', 'is written in every way in time that grows by its length', walkWrites);
