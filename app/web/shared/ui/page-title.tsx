import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/**
 * The page's one `h1` and its title in the tab. After a change of page it takes the focus, so that keyboard and
 * screen-reader users start at the top of what is new; on the first load the browser's own start is left alone.
 */
export function PageTitle({ title, className }: { title: string; className?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirstLoad = useLocation().key === 'default';
  useEffect(() => {
    document.title = `${title} · TransKeep`;
  }, [title]);
  useEffect(() => {
    if (!isFirstLoad) heading.current?.focus({ preventScroll: true });
  }, [isFirstLoad]);
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {title}
    </h1>
  );
}
