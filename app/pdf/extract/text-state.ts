import { IDENTITY, type Matrix } from '../geometry.ts';
import { type FontFacts, fontFacts } from './font-facts.ts';

/** The part of the PDF graphics state that decides where and how text stands. */
export interface TextState {
  ctm: Matrix;
  font: FontFacts;
  size: number;
  charSpacing: number;
  wordSpacing: number;
  horizontalScale: number;
  leading: number;
  rise: number;
  mode: number;
  fill: string;
  stroke: string;
  fillAlpha: number;
  strokeAlpha: number;
}

export function initialState(): TextState {
  return {
    ctm: IDENTITY,
    font: fontFacts(null),
    size: 0,
    charSpacing: 0,
    wordSpacing: 0,
    horizontalScale: 1,
    leading: 0,
    rise: 0,
    mode: 0,
    fill: '#000000',
    stroke: '#000000',
    fillAlpha: 1,
    strokeAlpha: 1,
  };
}
