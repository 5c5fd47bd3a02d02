import type { Fault } from '../fault.ts';

/** The refusal of encrypted files is folded into the general one: the user is told something wrong. */
const fault: Fault = {
  id: 'password-called-damage',
  title: 'Password-protected PDF called damaged',
  clause: 'SEC-11.encrypted',
  reason: /instead of encrypted/,
  edits: [
    {
      file: 'app/pdf/extract/open.ts',
      find: "    if (cause instanceof PasswordException) throw new PdfRefusal('encrypted', undefined, { cause });\n",
      replace: '',
    },
  ],
};

export default fault;
