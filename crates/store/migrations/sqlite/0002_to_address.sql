-- The giver named the receiver by an e-mail address, and does not know whose it is. Of older rows we know it where the
-- address was nobody's account.
ALTER TABLE recognitions ADD COLUMN to_address INTEGER NOT NULL DEFAULT 0;
UPDATE recognitions SET to_address = 1
    WHERE letter_to IS NOT NULL AND receiver_id IN (SELECT id FROM actors WHERE guest = 1);
