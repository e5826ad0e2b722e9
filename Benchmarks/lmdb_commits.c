// The peer of evrak's durable appends: bare commits into one LMDB environment, each with its fsync, nothing around them.
//
//   lmdb_commits FOLDER EVENTS BATCH [BYTES]
//
// appends EVENTS values of BYTES bytes (default 500) under integer keys with MDB_APPEND, BATCH in a transaction, and
// prints {"events_per_second":…,"events":…,"batch":…}. FOLDER must be there and empty.

#include <lmdb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void need(int code, const char *what) {
    if (code == 0) return;
    fprintf(stderr, "lmdb_commits: %s: %s\n", what, mdb_strerror(code));
    exit(74);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **words) {
    uint64_t events = count > 2 ? strtoull(words[2], NULL, 10) : 0, batch = count > 3 ? strtoull(words[3], NULL, 10) : 0;
    size_t bytes = count > 4 ? strtoull(words[4], NULL, 10) : 500;
    if (!events || !batch || !bytes) {
        fprintf(stderr, "usage: lmdb_commits FOLDER EVENTS BATCH [BYTES]\n");
        return 64;
    }
    // Distinct bytes for every value, from a xorshift generator, made before the clock runs.
    size_t varieties = 1024;
    uint64_t *pool = malloc((bytes + 8) * varieties), state = 0x9E3779B97F4A7C15u;
    if (!pool) return 71;
    for (size_t word = 0; word < (bytes + 8) * varieties / 8; word++) {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17;
        pool[word] = state;
    }
    MDB_env *environment;
    MDB_txn *transaction;
    MDB_dbi table;
    need(mdb_env_create(&environment), "environment");
    need(mdb_env_set_mapsize(environment, (size_t)1 << 40), "map size");
    need(mdb_env_open(environment, words[1], MDB_NOTLS, 0600), words[1]);
    need(mdb_txn_begin(environment, NULL, 0, &transaction), "transaction");
    need(mdb_dbi_open(transaction, NULL, MDB_INTEGERKEY, &table), "table");
    need(mdb_txn_commit(transaction), "commit");

    double start = now();
    for (uint64_t key = 1; key <= events;) {
        need(mdb_txn_begin(environment, NULL, 0, &transaction), "transaction");
        for (uint64_t end = key + batch; key < end && key <= events; key++) {
            MDB_val name = {sizeof key, &key}, value = {bytes, (char *)pool + (key % varieties) * bytes};
            need(mdb_put(transaction, table, &name, &value, MDB_APPEND), "put");
        }
        need(mdb_txn_commit(transaction), "commit");
    }
    double seconds = now() - start;
    printf("{\"events_per_second\":%.0f,\"events\":%llu,\"batch\":%llu,\"seconds\":%.4f}\n",
           (double)events / seconds, (unsigned long long)events, (unsigned long long)batch, seconds);
    mdb_env_close(environment);
    free(pool);
    return 0;
}
