import { type EnvironmentVariable, environmentVariables } from '@transkeep/app/config/environment.ts';

const HEADER = `# The app's environment, as app/config/environment.ts declares it. Made by \`node qa/setup/env-example.ts > .env.example\`;
# a test fails when it is stale. \`npm start\` needs none of this: it makes up its own.
`;

/** `.env.example`: every variable with what it is for; what must be set has no value, what may be set is commented out. */
export function envExample(variables: readonly EnvironmentVariable[] = environmentVariables): string {
  return [HEADER, ...variables.map(entry)].join('\n');
}

function entry({ name, description, required, secret, default: fallback }: EnvironmentVariable): string {
  const notes = [required ? 'required' : undefined, secret ? 'secret' : undefined].filter((note) => note !== undefined);
  const comment = `# ${description}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
  const assignment = `${name}=${fallback ?? ''}`;
  return `${comment}\n${required || fallback !== undefined ? assignment : `# ${assignment}`}\n`;
}

if (import.meta.main) process.stdout.write(envExample());
