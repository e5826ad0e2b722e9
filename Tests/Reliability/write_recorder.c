// A library for LD_PRELOAD that writes down, in one total order, every call by which a process changes or syncs a file below
// EVRAK_RECORD_ROOT, with the bytes, and every write to standard output (the acknowledgements). recording.py reads the log.
//
//   EVRAK_RECORD_ROOT      folder whose files are watched
//   EVRAK_RECORD_LOG       file that takes the records; unset: calls are only counted
//   EVRAK_RECORD_KILL_AT   N: the process kills itself (SIGKILL) right after its Nth recorded call
//   EVRAK_RECORD_TORN      with KILL_AT, where call N is a write: only its first half is made, in whole sectors
//
// What a descriptor stands for is asked of the kernel at each call, not remembered: no table can go stale when libc opens,
// duplicates or closes descriptors inside itself. Real calls are made with syscall(2), so nothing needs looking up.
//
// A mutex spans each call and its record, but not fsync and fdatasync: those have a record for their begin and one for
// their end, and only what was written before the begin counts as synced. Calls made inside libc by stdio do not pass through
// here; standard output is therefore replaced by a stream that does, and recording.py compares the files with the records at the end.

#include "write_recorder.h"

static ssize_t stream_write(void *cookie, const char *bytes, size_t count);

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("EVRAK_RECORD_ROOT"), *log = getenv("EVRAK_RECORD_LOG"), *at = getenv("EVRAK_RECORD_KILL_AT");
    if (!folder || !realpath(folder, root)) return;
    root_length = strlen(root);
    if (at) kill_at = strtoul(at, NULL, 10);
    torn = getenv("EVRAK_RECORD_TORN") != NULL;
    if (log) {
        int low = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        // High up, so that the program's own descriptors get the numbers that they would have without us.
        log_descriptor = (int)syscall(SYS_fcntl, low, F_DUPFD_CLOEXEC, 500);
        if (log_descriptor < 0) log_descriptor = low; else syscall(SYS_close, low);
    }
    pthread_atfork(lock, unlock, unlock);
    cookie_io_functions_t functions = {.write = stream_write};
    FILE *stream = fopencookie(NULL, "w", functions);
    if (stream) stdout = stream;
}

// MARK: opening and names

static int record_open(int folder, const char *path, int flags, mode_t mode) {
    char named[PATH_MAX];
    struct stat after;
    lock();
    int existed = !(flags & O_CREAT) || syscall(SYS_faccessat, folder, path, F_OK) == 0;
    int descriptor = (int)syscall(SYS_openat, folder, path, flags, mode);
    if (descriptor >= 0 && watched(descriptor, named, &after)) {
        if (!existed) emit(CREATE, 0, after.st_ino, 0, (uint64_t)flags, named, strlen(named), NULL, 0);
        else if (flags & O_TRUNC) emit(TRUNCATE, 0, after.st_ino, 0, 0, NULL, 0, NULL, 0);
        if ((flags & O_ACCMODE) != O_RDONLY) emit(OPEN, (flags & O_DSYNC) ? FLAG_SYNCED : 0, after.st_ino, 0, (uint64_t)flags, named, strlen(named), NULL, 0);
    }
    unlock();
    return descriptor;
}

