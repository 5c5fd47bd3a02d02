import { SCHEMA_CHECK } from './evidence.ts';
import { byLimit, everyOne, type Judge, type Judgement } from './judgement.ts';
import { isNode, isTrue, nodes, numberOf, type Resource, type Templates } from './templates.ts';

const SERIOUS = ['error', 'fatal'];

/** DEP-02: the API's service and its limits. The API is whatever service stands behind a load balancer. */
export const accepted: Judge = (_templates, _threshold, { checks, declaredStacks }) => {
  const findings = checks.filter(({ name }) => name === SCHEMA_CHECK).flatMap((check) => check.findings);
  const serious = findings.filter(({ severity }) => SERIOUS.includes(severity));
  return {
    broken: serious.map(({ rule, description, at }) => `${at[0] ?? 'a template'}: ${rule} ${description}`),
    passed: `${declaredStacks} templates fit CloudFormation’s schemas, ${findings.length} warnings`,
  };
};

export const fargate: Judge = (templates) =>
  everyOne(
    apis(templates),
    NO_API,
    ({ properties: { LaunchType, CapacityProviderStrategy } }) => {
      const providers = nodes(CapacityProviderStrategy).map(({ CapacityProvider }) => CapacityProvider);
      if (providers.length === 0) return LaunchType !== 'FARGATE' && 'is not on Fargate';
      return !providers.every((provider) => provider === 'FARGATE' || provider === 'FARGATE_SPOT') && `uses ${providers.join(', ')}`;
    },
    'services behind a load balancer run on Fargate',
  );

export const minTasks: Judge = (templates, threshold) =>
  byLimit(threshold, (limit) => tasks(templates, 'MinCapacity', (min) => min >= limit, `at least ${limit} are needed`));

export const maxTasks: Judge = (templates, threshold) =>
  byLimit(threshold, (limit) => tasks(templates, 'MaxCapacity', (max) => max === limit, `${limit} are agreed`));

export const circuitBreaker: Judge = (templates) =>
  everyOne(
    apis(templates),
    NO_API,
    ({ properties: { DeploymentConfiguration, DeploymentController } }) => {
      // Only ECS's own rolling deployments have the circuit breaker.
      if (isNode(DeploymentController) && DeploymentController.Type !== 'ECS') return `is deployed by ${DeploymentController.Type}`;
      const breaker = isNode(DeploymentConfiguration) ? DeploymentConfiguration.DeploymentCircuitBreaker : undefined;
      if (!isNode(breaker) || !isTrue(breaker.Enable)) return 'has no circuit breaker';
      return !isTrue(breaker.Rollback) && 'does not roll back when its circuit breaker trips';
    },
    'services behind a load balancer roll back a failed deployment',
  );

const NO_API = 'an ECS service behind a load balancer';

function apis(templates: Templates): Resource[] {
  return templates.ofType('AWS::ECS::Service').filter(({ properties }) => nodes(properties.LoadBalancers).length > 0);
}

function tasks(templates: Templates, property: 'MinCapacity' | 'MaxCapacity', fits: (count: number) => boolean, agreed: string): Judgement {
  const counts: number[] = [];
  const judgement = everyOne(
    apis(templates),
    NO_API,
    (api) => {
      const scaling = scalingOf(templates, api);
      if (scaling === undefined) return 'does not scale';
      const count = numberOf(scaling.properties[property]);
      counts.push(count);
      return !fits(count) && `scales ${property === 'MinCapacity' ? 'down' : 'up'} to ${count} tasks, ${agreed}`;
    },
    'services scale within the agreed numbers',
  );
  const [value] = counts;
  return value === undefined || Number.isNaN(value) ? judgement : { ...judgement, measured: { value, unit: 'tasks' } };
}

/** The scalable target that names the service in its resource id. */
function scalingOf(templates: Templates, service: Resource): Resource | undefined {
  return templates
    .ofType('AWS::ApplicationAutoScaling::ScalableTarget')
    .find(
      ({ stack, properties }) =>
        stack.name === service.stack.name && JSON.stringify(properties.ResourceId ?? '').includes(`"${service.id}"`),
    );
}
