-- row phone_number (id phone_number_id, region text, country text, position int, toll_free text, direct text, hours text, languages text, zone text)

-- query directory_numbers(limit int) many phone_number
SELECT id, region, country, position, toll_free, direct, hours, languages, zone
  FROM phone_number ORDER BY position, id LIMIT :limit;

-- query directory_number(id phone_number_id) maybe phone_number
SELECT id, region, country, position, toll_free, direct, hours, languages, zone FROM phone_number WHERE id = :id;

-- query directory_number_last() one (position int, count int)
SELECT COALESCE(max(position), 0) AS position, count(*) AS count FROM phone_number;

-- query directory_number_insert(region text, country text, position int, toll_free text, direct text, hours text, languages text, zone text) one (id phone_number_id)
INSERT INTO phone_number (region, country, position, toll_free, direct, hours, languages, zone)
VALUES (:region, :country, :position, :toll_free, :direct, :hours, :languages, :zone) RETURNING id;

-- query directory_number_change(id phone_number_id, region text, country text, position int, toll_free text, direct text, hours text, languages text, zone text) changes
UPDATE phone_number SET region = :region, country = :country, position = :position, toll_free = :toll_free,
       direct = :direct, hours = :hours, languages = :languages, zone = :zone WHERE id = :id;

-- query directory_number_drop(id phone_number_id) changes
DELETE FROM phone_number WHERE id = :id;

-- row office (id office_id, region text, name text, position int, address text, phone text, fax text, sales text, zone text)

-- query directory_offices(limit int) many office
SELECT id, region, name, position, address, phone, fax, sales, zone FROM office ORDER BY position, id LIMIT :limit;

-- query directory_office(id office_id) maybe office
SELECT id, region, name, position, address, phone, fax, sales, zone FROM office WHERE id = :id;

-- query directory_office_last() one (position int, count int)
SELECT COALESCE(max(position), 0) AS position, count(*) AS count FROM office;

-- query directory_office_insert(region text, name text, position int, address text, phone text, fax text, sales text, zone text) one (id office_id)
INSERT INTO office (region, name, position, address, phone, fax, sales, zone)
VALUES (:region, :name, :position, :address, :phone, :fax, :sales, :zone) RETURNING id;

-- query directory_office_change(id office_id, region text, name text, position int, address text, phone text, fax text, sales text, zone text) changes
UPDATE office SET region = :region, name = :name, position = :position, address = :address, phone = :phone,
       fax = :fax, sales = :sales, zone = :zone WHERE id = :id;

-- query directory_office_drop(id office_id) changes
DELETE FROM office WHERE id = :id;
