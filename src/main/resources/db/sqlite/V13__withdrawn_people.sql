-- Who may work no more stays, so that nobody else gets the ID; the newest line of a person says so too.
ALTER TABLE person ADD COLUMN active BOOLEAN NOT NULL DEFAULT true;
