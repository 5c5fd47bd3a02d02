import { everyOne, type Judge } from './judgement.ts';
import { plainSecret, render, SECRET_NAME, strings } from './secret-patterns.ts';
import { isNode, nodes, type Resource, type Templates } from './templates.ts';

/** DEP-14: where secrets come from, and where they must not stand. */
export const fromSecretsManager: Judge = (templates, _threshold, { secretVariables }) => {
  const required = secretVariables.filter((variable) => variable.required).map(({ name }) => name);
  const judgement = everyOne(
    templates.ofType('AWS::ECS::Service'),
    'an ECS service',
    (service) => {
      const definition = templates.target(service.properties.TaskDefinition, service.stack);
      if (definition === undefined) return 'runs a task definition of no template';
      const given = containers(definition).flatMap((container) => nodes(container.Secrets).map(({ Name }) => Name));
      const missing = required.filter((name) => !given.includes(name));
      return missing.length > 0 && `does not get ${missing.join(', ')} from Secrets Manager`;
    },
    `services get ${required.join(', ')} from Secrets Manager`,
  );
  const elsewhere = templates.ofType('AWS::ECS::TaskDefinition').flatMap((definition) =>
    containers(definition)
      .flatMap((container) => nodes(container.Secrets))
      .filter(({ ValueFrom }) => !isSecretsManager(templates, ValueFrom, definition))
      .map(({ Name }) => `${Name} of ${definition.name} does not come from Secrets Manager`),
  );
  const nothingDeclared = required.length === 0 ? ['the app’s schema calls nothing secret'] : [];
  return { ...judgement, broken: [...nothingDeclared, ...judgement.broken, ...elsewhere] };
};

export const cleanTaskDefinitions: Judge = (templates, _threshold, { secretVariables }) => {
  const secret = new Set(secretVariables.map(({ name }) => name));
  const definitions = templates.ofType('AWS::ECS::TaskDefinition');
  const found = definitions.flatMap((definition) => [
    ...containers(definition)
      .flatMap((container) => nodes(container.Environment))
      .filter(({ Name, Value }) => (secret.has(String(Name)) || SECRET_NAME.test(String(Name))) && !isEmpty(Value))
      .map(({ Name }) => `${Name} stands in plain text in ${definition.name}`),
    ...strings(definition.properties.ContainerDefinitions, 'ContainerDefinitions')
      .filter(({ key }) => key !== 'ValueFrom')
      .flatMap(({ path, text }) => secretAt(plainSecret(text, 'strict'), path, definition)),
  ]);
  return {
    broken: definitions.length === 0 ? ['no template holds a task definition'] : found,
    passed: `${definitions.length} task definitions hold no secret`,
    measured: { value: found.length, unit: 'secrets', samples: definitions.length },
  };
};

export const cleanTemplates: Judge = (templates) => {
  const resources = templates.all();
  const found = [
    ...resources.flatMap((resource) =>
      strings(resource.properties).flatMap(({ path, key, text }) => [
        ...secretAt(plainSecret(text, 'patterns'), path, resource),
        ...(isSecretProperty(key) && !isReferred(text) ? [`${resource.name} says its ${path} in plain text`] : []),
      ]),
    ),
    ...templates.stacks.flatMap((stack) =>
      strings(stack.others).flatMap(({ path, text }) => {
        const kind = plainSecret(text, 'patterns');
        return kind === undefined ? [] : [`${kind} at ${path} of ${stack.name}`];
      }),
    ),
  ];
  return {
    broken: resources.length === 0 ? ['the templates hold nothing'] : found,
    passed: `${resources.length} resources of ${templates.stacks.length} templates hold no secret`,
    measured: { value: found.length, unit: 'secrets', samples: resources.length },
  };
};

/** Properties that CloudFormation would take a secret in. */
function isSecretProperty(key: string): boolean {
  return /^(MasterUserPassword|Password|AuthToken|SecretString|SecretAccessKey|ApiKey|PrivateKey|ClientSecret|OAuthToken)$/i.test(key);
}

/** Empty, or with a reference where the secret goes; what stands around it is judged by its form. */
function isReferred(text: unknown): boolean {
  return /^\s*$|\{\{resolve:|<[^>]*>/.test(render(text));
}

function containers(definition: Resource): Record<string, unknown>[] {
  return nodes(definition.properties.ContainerDefinitions);
}

function isSecretsManager(templates: Templates, value: unknown, from: Resource): boolean {
  if (typeof value === 'string') return /^arn:[^:]+:secretsmanager:/.test(value);
  const target = templates.target(value, from.stack);
  return target?.type === 'AWS::SecretsManager::Secret' || (target?.type === 'AWS::RDS::DBInstance' && isTrueManaged(target));
}

/** The only attribute of an instance that is an ARN in Secrets Manager exists when RDS manages the password. */
function isTrueManaged({ properties }: Resource): boolean {
  return properties.ManageMasterUserPassword === true;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (isNode(value) && render(value).includes('{{resolve:'));
}

function secretAt(kind: string | undefined, path: string, resource: Resource): string[] {
  return kind === undefined ? [] : [`${kind} at ${path} of ${resource.name}`];
}
