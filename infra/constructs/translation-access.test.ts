import { parseConfig } from '@transkeep/app/config/config.ts';
import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import type { Translation } from '../environments.ts';
import { synthesised } from '../testing/synthesised.ts';

const KEYS = ['DEEPL_API_KEY', 'CHAT_API_KEY'];
const ENGINES: { translation: Translation; key?: string; secret?: string; rights: Record<string, string[]> }[] = [
  { translation: { engine: 'apertium' }, rights: {} },
  { translation: { engine: 'deepl', usdPerMillionCharacters: 25 }, key: 'DEEPL_API_KEY', secret: 'deepl', rights: {} },
  {
    translation: {
      engine: 'openai-compatible',
      usdPerMillionCharacters: 5,
      apiUrl: 'https://chat.example/v1',
      model: 'm',
      languages: ['en', 'es'],
    },
    key: 'CHAT_API_KEY',
    secret: 'chat',
    rights: {},
  },
  {
    translation: { engine: 'aws', usdPerMillionCharacters: 15 },
    rights: { Api: ['translate:ListLanguages'], Worker: ['translate:ListLanguages', 'translate:TranslateText'] },
  },
];

describe.each(ENGINES)('$translation.engine', ({ translation, key, secret, rights }) => {
  const { compute } = synthesised('production', { translation });
  const tasks = Object.values(compute.findResources('AWS::ECS::TaskDefinition'))
    .flatMap(({ Properties }) => Properties.ContainerDefinitions)
    .filter(({ Name, Command }) => Name === 'app' && Command[1] !== 'app/database/migrate.ts');

  test('gives both processes its own key, from Secrets Manager, and no other', () => {
    expect(tasks).toHaveLength(2);
    for (const { Secrets, Environment } of tasks) {
      const given = Secrets.filter(({ Name }: { Name: string }) => KEYS.includes(Name));
      expect(given.map(({ Name }: { Name: string }) => Name)).toEqual(key ? [key] : []);
      if (secret) expect(JSON.stringify(given[0].ValueFrom)).toContain(`:secret:transkeep/production/${secret}`);
      expect(JSON.stringify(Environment)).not.toContain('API_KEY');
    }
  });

  test('gives settings with which the app starts', () => {
    for (const { Environment } of tasks) {
      const plain = Object.fromEntries(Environment.map(({ Name, Value }: { Name: string; Value: unknown }) => [Name, Value]));
      const { translation: parsed } = parseConfig({ ...plain, ...CREDENTIALS, ...(key && { [key]: 'a key' }) });
      expect(parsed.engine).toBe(translation.engine);
      expect(parsed.usdPerMillionCharacters).toBe('usdPerMillionCharacters' in translation ? translation.usdPerMillionCharacters : 0);
      if (translation.engine === 'aws') expect(parsed.engines.aws).toEqual({ region: 'eu-central-1' });
      if (translation.engine === 'openai-compatible')
        expect(parsed.engines.chat).toEqual({ url: translation.apiUrl, apiKey: 'a key', model: 'm', languages: ['en', 'es'] });
    }
  });

  test('lets the worker alone translate, and nobody what the engine does not need', () => {
    expect(translateRights(compute)).toEqual(rights);
  });
});

const CREDENTIALS = {
  S3_BUCKET: 'resolved-when-deployed',
  DATABASE_URL: 'postgresql://transkeep_app:x@host:5432/transkeep?sslmode=verify-full',
  QUEUE_REDIS_URL: 'rediss://default:x@queue:6379',
  CACHE_REDIS_URL: 'rediss://default:x@cache:6379',
  JWT_SECRET: 'x'.repeat(64),
};

/** The actions of Amazon Translate that each role may take, by the first word of the role's task. */
function translateRights(compute: Template): Record<string, string[]> {
  const rights: Record<string, string[]> = {};
  for (const { Properties } of Object.values(compute.findResources('AWS::IAM::Policy'))) {
    const actions = Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action).filter(
      (action: string) => action.startsWith('translate:'),
    );
    if (actions.length > 0) rights[/^(?:Api|Worker)/.exec(JSON.stringify(Properties.Roles[0].Ref).slice(1))?.[0] ?? 'another'] = actions;
  }
  return rights;
}
