-- row asset (id asset_id, serial text, product product_id, organisation organisation_id, site site_id?, contract contract_id?, release release_id?, host text, location text, shipped_at instant?, warranty_ends_at instant?, product_code text, product_name text, software text, end_of_life_at instant?, organisation_name text, release_name text?, contract_number text?, tier text?, covers_hardware bool?, covers_software bool?, contract_starts_at instant?, contract_ends_at instant?)

-- query asset_by_serial(serial text) maybe asset
SELECT a.id, a.serial, a.product_id, a.organisation_id, a.site_id, a.contract_id, a.release_id, a.host, a.location,
       a.shipped_at, a.warranty_ends_at, p.code AS product_code, p.name AS product_name, p.software, p.end_of_life_at, o.name AS organisation_name, r.name AS release_name,
       c.number AS contract_number, c.tier, c.hardware AS covers_hardware, c.software AS covers_software, c.starts_at AS contract_starts_at, c.ends_at AS contract_ends_at
  FROM asset a JOIN product p ON p.id = a.product_id JOIN organisation o ON o.id = a.organisation_id
  LEFT JOIN release r ON r.id = a.release_id LEFT JOIN contract c ON c.id = a.contract_id
 WHERE a.serial = :serial
   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM membership m WHERE m.person_id = :viewer AND m.organisation_id = a.organisation_id));

-- query asset_list(organisation organisation_id, after text, find text, limit int) many asset
SELECT a.id, a.serial, a.product_id, a.organisation_id, a.site_id, a.contract_id, a.release_id, a.host, a.location,
       a.shipped_at, a.warranty_ends_at, p.code AS product_code, p.name AS product_name, p.software, p.end_of_life_at, o.name AS organisation_name, r.name AS release_name,
       c.number AS contract_number, c.tier, c.hardware AS covers_hardware, c.software AS covers_software, c.starts_at AS contract_starts_at, c.ends_at AS contract_ends_at
  FROM asset a JOIN product p ON p.id = a.product_id JOIN organisation o ON o.id = a.organisation_id
  LEFT JOIN release r ON r.id = a.release_id LEFT JOIN contract c ON c.id = a.contract_id
 WHERE (:organisation = 0 OR a.organisation_id = :organisation) AND a.serial > :after
   AND (:find = '' OR a.serial LIKE :find || '%' OR lower(a.host) LIKE '%' || lower(:find) || '%' OR p.code LIKE '%' || upper(:find) || '%')
   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM membership m WHERE m.person_id = :viewer AND m.organisation_id = a.organisation_id))
 ORDER BY a.serial LIMIT :limit;

-- query asset_put(serial text, product product_id, organisation organisation_id, site site_id?, contract contract_id?, release release_id?, host text, location text, shipped instant?, warranty instant?) exec
-- unscoped: written by an importer that asks MAY_IMPORT_ASSETS
INSERT INTO asset (serial, product_id, organisation_id, site_id, contract_id, release_id, host, location, shipped_at, warranty_ends_at)
VALUES (:serial, :product, :organisation, :site, :contract, :release, :host, :location, :shipped, :warranty)
ON CONFLICT (serial) DO UPDATE SET product_id = excluded.product_id, organisation_id = excluded.organisation_id,
  site_id = excluded.site_id, contract_id = excluded.contract_id, release_id = excluded.release_id,
  host = excluded.host, location = excluded.location, shipped_at = excluded.shipped_at,
  warranty_ends_at = excluded.warranty_ends_at;

-- row contract (id contract_id, number text, organisation organisation_id, tier text, hardware bool, software bool, starts_at instant, ends_at instant)

-- query contract_by_number(number text) maybe contract
-- unscoped: asked by the importer and by entitlement, which checks the organisation
SELECT id, number, organisation_id, tier, hardware, software, starts_at, ends_at FROM contract WHERE number = :number;

-- query contract_put(number text, organisation organisation_id, tier text, hardware bool, software bool, starts instant, ends instant) one (id contract_id)
-- unscoped: written by an importer that asks MAY_IMPORT_ASSETS
INSERT INTO contract (number, organisation_id, tier, hardware, software, starts_at, ends_at)
VALUES (:number, :organisation, :tier, :hardware, :software, :starts, :ends)
ON CONFLICT (number) DO UPDATE SET tier = excluded.tier, hardware = excluded.hardware,
  software = excluded.software, starts_at = excluded.starts_at, ends_at = excluded.ends_at
RETURNING id;

-- query contract_covers(contract contract_id, product product_id) exec
INSERT INTO contract_product (contract_id, product_id) VALUES (:contract, :product)
ON CONFLICT (contract_id, product_id) DO NOTHING;

-- query contract_for_software(organisation organisation_id, product product_id, now instant) maybe contract
-- unscoped: entitlement, for an organisation that the caller has checked
SELECT c.id, c.number, c.organisation_id, c.tier, c.hardware, c.software, c.starts_at, c.ends_at
  FROM contract c JOIN contract_product cp ON cp.contract_id = c.id
 WHERE c.organisation_id = :organisation AND cp.product_id = :product AND c.software = 1
   AND c.starts_at <= :now AND c.ends_at > :now
 ORDER BY c.ends_at DESC LIMIT 1;

