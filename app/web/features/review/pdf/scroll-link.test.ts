import { expect, test, vi } from 'vitest';
import { ScrollLink } from './scroll-link.ts';

function pane(): HTMLElement {
  return document.createElement('div');
}

function scroll(element: HTMLElement, top: number, gesture?: string): void {
  if (gesture) element.dispatchEvent(new Event(gesture));
  element.scrollTop = top;
  element.dispatchEvent(new Event('scroll'));
}

test('the pane that a person scrolls leads the other one', () => {
  const link = new ScrollLink();
  const [left, right] = [pane(), pane()];
  const [onLeft, onRight] = [vi.fn(), vi.fn()];
  link.connect(left, onLeft);
  link.connect(right, onRight);
  scroll(left, 120, 'wheel');
  expect(right.scrollTop).toBe(120);
  scroll(right, 100);
  expect(left.scrollTop).toBe(120);
  expect(onLeft).toHaveBeenCalledOnce();
  expect(onRight).not.toHaveBeenCalled();
  scroll(right, 300, 'keydown');
  expect(left.scrollTop).toBe(300);
});

test('scrolling by program leads nothing', () => {
  const link = new ScrollLink();
  const [left, right] = [pane(), pane()];
  const onLeft = vi.fn();
  link.connect(left, onLeft);
  link.connect(right, vi.fn());
  scroll(left, 50, 'touchstart');
  link.release();
  scroll(left, 400);
  expect(right.scrollTop).toBe(50);
  expect(onLeft).toHaveBeenCalledOnce();
});

test('a pane that is gone is left alone', () => {
  const link = new ScrollLink();
  const [left, right] = [pane(), pane()];
  link.connect(left, vi.fn());
  link.connect(right, vi.fn())();
  scroll(left, 50, 'wheel');
  expect(right.scrollTop).toBe(0);
});
