import { readFile } from 'node:fs/promises';
import { UsageError } from '../run/errors.ts';
import { isObject } from '../run/verdicts/reviewed-file.ts';
import type { RunCommand } from './options.ts';

/**
 * The file in which people vouch for clauses: `--attestations FILE`, or the `--config FILE` that has `attestations` in it; undefined for neither. Throws
 * UsageError for a configuration that cannot be read, and when both name some, as nobody could tell which count.
 */
export async function attestationsFileOf({
  config,
  attestations,
}: Pick<RunCommand, 'config' | 'attestations'>): Promise<string | undefined> {
  if (config === undefined || !Object.hasOwn(await readConfig(config), 'attestations')) return attestations;
  if (attestations !== undefined) throw new UsageError(`attestations are in ${config} and in ${attestations}: put them into one`);
  return config;
}

async function readConfig(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`cannot read ${file}, the configuration of the target`, { cause });
  });
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file}: not JSON`, { cause });
  }
  if (!isObject(config)) throw new UsageError(`${file}: a configuration is a JSON object`);
  return config;
}
