// A small program with and without its syncs, by which replay_unsynced.py proves that it would notice one that is missing.
//
//   unsynced_example write WAY FOLDER COUNT   stores the numbers 1…COUNT, acknowledging each on standard output
//   unsynced_example read WAY FOLDER          prints the numbers that it finds; ends with 1 if what it finds is broken
//
// WAY: file, file-unsynced (no fdatasync), file-dsync (O_DSYNC), name (a file per number, folder synced), name-unsynced (folder not
// synced), lmdb, lmdb-nosync (MDB_NOSYNC), early (lmdb, but acknowledged before the commit).

#include <errno.h>
#include <fcntl.h>
#include <lmdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 6000 }; // more than a page, so that a record can be torn

static void need(int good, const char *what) {
    if (good) return;
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

static void acknowledge(unsigned number) {
    printf("%u\n", number); // through stdio on purpose: the recorder must see that too
    fflush(stdout);
}

static void fill(unsigned char *block, unsigned number) {
    memset(block, (int)(number % 251 + 1), BLOCK);
    memcpy(block, &number, sizeof number);
}

static int is_whole(const unsigned char *block, unsigned number) {
    unsigned char expected[BLOCK];
    fill(expected, number);
    return memcmp(block, expected, BLOCK) == 0;
}

static void use_file(const char *way, const char *folder, unsigned count, int reading) {
    char path[4096];
    unsigned char block[BLOCK];
    snprintf(path, sizeof path, "%s/numbers", folder);
    int file = open(path, O_RDWR | (strcmp(way, "file-dsync") ? 0 : O_DSYNC));
    need(file >= 0, path);
    for (unsigned number = 1; reading || number <= count; number++) {
        off_t place = (off_t)(number - 1) * BLOCK;
        if (reading) {
            if (pread(file, block, BLOCK, place) != BLOCK) break;
            if (is_whole(block, number)) printf("%u\n", number);
            continue;
        }
        fill(block, number);
        need(pwrite(file, block, BLOCK, place) == BLOCK, "pwrite");
        if (!strcmp(way, "file")) need(fdatasync(file) == 0, "fdatasync");
        acknowledge(number);
    }
    close(file);
}

static void use_names(const char *way, const char *folder, unsigned count, int reading) {
    char made[4096], named[4096];
    unsigned char block[BLOCK];
    int directory = open(folder, O_RDONLY | O_DIRECTORY);
    need(directory >= 0, folder);
    for (unsigned number = 1; number <= count; number++) {
        snprintf(made, sizeof made, "%s/making", folder);
        snprintf(named, sizeof named, "%s/number-%u", folder, number);
        if (reading) {
            int file = open(named, O_RDONLY);
            if (file < 0) continue;
            need(read(file, block, BLOCK) == BLOCK && is_whole(block, number), named);
            printf("%u\n", number);
            close(file);
            continue;
        }
        fill(block, number);
        int file = open(made, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        need(file >= 0 && write(file, block, BLOCK) == BLOCK && fsync(file) == 0 && close(file) == 0, made);
        need(rename(made, named) == 0, named);
        if (strcmp(way, "name-unsynced")) need(fsync(directory) == 0, folder);
        acknowledge(number);
    }
    close(directory);
}

static void use_lmdb(const char *way, const char *folder, unsigned count, int reading) {
    MDB_env *environment;
    MDB_txn *transaction;
    MDB_dbi table;
    unsigned char block[BLOCK];
    need(mdb_env_create(&environment) == 0 && mdb_env_set_mapsize(environment, 1 << 26) == 0, "environment");
    need(mdb_env_open(environment, folder, strcmp(way, "lmdb-nosync") ? 0 : MDB_NOSYNC, 0600) == 0, "opening");
    for (unsigned number = 1; number <= count && !reading; number++) {
        MDB_val key = {sizeof number, &number}, value = {BLOCK, block};
        fill(block, number);
        if (!strcmp(way, "early")) acknowledge(number);
        need(mdb_txn_begin(environment, NULL, 0, &transaction) == 0 && mdb_dbi_open(transaction, NULL, MDB_INTEGERKEY, &table) == 0
             && mdb_put(transaction, table, &key, &value, 0) == 0 && mdb_txn_commit(transaction) == 0, "commit");
        if (strcmp(way, "early")) acknowledge(number);
    }
    if (reading) {
        need(mdb_txn_begin(environment, NULL, MDB_RDONLY, &transaction) == 0, "reading");
        need(mdb_dbi_open(transaction, NULL, MDB_INTEGERKEY, &table) == 0, "table");
        for (unsigned number = 1; number <= count; number++) {
            MDB_val key = {sizeof number, &number}, value;
            if (mdb_get(transaction, table, &key, &value)) continue;
            need(value.mv_size == BLOCK && is_whole(value.mv_data, number), "value");
            printf("%u\n", number);
        }
        mdb_txn_abort(transaction);
    } // a writer leaves without mdb_env_close, as one whose power fails
}

int main(int count, char **words) {
    if (count < 4) return 64;
    int reading = !strcmp(words[1], "read");
    unsigned numbers = count > 4 ? (unsigned)atoi(words[4]) : 1000;
    if (!strncmp(words[2], "file", 4)) use_file(words[2], words[3], numbers, reading);
    else if (!strncmp(words[2], "name", 4)) use_names(words[2], words[3], numbers, reading);
    else use_lmdb(words[2], words[3], numbers, reading);
    return 0;
}
