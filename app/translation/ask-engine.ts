import { plainText } from '../text/tagged-text.ts';
import { type TranslateOptions, type TranslationEngine, TranslationError } from './engine.ts';
import { TranslationRefusedError } from './service-errors.ts';

/** One call, and an answer to each of its texts, maybe an empty one. @throws {TranslationError} beside the engine's own: too few or too many */
export async function callEngine(engine: TranslationEngine, texts: readonly string[], options: TranslateOptions): Promise<string[]> {
  const answers = await engine.translate(texts, options);
  if (answers.length !== texts.length) throw new TranslationError(`${engine.name} gave ${answers.length} answers to ${texts.length} texts`);
  return answers;
}

/** As `callEngine`, and no text is lost. @throws {TranslationRefusedError} also for an empty answer to a text that has letters */
export async function askEngine(engine: TranslationEngine, texts: readonly string[], options: TranslateOptions): Promise<string[]> {
  const answers = await callEngine(engine, texts, options);
  const lost = texts.findIndex((text, index) => /\p{L}/u.test(plainText(text)) && plainText(answers[index] ?? '').trim() === '');
  if (lost >= 0) throw new TranslationRefusedError(`${engine.name} gave an empty answer to a text of ${texts[lost]?.length} characters`);
  return answers;
}
