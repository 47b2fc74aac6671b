-- The devices under a contract are listed on its page.
CREATE INDEX asset_by_contract ON asset (contract_id, serial);
