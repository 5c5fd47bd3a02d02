import { type Database, isUniqueViolation, type Transaction } from '../../database/database.ts';
import { DomainError } from '../errors.ts';
import { glossaryRepository as repository } from './glossary-repository.ts';
import { type GlossaryTerm, MAX_TERMS, type NewGlossaryTerm, tidied } from './glossary-term.ts';

/** A user's terms. They hold for what is translated from then on. */
export interface Glossary {
  list(userId: string): Promise<GlossaryTerm[]>;
  /** @throws {DomainError} duplicate-term, too-many-terms */
  add(userId: string, term: NewGlossaryTerm): Promise<GlossaryTerm>;
  /** @throws {DomainError} duplicate-term, not-found: the same for a missing term and for somebody else's */
  change(userId: string, id: string, term: NewGlossaryTerm): Promise<GlossaryTerm>;
  /** @throws {DomainError} not-found */
  remove(userId: string, id: string): Promise<void>;
}

export function createGlossary(database: Database): Glossary {
  const asUser = async <T>(userId: string, work: (transaction: Transaction) => Promise<T>): Promise<T> => {
    try {
      return await database.as({ user: userId }, work);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new DomainError('duplicate-term', 'This term is in the glossary already. Change that one instead.', { cause: error });
    }
  };
  return {
    list: (userId) => asUser(userId, repository.list),

    add: (userId, term) =>
      asUser(userId, async (transaction) => {
        if ((await repository.count(transaction)) >= MAX_TERMS)
          throw new DomainError('too-many-terms', `A glossary holds ${MAX_TERMS} terms. Delete one first.`);
        const added = await repository.insert(transaction, userId, tidied(term));
        if (!added) throw new Error('INSERT … RETURNING gave no row');
        return added;
      }),

    change: (userId, id, term) =>
      asUser(userId, async (transaction) => {
        const changed = await repository.update(transaction, id, tidied(term));
        if (!changed) throw notFound();
        return changed;
      }),

    remove: (userId, id) =>
      asUser(userId, async (transaction) => {
        if (!(await repository.delete(transaction, id))) throw notFound();
      }),
  };
}

function notFound(): DomainError {
  return new DomainError('not-found', 'There is no such term.');
}