-- query contract_list(organisation organisation_id) many contract
SELECT c.id, c.number, c.organisation_id, c.tier, c.hardware, c.software, c.starts_at, c.ends_at
  FROM contract c
 WHERE c.organisation_id = :organisation
   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM membership m WHERE m.person_id = :viewer AND m.organisation_id = c.organisation_id))
 ORDER BY c.ends_at DESC LIMIT 200;

-- query asset_insert(serial text, product product_id, organisation organisation_id, contract contract_id?, release release_id?, host text, location text, shipped instant?, warranty instant?) one (id asset_id)
-- unscoped: written by a verb that asks MAY_EDIT_ASSETS
INSERT INTO asset (serial, product_id, organisation_id, contract_id, release_id, host, location, shipped_at, warranty_ends_at)
VALUES (:serial, :product, :organisation, :contract, :release, :host, :location, :shipped, :warranty) RETURNING id;

-- The site is of the organisation: it goes with it.
-- query asset_update(id asset_id, product product_id, organisation organisation_id, contract contract_id?, release release_id?, host text, location text, shipped instant?, warranty instant?) changes
-- unscoped: written by a verb that asks MAY_EDIT_ASSETS
UPDATE asset SET product_id = :product, site_id = CASE WHEN organisation_id = :organisation THEN site_id END,
       organisation_id = :organisation, contract_id = :contract, release_id = :release,
       host = :host, location = :location, shipped_at = :shipped, warranty_ends_at = :warranty
 WHERE id = :id;

-- query asset_set_contract(id asset_id, contract contract_id?) changes
-- unscoped: written by a verb that asks MAY_MANAGE_CONTRACTS
UPDATE asset SET contract_id = :contract WHERE id = :id;

-- query asset_of_contract(contract contract_id, after text, limit int) many asset
SELECT a.id, a.serial, a.product_id, a.organisation_id, a.site_id, a.contract_id, a.release_id, a.host, a.location,
       a.shipped_at, a.warranty_ends_at, p.code AS product_code, p.name AS product_name, p.software, p.end_of_life_at, o.name AS organisation_name, r.name AS release_name,
       c.number AS contract_number, c.tier, c.hardware AS covers_hardware, c.software AS covers_software, c.starts_at AS contract_starts_at, c.ends_at AS contract_ends_at
  FROM asset a JOIN product p ON p.id = a.product_id JOIN organisation o ON o.id = a.organisation_id
  LEFT JOIN release r ON r.id = a.release_id LEFT JOIN contract c ON c.id = a.contract_id
 WHERE a.contract_id = :contract AND a.serial > :after
   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM membership m WHERE m.person_id = :viewer AND m.organisation_id = a.organisation_id))
 ORDER BY a.serial LIMIT :limit;

-- query contract_load(id contract_id) one contract
SELECT c.id, c.number, c.organisation_id, c.tier, c.hardware, c.software, c.starts_at, c.ends_at
  FROM contract c
 WHERE c.id = :id
   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM membership m WHERE m.person_id = :viewer AND m.organisation_id = c.organisation_id));

-- query contract_insert(number text, organisation organisation_id, tier text, hardware bool, software bool, starts instant, ends instant) one (id contract_id)
-- unscoped: written by a verb that asks MAY_MANAGE_CONTRACTS
INSERT INTO contract (number, organisation_id, tier, hardware, software, starts_at, ends_at)
VALUES (:number, :organisation, :tier, :hardware, :software, :starts, :ends) RETURNING id;

-- query contract_update(id contract_id, number text, tier text, hardware bool, software bool, starts instant, ends instant) changes
-- unscoped: written by a verb that asks MAY_MANAGE_CONTRACTS
UPDATE contract SET number = :number, tier = :tier, hardware = :hardware, software = :software,
       starts_at = :starts, ends_at = :ends WHERE id = :id;

-- query contract_uncovers(contract contract_id, product product_id) changes
DELETE FROM contract_product WHERE contract_id = :contract AND product_id = :product;

-- query contract_products(contract contract_id) many (id product_id, code text, name text)
SELECT p.id, p.code, p.name FROM contract_product cp JOIN product p ON p.id = cp.product_id
 WHERE cp.contract_id = :contract ORDER BY p.code LIMIT 1000;

-- By number; of one organisation, or of all.
-- query contract_page(organisation organisation_id, find text, after text, limit int) many (id contract_id, number text, organisation organisation_id, organisation_name text, tier text, hardware bool, software bool, starts_at instant, ends_at instant)
SELECT c.id, c.number, c.organisation_id AS organisation, o.name AS organisation_name, c.tier, c.hardware, c.software, c.starts_at, c.ends_at
  FROM contract c JOIN organisation o ON o.id = c.organisation_id
 WHERE c.number > :after AND (:organisation = 0 OR c.organisation_id = :organisation)
   AND (:find = '' OR c.number LIKE '%' || :find || '%' OR lower(c.tier) LIKE '%' || lower(:find) || '%')
   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM membership m WHERE m.person_id = :viewer AND m.organisation_id = c.organisation_id))
 ORDER BY c.number LIMIT :limit;
