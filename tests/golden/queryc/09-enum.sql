-- include "base/actor.h"
-- query person_with(role enum role) many (role enum role, audience enum audience?)
SELECT role, audience FROM person WHERE role = :role LIMIT 10;
