#ifndef EVRAK_CPUBLICSUFFIX_SHIM_H
#define EVRAK_CPUBLICSUFFIX_SHIM_H

#include <libpsl.h>

#endif
