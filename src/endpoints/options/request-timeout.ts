import type { FastifyRequest } from 'fastify';
import { durationProblem } from '../../apimachinery/duration.ts';
import { badRequest, type StatusError } from '../../apimachinery/status-error.ts';
import { isLongRunning } from '../routes/long-running.ts';
import { first, type Query } from './query.ts';

/**
 * What is wrong with the `timeout` that a request names, which every request may but one that goes on for as long as its client wants:
 * 400. Requests take no longer here than they may, whatever they name.
 */
export function timeoutProblem(request: FastifyRequest): StatusError | undefined {
  const query = request.query as Query;
  const timeout = first(query, 'timeout') ?? '';
  if (timeout === '' || isLongRunning(request)) return undefined;
  const problem = durationProblem(timeout);
  return problem === undefined ? undefined : badRequest(`invalid timeout specified in the request URL - ${problem}`);
}
