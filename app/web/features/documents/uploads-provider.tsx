import { createContext, type ReactNode, useContext } from 'react';
import { type Uploads, useUploads } from './use-uploads.ts';

const UploadsContext = createContext<Uploads | undefined>(undefined);

/** Keeps uploads going while the person looks at other pages. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  return <UploadsContext value={useUploads()}>{children}</UploadsContext>;
}

export function useUploadsContext(): Uploads {
  const uploads = useContext(UploadsContext);
  if (!uploads) throw new Error('useUploadsContext is used outside of UploadsProvider');
  return uploads;
}
