// Telephone numbers for Swift, on top of libphonenumber.
//
// The C++ headers stay inside CPhoneNumber.cpp. Nothing but <stdint.h> types crosses this header.
#ifndef EVRAK_CPHONENUMBER_H
#define EVRAK_CPHONENUMBER_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Outcome of cphone_parse.
enum {
    CPHONE_VALID = 0,            // a number that the numbering plan has
    CPHONE_POSSIBLE = 1,         // of a right length, in a range that the plan does not have
    CPHONE_NO_NUMBER = 2,        // no telephone number at all
    CPHONE_UNKNOWN_REGION = 3,   // without a country code, and no region to take one from
    CPHONE_TOO_SHORT = 4,
    CPHONE_TOO_LONG = 5
};

/// A telephone number in the forms that are shown and compared; all NUL-terminated.
typedef struct cphone_number {
    char e164[20];             // "+902325550110"
    char international[40];    // "+90 232 555 01 10"
    char national[40];         // "(0232) 555 01 10"
    char region[4];            // ISO 3166-1 alpha-2, empty where the country code has none
} cphone_number;

/// Reads a number as people write it. `region` (ISO 3166-1 alpha-2, or empty) says which country's habits count where
/// the country code is missing. `number` is filled for CPHONE_VALID and CPHONE_POSSIBLE only.
int32_t cphone_parse(const char *text, int64_t text_count, const char *region, cphone_number *number);

/// The country code of a region; 0 where libphonenumber does not know it.
int32_t cphone_country_code(const char *region);

/// Whether libphonenumber knows the region.
int32_t cphone_knows_region(const char *region);

#ifdef __cplusplus
}
#endif

#endif
