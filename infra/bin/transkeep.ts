import { addChecks, addStacks, newApp } from '../app.ts';
import { environmentNamed } from '../environments.ts';
import { releaseFromContext } from '../release.ts';

// Run by CDK's command line or alone (`CDK_OUTDIR=… node bin/transkeep.ts`): needs no account, no network, no container engine.
const app = newApp();
const { environment } = environmentNamed(app.node.tryGetContext('environment') ?? 'production');
addStacks(app, { environment, release: releaseFromContext(app.node) });
addChecks(app);
app.synth();
