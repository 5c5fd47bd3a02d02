import type { TestProject } from 'vitest/node';
import { type Services, startServices } from '../../stack/services.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Real PostgreSQL, Redis, object storage and mail catcher, shared by the whole run: `inject('services')`. */
    services: Services;
  }
}

/** Starts the services once for all integration tests and stops them afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, programs: _programs, ...services } = await startServices();
  process.stderr.write(`services: ${services.kind}\n`);
  project.provide('services', services);
  return stop;
}
