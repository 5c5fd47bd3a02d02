import { describe, expect, test } from 'vitest';
import { rewriteSpanishTone } from './spanish-tone.ts';

describe('formal', () => {
  test.each([
    ['a verb', '^Poder<vbmod><pri><p2><sg>$', '^Poder<vbmod><pri><p3><sg>$'],
    ['a verb with a queue', '^tener<vbmod><pri><p2><sg># que$', '^tener<vbmod><pri><p3><sg># que$'],
    ['several of you', '^venir<vblex><pri><p2><pl>$', '^venir<vblex><pri><p3><pl>$'],
    ['an order', '^abrir<vblex><imp><p2><sg>$', '^abrir<vblex><imp><p3><sg>$'],
    ['your', '^Vuestro<det><pos><f><sg>$', '^Suyo<det><pos><mf><sg>$'],
    ['your, of one', '^tuyo<det><pos><mf><pl>$', '^suyo<det><pos><mf><pl>$'],
    ['yours', '^el vuestro<prn><pos><m><pl>$', '^el suyo<prn><pos><m><pl>$'],
    ['you, as a subject', '^Prpers<prn><tn><p2><mf><sg>$', '^Prpers<prn><tn><p3><mf><sg>$'],
    ['vosotras', '^prpers<prn><tn><p2><f><pl>$', '^prpers<prn><tn><p3><mf><pl>$'],
    ['ti', '^ti<prn><tn><p2><mf><sg>$', '^prpers<prn><tn><p3><mf><sg>$'],
    ['te', '^prpers<prn><pro><p2><mf><sg>$', '^prpers<prn><pro><p3><mf><sg>$'],
    ['-te', '^ayudar<vblex><ger>+prpers<prn><enc><p2><mf><sg>$', '^ayudar<vblex><ger>+prpers<prn><enc><p3><mf><sg>$'],
    [
      'te lo',
      '^Prpers<prn><pro><p2><mf><sg>$ ^prpers<prn><pro><p3><m><sg>$',
      '^se<prn><pro><ref><p3><mf><sp>$ ^prpers<prn><pro><p3><m><sg>$',
    ],
  ])('%s', (_what, analysis, rewritten) => {
    expect(rewriteSpanishTone(`[[s1]]${analysis}[[/]]^.<sent>$[kept1 formal]`, 'formal')).toBe(
      `[[s1]]${rewritten}[[/]]^.<sent>$[kept1 formal]`,
    );
  });
});

test.each([
  ['^Vuestro<det><pos><m><pl>$', '^Tuyo<det><pos><mf><pl>$'],
  ['^VUestro<det><pos><m><pl>$', '^TUYO<det><pos><mf><pl>$'],
  ['^el vuestro<prn><pos><m><pl>$', '^el tuyo<prn><pos><m><pl>$'],
  ['^Poder<vbmod><pri><p2><sg>$', '^Poder<vbmod><pri><p2><sg>$'],
])('informal: %s', (analysis, rewritten) => {
  expect(rewriteSpanishTone(analysis, 'informal')).toBe(rewritten);
});

test.each([
  '^casa<n><f><sg>$',
  '^suyo<det><pos><mf><sg>$',
  '^prpers<prn><pro><p1><mf><sg>$',
  '^ver<vblex><ifi><p3><sg>$',
  '^*unknown<p2>$',
  '^dollar\\$p2\\^<n><m><sg>$',
  'no words <p2>',
])('whoever else is spoken of stays: %s', (analysis) => {
  expect(rewriteSpanishTone(analysis, 'formal')).toBe(analysis);
  expect(rewriteSpanishTone(analysis, 'informal')).toBe(analysis);
});

test('neutral is the engine’s own', () => {
  const analysis = '^Poder<vbmod><pri><p2><sg>$ ^vuestro<det><pos><f><sg>$';
  expect(rewriteSpanishTone(analysis, 'neutral')).toBe(analysis);
});
