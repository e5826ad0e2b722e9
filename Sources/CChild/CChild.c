#define _GNU_SOURCE
#include "CChild.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <unistd.h>

int cchild_memory_file(const void *bytes, size_t count) {
  int file = memfd_create("document", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (file < 0) return -errno;
  for (size_t at = 0; at < count;) {
    ssize_t written = write(file, (const char *)bytes + at, count - at);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      int fault = written < 0 ? errno : EIO;
      close(file);
      return -fault;
    }
    at += (size_t)written;
  }
  if (fcntl(file, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0 ||
      lseek(file, 0, SEEK_SET) != 0) {
    int fault = errno;
    close(file);
    return -fault;
  }
  return file;
}

static int spawn(char *const arguments[], char *const environment[], const int descriptors[3], pid_t *process) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int fault = posix_spawn_file_actions_init(&actions);
  if (fault != 0) return fault;
  fault = posix_spawnattr_init(&attributes);
  if (fault != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return fault;
  }
  for (int number = 0; number < 3 && fault == 0; number++)
    fault = posix_spawn_file_actions_adddup2(&actions, descriptors[number], number);
  // Whatever else is open here, the archive and its sockets, is not for the child.
  if (fault == 0) fault = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  // A service ignores signals that must end a child.
  sigset_t signals;
  sigfillset(&signals);
  if (fault == 0) fault = posix_spawnattr_setsigdefault(&attributes, &signals);
  sigemptyset(&signals);
  if (fault == 0) fault = posix_spawnattr_setsigmask(&attributes, &signals);
  if (fault == 0) fault = posix_spawnattr_setpgroup(&attributes, 0);
  if (fault == 0)
    fault = posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  if (fault == 0) fault = posix_spawn(process, arguments[0], &actions, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return fault;
}

int cchild_start(char *const arguments[], char *const environment[], int input, struct cchild *child) {
  int output[2], complaint[2];
  if (pipe2(output, O_CLOEXEC) != 0) return errno;
  if (pipe2(complaint, O_CLOEXEC) != 0) {
    int fault = errno;
    close(output[0]);
    close(output[1]);
    return fault;
  }
  const int descriptors[3] = {input, output[1], complaint[1]};
  int fault = spawn(arguments, environment, descriptors, &child->process);
  close(output[1]);
  close(complaint[1]);
  if (fault != 0) {
    close(output[0]);
    close(complaint[0]);
    return fault;
  }
  child->output = output[0];
  child->complaint = complaint[0];
  return 0;
}
