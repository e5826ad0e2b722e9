// Character set conversion and detection, domain names and folding for Swift, on top of ICU.
//
// ICU's own headers stay inside CICU.c: Foundation carries an ICU of its own, and the two must not meet in one
// Swift module. Nothing but <stdint.h> types and opaque pointers crosses this header.
#ifndef EVRAK_CICU_H
#define EVRAK_CICU_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A converter from one charset to UTF-8. Not thread-safe: one user at a time.
typedef struct cicu_converter cicu_converter;

/// Opens a converter by IANA name, MIME name or any alias ICU knows. Returns NULL for an unknown label.
cicu_converter *cicu_converter_open(const char *label);

void cicu_converter_close(cicu_converter *converter);

/// Outcome of cicu_converter_decode.
enum {
    CICU_DONE = 0,         // all input consumed and written
    CICU_OUTPUT_FULL = 1,  // call again with more room; what is consumed is consumed
    CICU_FAILED = 2        // ICU refused; nothing more will come
};

/// Converts bytes to UTF-8. A sequence that is illegal in the charset, or maps to nothing, becomes U+FFFD and is
/// counted in `*replacements` (added to what is there). `*consumed` and `*written` are set to this call's counts.
/// The input is the last of the text when `flush` is not 0: an incomplete character at the end is then replaced.
/// The output must have room for at least 4 bytes.
int32_t cicu_converter_decode(cicu_converter *converter,
                              const uint8_t *input, int64_t input_count, int64_t *consumed,
                              uint8_t *output, int64_t output_count, int64_t *written,
                              int32_t flush, int64_t *replacements);

/// Writes the IANA preferred name of a label (or ICU's own where IANA has none) with a trailing NUL.
/// Returns its length without the NUL, or -1 when the label is unknown or the room too small.
int32_t cicu_canonical_name(const char *label, char *name, int32_t name_count);

/// One guess of the charset detector.
typedef struct cicu_guess {
    char name[32];        // IANA name, NUL-terminated
    char language[8];     // ISO 639 code, or empty
    int32_t confidence;   // 0...100
} cicu_guess;

/// Guesses the charset of some bytes, best first. With `strip_markup`, tags are not counted as text.
/// Returns the number of guesses written (0 when nothing fits).
int32_t cicu_detect(const uint8_t *input, int64_t input_count, int32_t strip_markup,
                    cicu_guess *guesses, int32_t guess_count);

/// Writes a domain name in its ASCII form (UTS #46, non-transitional), lower case, as UTF-8 in and out. Returns its
/// length, or -1 where it is no domain name or the room is too small.
int32_t cicu_domain_to_ascii(const char *name, int32_t name_count, char *output, int32_t output_count);

/// Writes a domain name in its Unicode form; as cicu_domain_to_ascii.
int32_t cicu_domain_to_unicode(const char *name, int32_t name_count, char *output, int32_t output_count);

/// Writes text in the form in which names are looked up, UTF-8 in and out: case folded with compatibility characters
/// unified (NFKC_Casefold), then without diacritics, dotless i as i. Returns its length, or -1 on failure; never more
/// than 18 bytes for each of the input, the longest compatibility decomposition.
int32_t cicu_fold(const char *text, int32_t text_count, char *output, int32_t output_count);

#ifdef __cplusplus
}
#endif

#endif