#define MODE_ARGUMENT(last) mode_t mode = 0; if (flags & (O_CREAT | __O_TMPFILE)) { va_list list; va_start(list, last); mode = va_arg(list, mode_t); va_end(list); }
int open(const char *path, int flags, ...) { MODE_ARGUMENT(flags) return record_open(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_ARGUMENT(flags) return record_open(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE_ARGUMENT(flags) return record_open(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE_ARGUMENT(flags) return record_open(folder, path, flags, mode); }
int __open_2(const char *path, int flags) { return record_open(AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { return record_open(AT_FDCWD, path, flags, 0); }
int __openat_2(int folder, const char *path, int flags) { return record_open(folder, path, flags, 0); }
int __openat64_2(int folder, const char *path, int flags) { return record_open(folder, path, flags, 0); }
int creat(const char *path, mode_t mode) { return record_open(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return record_open(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

static int record_temporary(const char *name, char *pattern, int suffix, int flags) {
    int (*next)(char *, int, int) = (int (*)(char *, int, int))dlsym(RTLD_NEXT, name);
    char path[PATH_MAX];
    struct stat state;
    lock();
    int descriptor = next ? next(pattern, suffix, flags) : (errno = ENOSYS, -1);
    if (descriptor >= 0 && watched(descriptor, path, &state)) emit(CREATE, 0, state.st_ino, 0, (uint64_t)flags, path, strlen(path), NULL, 0);
    unlock();
    return descriptor;
}
int mkostemps(char *pattern, int suffix, int flags) { return record_temporary("mkostemps", pattern, suffix, flags); }
int mkostemps64(char *pattern, int suffix, int flags) { return record_temporary("mkostemps", pattern, suffix, flags); }
int mkostemp(char *pattern, int flags) { return record_temporary("mkostemps", pattern, 0, flags); }
int mkostemp64(char *pattern, int flags) { return record_temporary("mkostemps", pattern, 0, flags); }
int mkstemps(char *pattern, int suffix) { return record_temporary("mkostemps", pattern, suffix, 0); }
int mkstemps64(char *pattern, int suffix) { return record_temporary("mkostemps", pattern, suffix, 0); }
int mkstemp(char *pattern) { return record_temporary("mkostemps", pattern, 0, 0); }
int mkstemp64(char *pattern) { return record_temporary("mkostemps", pattern, 0, 0); }

// A stdio stream that can write hides its writes from us; that it exists is recorded, and replay refuses to go on.
static FILE *record_stream(const char *name, const char *path, const char *mode) {
    FILE *(*next)(const char *, const char *) = (FILE * (*)(const char *, const char *))dlsym(RTLD_NEXT, name);
    char named[PATH_MAX];
    if (!next) { errno = ENOSYS; return NULL; }
    FILE *stream = next(path, mode);
    if (stream && (strpbrk(mode, "wa+")) && resolve(AT_FDCWD, path, named)) {
        lock();
        emit(UNSEEN, 0, 0, 0, 0, named, strlen(named), NULL, 0);
        unlock();
    }
    return stream;
}
FILE *fopen(const char *path, const char *mode) { return record_stream("fopen", path, mode); }
FILE *fopen64(const char *path, const char *mode) { return record_stream("fopen64", path, mode); }

static int record_rename(int from_folder, const char *from, int to_folder, const char *to, unsigned flags, int is_link) {
    char old[PATH_MAX], new[PATH_MAX];
    lock();
    int inside = resolve(from_folder, from, old), inside_too = resolve(to_folder, to, new);
    int result = (int)(is_link ? syscall(SYS_linkat, from_folder, from, to_folder, to, flags)
                               : syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
    if (result == 0 && inside && inside_too) {
        struct stat state;
        uint64_t inode = fstatat(AT_FDCWD, new, &state, AT_SYMLINK_NOFOLLOW) == 0 ? state.st_ino : 0;
        emit(is_link ? LINK : RENAME, 0, inode, 0, flags, old, strlen(old), new, strlen(new));
    } else if (result == 0 && (inside || inside_too)) {
        emit(UNSEEN, 0, 0, 0, 0, inside ? old : new, strlen(inside ? old : new), NULL, 0); // in or out of the watched folder
    }
    unlock();
    return result;
}
int rename(const char *from, const char *to) { return record_rename(AT_FDCWD, from, AT_FDCWD, to, 0, 0); }
int renameat(int a, const char *from, int b, const char *to) { return record_rename(a, from, b, to, 0, 0); }
int renameat2(int a, const char *from, int b, const char *to, unsigned flags) { return record_rename(a, from, b, to, flags, 0); }
int link(const char *from, const char *to) { return record_rename(AT_FDCWD, from, AT_FDCWD, to, 0, 1); }
int linkat(int a, const char *from, int b, const char *to, int flags) { return record_rename(a, from, b, to, (unsigned)flags, 1); }

static int record_unlink(int folder, const char *path, int flags) {
    char named[PATH_MAX];
    lock();
    int inside = resolve(folder, path, named), result = (int)syscall(SYS_unlinkat, folder, path, flags);
    if (result == 0 && inside) emit((flags & AT_REMOVEDIR) ? RMDIR : UNLINK, 0, 0, 0, 0, named, strlen(named), NULL, 0);
    unlock();
    return result;
}
int unlink(const char *path) { return record_unlink(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char *path, int flags) { return record_unlink(folder, path, flags); }
int rmdir(const char *path) { return record_unlink(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
    int result = record_unlink(AT_FDCWD, path, 0);
    return result == 0 || errno != EISDIR ? result : record_unlink(AT_FDCWD, path, AT_REMOVEDIR);
}

static int record_mkdir(int folder, const char *path, mode_t mode) {
    char named[PATH_MAX];
    lock();
    int result = (int)syscall(SYS_mkdirat, folder, path, mode);
    if (result == 0 && resolve(folder, path, named)) emit(MKDIR, 0, 0, 0, 0, named, strlen(named), NULL, 0);
    unlock();
    return result;
}
int mkdir(const char *path, mode_t mode) { return record_mkdir(AT_FDCWD, path, mode); }
int mkdirat(int folder, const char *path, mode_t mode) { return record_mkdir(folder, path, mode); }

// MARK: writes

enum { SECTOR = 512 };

static int kills_in_half(void) { return torn && kill_at && calls + 1 == kill_at; }

// Puts what `count` bytes at `offset` now hold on record: for calls whose bytes never passed through us.
static void record_range(int descriptor, uint64_t inode, unsigned flags, off_t offset, ssize_t count) {
    char part[65536];
    for (ssize_t done = 0; done < count;) {
        size_t want = (size_t)(count - done) < sizeof part ? (size_t)(count - done) : sizeof part;
        char reopened[64];
        snprintf(reopened, sizeof reopened, "/proc/self/fd/%d", descriptor);
        int reader = (int)syscall(SYS_openat, AT_FDCWD, reopened, O_RDONLY | O_CLOEXEC, 0);
        ssize_t got = reader < 0 ? -1 : (ssize_t)syscall(SYS_pread64, reader, part, want, offset + done);
        if (reader >= 0) syscall(SYS_close, reader);
        if (got <= 0) { emit(UNSEEN, 0, inode, 0, 0, "copied bytes", 12, NULL, 0); return; }
        emit(WRITE, flags, inode, (uint64_t)(offset + done), 0, part, (size_t)got, NULL, 0);
        done += got;
    }
}

static ssize_t write_parts(int descriptor, const struct iovec *parts, int count, off_t offset, int extra) {
    return offset < 0 ? syscall(SYS_writev, descriptor, parts, count)
                      : syscall(SYS_pwritev2, descriptor, parts, count, (unsigned long)offset, 0UL, extra);
}

// One write of several parts; `offset` -1 means at the descriptor's own place. `extra` are pwritev2's flags.
static ssize_t record_writev(int descriptor, const struct iovec *parts, int count, off_t offset, int extra) {
    char path[PATH_MAX];
    struct stat state;
    int file = watched(descriptor, path, &state) && S_ISREG(state.st_mode), answer = !file && descriptor == 1 && offset < 0 && root_length;
    if (!file && !answer) return write_parts(descriptor, parts, count, offset, extra);
    lock();
    fstat(descriptor, &state); // once more: another thread may have appended before we had the mutex
    int how = (int)syscall(SYS_fcntl, descriptor, F_GETFL);
    unsigned flags = (how & O_DSYNC) || (extra & (RWF_DSYNC | RWF_SYNC)) ? FLAG_SYNCED : 0;
    off_t place = offset >= 0 && !(how & O_APPEND) ? offset : (how & O_APPEND) ? state.st_size : (off_t)syscall(SYS_lseek, descriptor, 0L, SEEK_CUR);
    if (file && kills_in_half() && count > 0) {
        int half = count / 2;
        if (half) syscall(SYS_pwritev2, descriptor, parts, half, (unsigned long)place, 0UL, 0);
        else {
            // A sector reaches the disk whole or not at all, and what lies within one is never cut: LMDB relies on that
            // for its meta pages, and disk_model.py keeps to it as well.
            off_t end = (place + (off_t)(parts[0].iov_len / 2)) / SECTOR * SECTOR;
            if (end > place) syscall(SYS_pwrite64, descriptor, parts[0].iov_base, (size_t)(end - place), place);
        }
        die();
    }
    ssize_t done = write_parts(descriptor, parts, count, offset, extra);
    int saved = errno;
    // Zero bytes written changes nothing; else each part gets its record, the last perhaps cut short.
    ssize_t left = done;
    off_t at = place;
    for (int part = 0; part < count && left > 0; part++) {
        size_t take = parts[part].iov_len < (size_t)left ? parts[part].iov_len : (size_t)left;
        if (!take) continue;
        emit(answer ? STDOUT : WRITE, flags, answer ? 0 : state.st_ino, answer ? 0 : (uint64_t)at, 0, parts[part].iov_base, take, NULL, 0);
        at += (off_t)take;
        left -= (ssize_t)take;
    }
    errno = saved;
    unlock();
    return done;
}

static ssize_t record_write(int descriptor, const void *bytes, size_t count, off_t offset) {
    struct iovec part = {(void *)bytes, count};
    return record_writev(descriptor, &part, 1, offset, 0);
}
static ssize_t stream_write(void *cookie, const char *bytes, size_t count) { (void)cookie; return record_write(1, bytes, count, -1); }
ssize_t write(int d, const void *bytes, size_t count) { return record_write(d, bytes, count, -1); }
ssize_t pwrite(int d, const void *bytes, size_t count, off_t offset) { return record_write(d, bytes, count, offset); }
ssize_t pwrite64(int d, const void *bytes, size_t count, off64_t offset) { return record_write(d, bytes, count, offset); }
ssize_t writev(int d, const struct iovec *parts, int count) { return record_writev(d, parts, count, -1, 0); }
ssize_t pwritev(int d, const struct iovec *parts, int count, off_t offset) { return record_writev(d, parts, count, offset, 0); }
ssize_t pwritev64(int d, const struct iovec *parts, int count, off64_t offset) { return record_writev(d, parts, count, offset, 0); }
ssize_t pwritev2(int d, const struct iovec *parts, int count, off_t offset, int flags) { return record_writev(d, parts, count, offset, flags); }
ssize_t pwritev64v2(int d, const struct iovec *parts, int count, off64_t offset, int flags) { return record_writev(d, parts, count, offset, flags); }

static ssize_t record_copy(int in, off_t *in_offset, int out, off_t *out_offset, size_t count, int by_sendfile) {
    char path[PATH_MAX];
    struct stat state;
    int inside = watched(out, path, &state);
    if (inside) lock();
    off_t place = out_offset ? *out_offset : (off_t)syscall(SYS_lseek, out, 0L, SEEK_CUR);
    ssize_t done = by_sendfile ? syscall(SYS_sendfile, out, in, in_offset, count)
                               : syscall(SYS_copy_file_range, in, in_offset, out, out_offset, count, 0);
    if (inside) {
        if (done > 0) record_range(out, state.st_ino, 0, place, done);
        unlock();
    }
    return done;
}
ssize_t sendfile(int out, int in, off_t *offset, size_t count) { return record_copy(in, offset, out, NULL, count, 1); }
ssize_t sendfile64(int out, int in, off64_t *offset, size_t count) { return record_copy(in, offset, out, NULL, count, 1); }
ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t count, unsigned flags) {
    (void)flags;
    return record_copy(in, from, out, to, count, 0);
}

static int record_length(int descriptor, off_t length) {
    char path[PATH_MAX];
    struct stat state;
    int inside = watched(descriptor, path, &state);
    if (inside) lock();
    int result = (int)syscall(SYS_ftruncate, descriptor, length);
    if (inside) {
        if (result == 0) emit(TRUNCATE, 0, state.st_ino, (uint64_t)length, 0, NULL, 0, NULL, 0);
        unlock();
    }
    return result;
}
int ftruncate(int descriptor, off_t length) { return record_length(descriptor, length); }
int ftruncate64(int descriptor, off64_t length) { return record_length(descriptor, length); }
static int truncate_by_name(const char *path, off_t length) {
    int descriptor = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CLOEXEC, 0);
    if (descriptor < 0) return -1;
    int result = record_length(descriptor, length);
    syscall(SYS_close, descriptor);
    return result;
}
int truncate(const char *path, off_t length) { return truncate_by_name(path, length); }
int truncate64(const char *path, off64_t length) { return truncate_by_name(path, length); }

static int record_allocate(int descriptor, int mode, off_t offset, off_t length) {
    char path[PATH_MAX];
    struct stat state;
    int inside = watched(descriptor, path, &state);
    if (inside) lock();
    int result = (int)syscall(SYS_fallocate, descriptor, mode, offset, length);
    if (inside) {
        if (result == 0 && (mode & ~FALLOC_FL_KEEP_SIZE)) emit(UNSEEN, 0, state.st_ino, 0, 0, path, strlen(path), NULL, 0);
        else if (result == 0 && mode == 0) emit(ALLOCATE, 0, state.st_ino, (uint64_t)(offset + length), 0, NULL, 0, NULL, 0);
        unlock();
    }
    return result;
}
int fallocate(int d, int mode, off_t offset, off_t length) { return record_allocate(d, mode, offset, length); }
int fallocate64(int d, int mode, off64_t offset, off64_t length) { return record_allocate(d, mode, offset, length); }
int posix_fallocate(int d, off_t offset, off_t length) { int saved = errno, result = record_allocate(d, 0, offset, length) ? errno : 0; errno = saved; return result; }
int posix_fallocate64(int d, off64_t offset, off64_t length) { return posix_fallocate(d, offset, length); }

// MARK: syncs and maps

static int record_sync(int descriptor, long number) {
    static uint64_t tokens;
    char path[PATH_MAX];
    struct stat state;
    if (!watched(descriptor, path, &state)) return (int)syscall(number, descriptor);
    lock();
    uint64_t token = ++tokens;
    emit(SYNC_BEGIN, 0, state.st_ino, token, S_ISDIR(state.st_mode), path, strlen(path), NULL, 0);
    unlock();
    int result = (int)syscall(number, descriptor), saved = errno;
    if (result == 0) {
        lock();
        emit(SYNC_END, 0, state.st_ino, token, S_ISDIR(state.st_mode), path, strlen(path), NULL, 0);
        unlock();
    }
    errno = saved;
    return result;
}
int fsync(int descriptor) { return record_sync(descriptor, SYS_fsync); }
int fdatasync(int descriptor) { return record_sync(descriptor, SYS_fdatasync); }

// sync and syncfs reach everything; with the mutex held their begin and end are one instant.
void sync(void) { lock(); syscall(SYS_sync); emit(SYNC_ALL, 0, 0, 0, 0, NULL, 0, NULL, 0); unlock(); }
int syncfs(int descriptor) {
    lock();
    int result = (int)syscall(SYS_syncfs, descriptor);
    if (result == 0) emit(SYNC_ALL, 0, 0, 0, 0, NULL, 0, NULL, 0);
    unlock();
    return result;
}
int msync(void *address, size_t length, int flags) {
    int result = (int)syscall(SYS_msync, address, length, flags);
    if (root_length) { lock(); emit(MSYNC, 0, 0, 0, (uint64_t)flags, NULL, 0, NULL, 0); unlock(); }
    return result;
}

static void *record_map(void *address, size_t length, int protection, int flags, int descriptor, off_t offset) {
    char path[PATH_MAX];
    struct stat state;
    void *map = (void *)syscall(SYS_mmap, address, length, protection, flags, descriptor, offset);
    if (map != MAP_FAILED && (protection & PROT_WRITE) && (flags & MAP_TYPE) != MAP_PRIVATE && !(flags & MAP_ANONYMOUS) && watched(descriptor, path, &state)) {
        lock();
        emit(MAP_WRITABLE, 0, state.st_ino, (uint64_t)offset, length, path, strlen(path), NULL, 0);
        unlock();
    }
    return map;
}
void *mmap(void *a, size_t l, int p, int f, int d, off_t o) { return record_map(a, l, p, f, d, o); }
void *mmap64(void *a, size_t l, int p, int f, int d, off64_t o) { return record_map(a, l, p, f, d, o); }
