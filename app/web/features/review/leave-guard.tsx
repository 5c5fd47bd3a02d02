import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';

/** Asks before unsaved texts are lost: by a link inside the app in our words, by closing the tab in the browser's. */
export function LeaveGuard({ unsaved }: { unsaved: number }) {
  const isUnsaved = unsaved > 0;
  const blocker = useBlocker(isUnsaved);
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isUnsaved]);
  if (blocker.state !== 'blocked') return null;
  return (
    <ConfirmDialog title="Leave without saving?" confirmLabel="Leave" busy={false} onCancel={blocker.reset} onConfirm={blocker.proceed}>
      <p>{unsaved === 1 ? 'One block has a change that is not saved.' : `${unsaved} blocks have changes that are not saved.`}</p>
    </ConfirmDialog>
  );
}
