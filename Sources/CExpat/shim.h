#ifndef EVRAK_CEXPAT_SHIM_H
#define EVRAK_CEXPAT_SHIM_H

#include <expat.h>

#endif
