#include "CICU.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>

// ICU reports warnings as negative codes: only a positive one is a failure.
static int failed(UErrorCode code) { return code > 0; }

enum { PENDING_UNITS = 1024 };

struct cicu_converter {
    UConverter *icu;
    int64_t replacements;
    // UTF-16 units that ICU has produced and the caller had no room for yet.
    UChar pending[PENDING_UNITS];
    int32_t pending_start;
    int32_t pending_end;
    UChar high_surrogate;  // first half of a pair whose second half is still to come, or 0
};

// Called by ICU for every sequence it cannot map; writes U+FFFD and counts it.
static void count_replacement(const void *context, UConverterToUnicodeArgs *arguments, const char *units,
                              int32_t length, UConverterCallbackReason reason, UErrorCode *code) {
    (void)units;
    (void)length;
    if (reason > UCNV_IRREGULAR) return;  // reset, close, clone: nothing to replace
    cicu_converter *converter = (cicu_converter *)(uintptr_t)context;
    static const UChar replacement = 0xFFFD;
    converter->replacements += 1;
    *code = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(arguments, &replacement, 1, 0, code);
}

cicu_converter *cicu_converter_open(const char *label) {
    UErrorCode code = U_ZERO_ERROR;
    UConverter *icu = ucnv_open(label, &code);
    if (failed(code) || icu == NULL) return NULL;
    cicu_converter *converter = calloc(1, sizeof *converter);
    if (converter == NULL) {
        ucnv_close(icu);
        return NULL;
    }
    converter->icu = icu;
    code = U_ZERO_ERROR;
    ucnv_setToUCallBack(icu, count_replacement, converter, NULL, NULL, &code);
    if (failed(code)) {
        cicu_converter_close(converter);
        return NULL;
    }
    return converter;
}

void cicu_converter_close(cicu_converter *converter) {
    if (converter == NULL) return;
    ucnv_close(converter->icu);
    free(converter);
}

static int64_t put_scalar(uint8_t *output, uint32_t scalar) {
    if (scalar < 0x80) {
        output[0] = (uint8_t)scalar;
        return 1;
    }
    if (scalar < 0x800) {
        output[0] = (uint8_t)(0xC0 | scalar >> 6);
        output[1] = (uint8_t)(0x80 | (scalar & 0x3F));
        return 2;
    }
    if (scalar < 0x10000) {
        output[0] = (uint8_t)(0xE0 | scalar >> 12);
        output[1] = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
        output[2] = (uint8_t)(0x80 | (scalar & 0x3F));
        return 3;
    }
    output[0] = (uint8_t)(0xF0 | scalar >> 18);
    output[1] = (uint8_t)(0x80 | (scalar >> 12 & 0x3F));
    output[2] = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
    output[3] = (uint8_t)(0x80 | (scalar & 0x3F));
    return 4;
}

// Moves pending UTF-16 units into the output; each unit needs at most 4 bytes of room, a lone surrogate
// becomes U+FFFD. Returns 0 when the output is full.
static int drain(cicu_converter *converter, uint8_t *output, int64_t output_count, int64_t *written) {
    while (converter->pending_start < converter->pending_end) {
        if (output_count - *written < 4) return 0;
        UChar unit = converter->pending[converter->pending_start];
        if (converter->high_surrogate != 0) {
            uint32_t scalar = 0xFFFD;
            if (unit >= 0xDC00 && unit <= 0xDFFF) {
                scalar = 0x10000 + ((uint32_t)(converter->high_surrogate - 0xD800) << 10) + (unit - 0xDC00);
                converter->pending_start += 1;
            } else {
                converter->replacements += 1;
            }
            converter->high_surrogate = 0;
            *written += put_scalar(output + *written, scalar);
            continue;
        }
        converter->pending_start += 1;
        if (unit >= 0xD800 && unit <= 0xDBFF) {
            converter->high_surrogate = unit;
        } else if (unit >= 0xDC00 && unit <= 0xDFFF) {
            converter->replacements += 1;
            *written += put_scalar(output + *written, 0xFFFD);
        } else {
            *written += put_scalar(output + *written, unit);
        }
    }
    return 1;
}

