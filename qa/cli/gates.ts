import type { GateRegistry } from '../run/plan/plan.ts';

/** Every gate there is, loaded only when a run wants it. The only place that knows them all: a new gate is one folder and one line here. */
export const gates: GateRegistry = {
  axe: () => import('../gates/axe/gate.ts'),
  bundle: () => import('../gates/bundle/gate.ts'),
  coverage: () => import('../gates/coverage/gate.ts'),
  'e2e-chromium': () => import('../gates/e2e-chromium/gate.ts'),
  'edge-tls': () => import('@transkeep/security/gates/edge-tls/gate.ts'),
  'flaky-tests': () => import('../gates/flaky-tests/gate.ts'),
  'forged-tokens': () => import('@transkeep/security/gates/forged-tokens/gate.ts'),
  'hostile-pdfs': () => import('@transkeep/security/gates/hostile-pdfs/gate.ts'),
  'infra-template': () => import('../gates/infra-template/gate.ts'),
  'integration-tests': () => import('../gates/integration-tests/gate.ts'),
  'layout-fidelity': () => import('../gates/layout-fidelity/gate.ts'),
  'load-200-users': () => import('@transkeep/load/gates/load-200-users/gate.ts'),
  'report-page': () => import('../gates/report-page/gate.ts'),
  'route-inventory': () => import('@transkeep/security/gates/route-inventory/gate.ts'),
  'supply-chain': () => import('@transkeep/security/gates/supply-chain/gate.ts'),
  'system-start': () => import('../gates/system-start/gate.ts'),
  'tenancy-matrix': () => import('@transkeep/security/gates/tenancy-matrix/gate.ts'),
  'unit-tests': () => import('../gates/unit-tests/gate.ts'),
};
