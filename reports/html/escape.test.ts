import { describe, expect, it } from 'vitest';
import { anchor, escapeHtml, html, relativeHref, trusted } from './escape.ts';

describe('html', () => {
  it('escapes what is interpolated, between tags and inside attributes', () => {
    const evil = `"><script>alert('x')</script>`;
    expect(html`<p title="${evil}">${evil}</p>`.text).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;">&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</p>',
    );
  });

  it('keeps nested templates, joins lists and leaves out what is absent', () => {
    const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
    expect(html`<ul>${items}${undefined}${null}${false}${0}</ul>`.text).toBe('<ul><li>a</li><li>&lt;b&gt;</li>0</ul>');
  });

  it('does not take an object of another make for safe markup', () => {
    const fake = JSON.parse('{"text":"<script>"}');
    expect(() => html`${fake}`).toThrow();
  });

  it('writes constants as they are only when they are marked', () => {
    expect(html`${trusted('<b>')}${'<b>'}`.text).toBe('<b>&lt;b&gt;');
  });
});

describe('escapeHtml', () => {
  it('makes characters visible that would hide or reorder text', () => {
    expect(escapeHtml('\u202eSSAP\u0000\u001b[31m\u2066')).toBe('\ufffdSSAP\ufffd\ufffd[31m\ufffd');
    expect(escapeHtml('a\ud800b')).toBe('a\ufffdb');
    expect(escapeHtml('two\nlines\tand – “quotes”')).toBe('two\nlines\tand – “quotes”');
  });
});

describe('relativeHref', () => {
  it('encodes every segment, so that no path becomes a scheme or a host', () => {
    expect(relativeHref('evidence/load 200/k6 "x".json')).toBe('evidence/load%20200/k6%20%22x%22.json');
    expect(relativeHref('javascript:alert(1)')).toBe('javascript%3Aalert(1)');
    expect(relativeHref('evidence/?a#b')).toBe('evidence/%3Fa%23b');
  });

  it.each(['../secret', 'evidence/../../x', '/etc/passwd', '//evil.example/x', 'evidence//x', 'evidence/./x', 'evidence/..\\x', ''])(
    'refuses %j',
    (path) => {
      expect(relativeHref(path)).toBeUndefined();
    },
  );
});

describe('anchor', () => {
  it('keeps ids as they are and nothing else', () => {
    expect(anchor('PERF-02.sign-in')).toBe('PERF-02.sign-in');
    expect(anchor('"><x y')).toBe('___x_y');
  });
});
