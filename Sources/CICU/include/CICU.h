// Character set conversion and detection, domain names, folding and words for Swift, on top of ICU.
//
// ICU's own headers stay inside the source files: Foundation carries an ICU of its own, and the two must not meet in one
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

/// The longest text that cicu_lower takes, in bytes.
#define CICU_LONGEST_LOWER 1024

/// Writes a word in lower case with its diacritics, UTF-8 in and out: compatibility characters unified (NFKC), what is
/// invisible left out, composed. With `turkish`, I becomes dotless; İ becomes i in any case.
/// Returns its length, or -1 on failure.
int32_t cicu_lower(const char *text, int32_t text_count, int32_t turkish, char *output, int32_t output_count);

/// What a character does to the words around it.
enum {
    CICU_SEPARATOR = 0,   // stands between words
    CICU_BASE = 1,        // letter or decimal digit: one word with the bases beside it
    CICU_MARK = 2,        // goes with the base before it
    CICU_IGNORABLE = 3,   // invisible inside a word: soft hyphen, joiner
    CICU_CONTEXTUAL = 4   // letter, mark or digit of a script whose words only cicu_words_find can tell apart
};

/// Writes the classes of `count` characters from `first` on.
void cicu_word_classes(uint32_t first, uint8_t *classes, int32_t count);

/// Finds words by Unicode's UAX #29 and ICU's dictionaries (root locale). Not thread-safe: one user at a time.
typedef struct cicu_words cicu_words;

/// Returns NULL where ICU's data is missing.
cicu_words *cicu_words_open(void);

void cicu_words_close(cicu_words *words);

/// Writes the bounds of the words in UTF-8 text: byte offsets, start and end by turns. `bounds` must have room for
/// `2 * count` of them, enough for any text. A word is a piece of ICU's that is split further at each character that is
/// a separator, begins with a base and ends with a base or mark. What is ill-formed counts as a separator.
/// Returns the number of words, or -1 on failure.
int32_t cicu_words_find(cicu_words *words, const uint8_t *text, int32_t count, uint32_t *bounds);

#ifdef __cplusplus
}
#endif

#endif
