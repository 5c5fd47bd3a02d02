import type { TestProject } from 'vitest/node';
import { engineAnswers } from '../../stack/services/containers.ts';
import { type RunningServices, type Services, startServices } from '../../stack/services.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Real PostgreSQL, Redis, object storage and mail catcher, shared by the whole run: `inject('services')`. */
    services: Services;
  }
}

/** Starts the services once for all integration tests and stops them afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, programs: _programs, ...services } = await startWanted(process.env.TRANSKEEP_SERVICES);
  process.stderr.write(`services: ${services.kind}\n`);
  project.provide('services', services);
  return stop;
}

/** Containers with the official images where an engine answers, else, or with TRANSKEEP_SERVICES=embedded, the embedded servers. */
async function startWanted(wanted: string | undefined): Promise<RunningServices> {
  if (wanted !== undefined && wanted !== 'embedded' && wanted !== 'containers') {
    throw new Error(`TRANSKEEP_SERVICES is embedded or containers, not «${wanted}»`);
  }
  if (wanted) return startServices({ kind: wanted });
  if (!(await engineAnswers())) return startServices();
  try {
    return await startServices({ kind: 'containers' });
  } catch (error) {
    // An engine that may not pull images is common; the same suites are worth as much on the embedded servers.
    process.stderr.write(`services: a container engine answers, but: ${error instanceof Error ? error.message : error}\n`);
    return startServices();
  }
}
