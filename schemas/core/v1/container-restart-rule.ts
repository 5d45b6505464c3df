import { type Static, Type } from '@sinclair/typebox';
import { Int32, listOf, named, optional, requiredNonZero, SET } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Matches the exit code of a container. */
export const ContainerRestartRuleOnExitCodes = named(`${CORE}.ContainerRestartRuleOnExitCodes`, {
  operator: requiredNonZero(Type.String()),
  values: optional(listOf(Int32, SET)),
});
export type ContainerRestartRuleOnExitCodes = Static<typeof ContainerRestartRuleOnExitCodes>;

/** What to do where a container ends in a given way. */
export const ContainerRestartRule = named(`${CORE}.ContainerRestartRule`, {
  action: requiredNonZero(Type.String()),
  exitCodes: optional(ContainerRestartRuleOnExitCodes),
});
export type ContainerRestartRule = Static<typeof ContainerRestartRule>;
