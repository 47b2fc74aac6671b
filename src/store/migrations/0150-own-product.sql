-- What an organisation has of each product is counted by the index alone.
CREATE INDEX asset_by_owner ON asset (organisation_id, product_id, release_id);
