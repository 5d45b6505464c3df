import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { StatusError } from '../../apimachinery/status-error.ts';
import type { Authenticator } from '../../auth/authentication/authenticator.ts';
import type { Authorizer } from '../../auth/authorization/authorizer.ts';
import type { Clock } from '../../time/clock.ts';
import { installCredentialEnds } from '../connection/credential-ends.ts';
import type { Deadlines } from '../connection/deadlines.ts';
import { installUpgrades } from '../connection/upgrade.ts';
import { timeoutProblem } from '../options/request-timeout.ts';
import { pathProblem } from '../routes/request-path.ts';
import { installAuthentication } from './authentication.ts';
import { installAuthorization } from './authorization.ts';
import type { BodyBudget } from './body-budget.ts';
import { installCors } from './cors.ts';
import { foreignPageRefusal, type PageRules } from './foreign-pages.ts';
import type { HeavyLane } from './heavy-lane.ts';
import { handOnHeavyRequests } from './heavy-requests.ts';
import { installImpersonation } from './impersonation.ts';
import { type InFlightLimits, installMaxInFlight } from './max-in-flight.ts';
import { installRequestInfo } from './request-info.ts';

/** What the filters of an app are made of. */
export interface FilterOptions {
  readonly pages: PageRules;
  readonly deadlines: Deadlines;
  readonly authenticator: Authenticator;
  readonly authorizer: Authorizer;
  readonly clock: Clock;
  readonly inFlight: InFlightLimits;
  readonly bodies: BodyBudget;
  readonly heavyLane: HeavyLane;
}

/**
 * Installs all that a request has to pass before its handler, in the order in which kube-apiserver asks (`DefaultBuildHandlerChain`):
 * what outranks what among refusals is decided here. Routes are installed after this.
 */
export function installFilters(app: FastifyInstance, options: FilterOptions): void {
  const { pages, deadlines, authenticator, authorizer, clock, inFlight, bodies, heavyLane } = options;
  // A page that makes a browser ask is nobody's client: it comes before everything.
  refuse(app, ({ raw }) => foreignPageRefusal(raw, pages));
  installRequestInfo(app);
  refuse(app, timeoutProblem);
  if (pages.allowsOrigin !== undefined) installCors(app, pages.allowsOrigin);
  installAuthentication(app, authenticator);
  installCredentialEnds(app, clock);
  // Audit has its place here: who sends a request is known, and nothing is decided yet.
  installImpersonation(app, authorizer, { deadlines });
  installMaxInFlight(app, inFlight, clock);
  installAuthorization(app, authorizer, { deadlines });
  // From here on, an answer tells what there is.
  installUpgrades(app);
  refuse(app, pathProblem);
  bodies.install(app);
  handOnHeavyRequests(app, heavyLane, { deadlines });
}

/** Refuses the requests that something is wrong with. */
function refuse(app: FastifyInstance, problemOf: (request: FastifyRequest) => StatusError | undefined): void {
  app.addHook('onRequest', (request, _, done) => done(problemOf(request)));
}
