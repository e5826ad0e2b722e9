// Counts what a program asks of the allocator; loaded ahead of the C library, so that no measured program need change.
//
//   LD_PRELOAD=count_allocations.so PROGRAM …      prints "allocations N" on standard error at the end
//
// malloc, calloc, realloc and the aligned forms count as one each. glibc only: it forwards to the names that
// glibc keeps for such libraries.

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static atomic_ullong calls;

static void count(void) { atomic_fetch_add_explicit(&calls, 1, memory_order_relaxed); }

void *malloc(size_t size) {
    count();
    return __libc_malloc(size);
}

void *calloc(size_t members, size_t size) {
    count();
    return __libc_calloc(members, size);
}

void *realloc(void *old, size_t size) {
    count();
    return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
    count();
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **result, size_t alignment, size_t size) {
    void *found = memalign(alignment, size);
    if (!found) return ENOMEM;
    *result = found;
    return 0;
}

__attribute__((destructor)) static void tell(void) { fprintf(stderr, "allocations %llu\n", atomic_load(&calls)); }
