import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DeploymentRefused, planDeployment, USAGE } from '../deployment.ts';

const infra = fileURLToPath(new URL('..', import.meta.url));
const cdk = fileURLToPath(new URL('./bin/cdk', import.meta.resolve('aws-cdk/package.json')));

try {
  const plan = planDeployment(process.argv.slice(2));
  if (plan === undefined) console.log(USAGE);
  else {
    // The same Node runs CDK and the app: the machine's own may be older than TypeScript needs.
    const app = `${process.execPath} bin/transkeep.ts`;
    const child = spawn(process.execPath, [cdk, '--app', app, ...plan], { cwd: infra, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
    child.on('exit', (code) => {
      process.exitCode = code ?? 1;
    });
  }
} catch (error) {
  if (!(error instanceof DeploymentRefused)) throw error;
  console.error(`deploy: ${error.message}`);
  process.exitCode = 4;
}
