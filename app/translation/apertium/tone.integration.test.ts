import { afterAll, expect, test } from 'vitest';
import { createApertiumEngine } from './apertium-engine.ts';

const engine = createApertiumEngine({ resilience: { firstDelayMs: 10 } });
afterAll(() => engine.close());

const SENTENCES: readonly (readonly [english: string, formal: string, informal: string])[] = [
  ['You can open your house.', 'Puede abrir su casa.', 'Puedes abrir tu casa.'],
  ['You have three days.', 'Tiene tres días.', 'Tienes tres días.'],
  ['Your payment is late.', 'Su pago es tarde.', 'Tu pago es tarde.'],
  ['Your documents are here.', 'Sus documentos son aquí.', 'Tus documentos son aquí.'],
  ['We will send it to you.', 'Lo enviaremos a usted.', 'Lo enviaremos a ti.'],
  ['This is for you.', 'Esto es para usted.', 'Esto es para ti.'],
  ['The house is yours.', 'La casa es la suya.', 'La casa es la tuya.'],
  ['Do you have your papers?', 'Tiene sus papeles?', 'Tienes tus papeles?'],
  ['You will be happy.', 'Será feliz.', 'Serás feliz.'],
  ['You must sign your contract.', 'Tiene que firmar su contrato.', 'Tienes que firmar tu contrato.'],
  ['You should read this.', 'Tendría que leer esto.', 'Tendrías que leer esto.'],
  ['You would buy the house.', 'Compraría la casa.', 'Comprarías la casa.'],
  ['We want to help you.', 'Le queremos ayudar.', 'Te queremos ayudar.'],
  ['We are helping you.', 'Estamos ayudándole.', 'Estamos ayudándote.'],
  ['We can give it to you.', 'Lo podemos dar a usted.', 'Lo podemos dar a ti.'],
  ['If you need help, you can contact us.', 'Si necesita ayuda, nos puede contactar.', 'Si necesitas ayuda, nos puedes contactar.'],
  ['You have been told.', 'Ha sido dicho.', 'Has sido dicho.'],
  ['You had eaten.', 'Había comido.', 'Habías comido.'],
  ['You and your family can come.', 'Usted y su familia pueden venir.', 'Tú y tu familia podéis venir.'],
  ['YOUR RIGHTS', 'SUS DERECHOS', 'TUS DERECHOS'],
  ['Your account and your password are safe.', 'Su cuenta y su contraseña son seguras.', 'Tu cuenta y tu contraseña son seguras.'],
  ['You see your friends every day.', 'Ve sus amigos todos los días.', 'Ves tus amigos todos los días.'],
  ['I want to see you.', 'Le quiero ver.', 'Te quiero ver.'],
  ['He sold it to you.', 'Lo vendió a usted.', 'Lo vendió a ti.'],
];

test.each(SENTENCES)('%s', async (english, formal, informal) => {
  const say = async (tone: 'formal' | 'informal') => (await engine.translate([english], { from: 'en', to: 'es', tone }))[0];
  expect(await say('formal')).toBe(formal);
  expect(await say('informal')).toBe(informal);
});

test('tones asked for side by side do not mix', async () => {
  const tones = Array.from({ length: 30 }, (_, index) => (['formal', 'neutral', 'informal'] as const)[index % 3] ?? 'neutral');
  const answers = await Promise.all(tones.map((tone) => engine.translate(['Your house.'], { from: 'en', to: 'es', tone })));
  const expected = { formal: 'Su casa.', neutral: 'Vuestra casa.', informal: 'Tu casa.' };
  expect(answers.flat()).toEqual(tones.map((tone) => expected[tone]));
});

test('says where it has no tone, and translates there all the same', async () => {
  expect(await engine.tones({ from: 'en', to: 'es' })).toEqual(['formal', 'neutral', 'informal']);
  expect(await engine.tones({ from: 'es', to: 'en' })).toEqual(['neutral']);
  expect(await engine.translate(['La casa.'], { from: 'es', to: 'en', tone: 'formal' })).toEqual(['The house.']);
});

test('an analysis that dies in the middle is noticed too', async () => {
  await engine.translate(['The house.'], { from: 'en', to: 'es' });
  const pid = engine.pid({ from: 'en', to: 'es' }) ?? 0;
  const pending = Promise.all(
    Array.from({ length: 20 }, () => engine.translate(['Your house is black.'], { from: 'en', to: 'es', tone: 'formal' })),
  );
  process.kill(-pid, 'SIGKILL');
  expect(new Set((await pending).flat())).toEqual(new Set(['Su casa es negra.']));
});

test('inline style moves with its words', async () => {
  const [first, second] = await engine.translate(
    [
      'Press the <s1>black button</s1> to open <k2>config.ini</k2> &amp; read it<k3>1</k3>.',
      '<s4>Note:</s4> see <s5>https://a.example/x</s5>.',
    ],
    { from: 'en', to: 'es' },
  );
  expect(first).toContain('<s1>botón negro</s1>');
  expect(first).toContain('<k2>config.ini</k2> &amp; ');
  expect(first).toMatch(/\p{L}<k3>1<\/k3>\.$/u);
  expect(second).toMatch(/^<s4>Nota:<\/s4> .*<s5>https:\/\/a\.example\/x<\/s5>\.$/);
});
