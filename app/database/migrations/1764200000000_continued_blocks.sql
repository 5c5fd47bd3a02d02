-- Up Migration

-- The block that a block's last sentence goes on in, in the next column or on the next page: they are translated as one text.
ALTER TABLE blocks ADD continued_in text;

-- Down Migration

ALTER TABLE blocks DROP continued_in;