int32_t cicu_converter_decode(cicu_converter *converter,
                              const uint8_t *input, int64_t input_count, int64_t *consumed,
                              uint8_t *output, int64_t output_count, int64_t *written,
                              int32_t flush, int64_t *replacements) {
    const char *source = (const char *)input;
    const char *end = source + input_count;
    int32_t outcome = CICU_DONE;
    *written = 0;
    converter->replacements = 0;
    for (;;) {
        if (!drain(converter, output, output_count, written)) {
            outcome = CICU_OUTPUT_FULL;
            break;
        }
        UErrorCode code = U_ZERO_ERROR;
        UChar *target = converter->pending;
        ucnv_toUnicode(converter->icu, &target, converter->pending + PENDING_UNITS, &source, end, NULL,
                       flush != 0, &code);
        converter->pending_start = 0;
        converter->pending_end = (int32_t)(target - converter->pending);
        if (code == U_BUFFER_OVERFLOW_ERROR) continue;
        if (failed(code)) {
            outcome = CICU_FAILED;
            break;
        }
        if (!drain(converter, output, output_count, written)) {
            // ICU is done with the input, we are not: the caller comes back with no input left, and ICU, reset by
            // the flush, then has nothing more to add.
            outcome = CICU_OUTPUT_FULL;
            break;
        }
        if (flush && converter->high_surrogate != 0) {
            if (output_count - *written < 4) {
                outcome = CICU_OUTPUT_FULL;
                break;
            }
            converter->high_surrogate = 0;
            converter->replacements += 1;
            *written += put_scalar(output + *written, 0xFFFD);
        }
        break;
    }
    *consumed = source - (const char *)input;
    *replacements += converter->replacements;
    return outcome;
}

int32_t cicu_canonical_name(const char *label, char *name, int32_t name_count) {
    UErrorCode code = U_ZERO_ERROR;
    const char *found = ucnv_getStandardName(label, "MIME", &code);
    if (failed(code) || found == NULL) {
        code = U_ZERO_ERROR;
        found = ucnv_getStandardName(label, "IANA", &code);
    }
    if (failed(code) || found == NULL) {
        code = U_ZERO_ERROR;
        found = ucnv_getAlias(label, 0, &code);
    }
    if (failed(code) || found == NULL) return -1;
    size_t length = strlen(found);
    if (length + 1 > (size_t)name_count) return -1;
    memcpy(name, found, length + 1);
    return (int32_t)length;
}

static void copy_text(char *target, size_t room, const char *source) {
    size_t length = source == NULL ? 0 : strlen(source);
    if (length >= room) length = room - 1;
    if (length > 0) memcpy(target, source, length);
    target[length] = 0;
}

int32_t cicu_detect(const uint8_t *input, int64_t input_count, int32_t strip_markup,
                    cicu_guess *guesses, int32_t guess_count) {
    if (input_count <= 0 || guess_count <= 0) return 0;
    if (input_count > INT32_MAX) input_count = INT32_MAX;
    UErrorCode code = U_ZERO_ERROR;
    UCharsetDetector *detector = ucsdet_open(&code);
    if (failed(code) || detector == NULL) return 0;
    int32_t found = 0;
    int32_t matches = 0;
    ucsdet_enableInputFilter(detector, strip_markup != 0);
    ucsdet_setText(detector, (const char *)input, (int32_t)input_count, &code);
    const UCharsetMatch **all = failed(code) ? NULL : ucsdet_detectAll(detector, &matches, &code);
    if (!failed(code) && all != NULL) {
        for (int32_t i = 0; i < matches && found < guess_count; i++) {
            UErrorCode ignored = U_ZERO_ERROR;
            const char *name = ucsdet_getName(all[i], &ignored);
            if (failed(ignored) || name == NULL) continue;
            copy_text(guesses[found].name, sizeof guesses[found].name, name);
            ignored = U_ZERO_ERROR;
            const char *language = ucsdet_getLanguage(all[i], &ignored);
            copy_text(guesses[found].language, sizeof guesses[found].language, failed(ignored) ? NULL : language);
            ignored = U_ZERO_ERROR;
            guesses[found].confidence = ucsdet_getConfidence(all[i], &ignored);
            found += 1;
        }
    }
    ucsdet_close(detector);
    return found;
}
