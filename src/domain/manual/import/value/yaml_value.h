/* yaml_value.h - a YAML file as values (js.h): mkdocs.yml */
#pragma once

#include "domain/manual/import/value/js.h"

/* ERR_INVALID, with line and reason, when it is no YAML. Tags and anchors are let be. */
NODISCARD error yaml_value(struct ctx *, struct str text, struct js_value *out);
