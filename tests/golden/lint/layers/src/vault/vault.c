#include "os/ipc.h"
#include "domain/account/person.h"
