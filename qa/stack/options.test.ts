import { describe, expect, it } from 'vitest';
import { parseStartOptions, UsageError } from './options.ts';

describe('options of npm start', () => {
  it('have defaults', () => {
    expect(parseStartOptions([])).toEqual({ help: false, keep: false, rateLimit: 'on', services: 'embedded', httpsPort: 8443 });
  });

  it('are read', () => {
    expect(parseStartOptions(['--keep', '--rate-limit', 'off', '--port', '9443'])).toMatchObject({
      keep: true,
      rateLimit: 'off',
      httpsPort: 9443,
    });
    expect(parseStartOptions(['--rate-limit=off'])).toMatchObject({ rateLimit: 'off' });
  });

  it.each([
    [['--kep'], /Unknown option '--kep'/],
    [['now'], /now/],
    [['--rate-limit', 'maybe'], /--rate-limit is on or off, not «maybe»/],
    [['--services', 'cloud'], /--services is embedded or containers/],
    [['--port', '70000'], /--port/],
    [['--port', 'x'], /--port/],
  ])('refuse %j in one line', (args, message) => {
    expect(() => parseStartOptions(args)).toThrow(UsageError);
    expect(() => parseStartOptions(args)).toThrow(message);
    expect(() => parseStartOptions(args)).toThrow(/^[^\n]*$/);
  });
});
