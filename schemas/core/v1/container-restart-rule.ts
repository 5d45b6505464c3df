import { type Static, Type } from '@sinclair/typebox';
import { Int32, listOf, named, optional, requiredNonZero, SET } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Matches the exit code of a container. */
export const ContainerRestartRuleOnExitCodes = named(`${CORE}.ContainerRestartRuleOnExitCodes`, {
  operator: requiredNonZero(Type.String(), 'Whether the exit code must be among the values (`In`) or not (`NotIn`).'),
  values: optional(listOf(Int32, SET), 'The exit codes.'),
});
export type ContainerRestartRuleOnExitCodes = Static<typeof ContainerRestartRuleOnExitCodes>;

/** What to do where a container ends in a given way. */
export const ContainerRestartRule = named(`${CORE}.ContainerRestartRule`, {
  action: requiredNonZero(Type.String(), 'What to do where the rule matches, such as `Restart`.'),
  exitCodes: optional(ContainerRestartRuleOnExitCodes, 'The exit codes that the rule matches.'),
});
export type ContainerRestartRule = Static<typeof ContainerRestartRule>;
