import { useSyncExternalStore } from 'react';
import { session } from '../../shared/api/http.ts';
import type { SessionState } from '../../shared/api/session-store.ts';

export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, session.state);
}
