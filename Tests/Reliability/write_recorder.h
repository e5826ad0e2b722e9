// How write_recorder.c writes its log, and how it tells which file a call is about. Included once.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum operation {
    OPEN = 1, CREATE, WRITE, TRUNCATE, ALLOCATE, RENAME, UNLINK, LINK, MKDIR, RMDIR,
    SYNC_BEGIN, SYNC_END, SYNC_ALL, MSYNC, MAP_WRITABLE, STDOUT, UNSEEN,
};
enum { FLAG_SYNCED = 1 }; // O_SYNC or O_DSYNC: this write alone is durable when it returns

// Little-endian hosts only, as recording.py reads it: "<IHHIIQQQII".
struct record {
    uint32_t magic;
    uint16_t operation, flags;
    uint32_t process, thread;
    uint64_t inode, offset, argument;
    uint32_t first_length, second_length; // bytes that follow: data or path, second path
};

static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX];
static size_t root_length;
static int log_descriptor = -1;
static unsigned long calls, kill_at;
static int torn;

static void lock(void) { pthread_mutex_lock(&order); }
static void unlock(void) { pthread_mutex_unlock(&order); }

static void die(void) {
    syscall(SYS_kill, (pid_t)syscall(SYS_getpid), SIGKILL);
    for (;;) pause();
}

// Appends one record with a single writev, so that records of several processes do not mix. Callers hold the mutex.
static void emit(enum operation operation, unsigned flags, uint64_t inode, uint64_t offset, uint64_t argument,
                 const void *first, size_t first_length, const void *second, size_t second_length) {
    int saved = errno;
    if (log_descriptor >= 0) {
        struct record head = {0x45565243, (uint16_t)operation, (uint16_t)flags, (uint32_t)syscall(SYS_getpid),
            (uint32_t)syscall(SYS_gettid), inode, offset, argument, (uint32_t)first_length, (uint32_t)second_length};
        struct iovec parts[3] = {{&head, sizeof head}, {(void *)first, first_length}, {(void *)second, second_length}};
        ssize_t whole = (ssize_t)(sizeof head + first_length + second_length);
        if (syscall(SYS_writev, log_descriptor, parts, 3) != whole) {
            static const char text[] = "write_recorder: the log could not be written\n";
            syscall(SYS_write, 2, text, sizeof text - 1);
            die(); // a record with a gap would prove nothing
        }
    }
    if (++calls == kill_at) die();
    errno = saved;
}

static int below_root(const char *path) {
    return root_length && strncmp(path, root, root_length) == 0 && (path[root_length] == '/' || path[root_length] == 0);
}

// Whether the descriptor is a file or folder below the root; its path and state. Never touches errno.
static int watched(int descriptor, char *path, struct stat *state) {
    char link[64];
    int saved = errno, yes = 0;
    if (root_length && descriptor >= 0) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
        ssize_t length = readlink(link, path, PATH_MAX - 1);
        if (length > 0) {
            path[length] = 0;
            yes = below_root(path) && fstat(descriptor, state) == 0 && (S_ISREG(state->st_mode) || S_ISDIR(state->st_mode));
        }
    }
    errno = saved;
    return yes;
}

// The absolute path that (folder, path) names: its parent resolved, its last part left alone, as rename and unlink see it.
static int resolve(int folder, const char *path, char *out) {
    char joined[2 * PATH_MAX], parent[PATH_MAX];
    int saved = errno, yes = 0;
    if (!root_length || !path) return 0;
    if (path[0] == '/') {
        snprintf(joined, sizeof joined, "%s", path);
    } else {
        char link[64], base[PATH_MAX];
        if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
        else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, base, sizeof base - 1);
        if (length <= 0) { errno = saved; return 0; }
        base[length] = 0;
        snprintf(joined, sizeof joined, "%s/%s", base, path);
    }
    size_t end = strlen(joined);
    while (end > 1 && joined[end - 1] == '/') joined[--end] = 0;
    char *slash = strrchr(joined, '/');
    if (slash) {
        *slash = 0;
        if (realpath(slash == joined ? "/" : joined, parent)) {
            int length = snprintf(out, PATH_MAX, "%s/%s", strcmp(parent, "/") ? parent : "", slash + 1);
            yes = length < PATH_MAX && below_root(out);
        }
    }
    errno = saved;
    return yes;
}
