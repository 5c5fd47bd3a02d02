import { randomBytes } from 'node:crypto';
import type { GatherContext, StackHandle } from '@transkeep/reports/contract/index.ts';

type Role = StackHandle['users'][number]['role'];

/**
 * The stack with fresh users in place of the shared ones, in the order of `roles`: gates side by side never see each other's documents, nor
 * use up each other's rate limits. Where users are not ours to make, the shared ones stay. Throws when they cannot be made.
 */
export async function withOwnUsers({ stack, run }: Pick<GatherContext, 'stack' | 'run'>, roles: readonly Role[]): Promise<StackHandle> {
  if (!stack.userSeeder) return stack;
  const { command, args, env } = stack.userSeeder;
  const accounts = roles.map((role) => ({
    email: `gate-${randomBytes(4).toString('hex')}@transkeep.test`,
    password: randomBytes(12).toString('base64url'),
    role,
  }));
  const seeded = await run(command, args, { env: { ...env }, input: JSON.stringify(accounts) });
  if (seeded.exitCode !== 0) throw new Error(`the users could not be made: ${lastLine(seeded.stderr)}`);
  const made = JSON.parse(seeded.stdout) as { email: string; userId: string; accessToken: string }[];
  return {
    ...stack,
    users: accounts.map((account) => {
      const user = made.find(({ email }) => email === account.email);
      if (!user) throw new Error(`nothing is known of the user ${account.email} who was to be made`);
      return { ...account, ...user };
    }),
  };
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.slice(0, 300) || 'it said nothing';
