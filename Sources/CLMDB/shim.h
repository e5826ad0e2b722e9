#ifndef EVRAK_CLMDB_SHIM_H
#define EVRAK_CLMDB_SHIM_H

#include <lmdb.h>

#endif
