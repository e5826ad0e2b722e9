#ifndef EVRAK_CLINUX_H
#define EVRAK_CLINUX_H

#include <stddef.h>
#include <stdint.h>

// What the search index needs of the processor and of Linux that Swift does not show.

// Brings the line of memory at an address near the processor. Nothing waits for it, and the address may be any.
static inline void clinux_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

// The same for memory that will be written.
static inline void clinux_prefetch_to_write(const void *address) { __builtin_prefetch(address, 1, 3); }

// Lets the system begin to write a part of a file to the disk, and does not wait for it. Promises nothing of what is there
// after a crash: that is fdatasync's part. Returns 0 or an error number.
int clinux_begin_writing(int descriptor, int64_t offset, int64_t count);

#endif
