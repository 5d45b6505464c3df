import { describeWalk } from './describe-walk.ts';
import { walkStrings } from './walk-strings.ts';

describeWalk('a long text in the place of any scalar', 'is validated in time that grows by its length', walkStrings);
