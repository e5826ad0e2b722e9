#ifndef EVRAK_CCHILD_H
#define EVRAK_CCHILD_H

#include <stddef.h>
#include <sys/types.h>

// What children need of Linux that Swift's module of the C library does not show.

// Bytes in a file without a name, in memory, sealed against change, at its start, closed on exec.
// Returns the descriptor, or a negative error number.
int cchild_memory_file(const void *bytes, size_t count);

struct cchild {
  pid_t process;
  // Reading ends, closed on exec.
  int output;
  int complaint;
};

// Starts a program in a process group of its own, with `input` as standard input, pipes as output and error, no other
// descriptor, default signal handling, and no environment but the given one. Both lists end in a null.
// Returns 0 or an error number.
int cchild_start(char *const arguments[], char *const environment[], int input, struct cchild *child);

#endif
