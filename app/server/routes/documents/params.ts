import { Type } from 'typebox';
import { BlockId } from '../../../domain/documents/document.ts';

const DocumentId = Type.String({ format: 'uuid' });

export const DocumentParams = Type.Object({ documentId: DocumentId });
export const BlockParams = Type.Object({ documentId: DocumentId, blockId: BlockId });
