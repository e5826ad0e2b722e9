#include "CICU.h"

#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

static int failed(UErrorCode code) { return code > 0; }

struct cicu_words {
    UBreakIterator *icu;
    UChar *wide;       // the text as UTF-16
    int32_t *offsets;  // for each unit of `wide`, and for its end, the byte at which its character begins
    int32_t room;      // units that fit
};

// What a character does to the word around it, from its general category alone.
enum part { OUTSIDE, BASE, MARK, IGNORABLE };

static enum part part_of(UChar32 character) {
    switch (u_charType(character)) {
        case U_UPPERCASE_LETTER:
        case U_LOWERCASE_LETTER:
        case U_TITLECASE_LETTER:
        case U_MODIFIER_LETTER:
        case U_OTHER_LETTER:
        case U_DECIMAL_DIGIT_NUMBER: return BASE;
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK:
        case U_COMBINING_SPACING_MARK: return MARK;
        case U_FORMAT_CHAR: {
            // Soft hyphens and joiners, which folding drops. The zero width space is none: it stands between words.
            int32_t kind = u_getIntPropertyValue(character, UCHAR_WORD_BREAK);
            int joins = kind == U_WB_FORMAT || kind == U_WB_EXTEND || kind == U_WB_ZWJ;
            return joins && u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ? IGNORABLE : OUTSIDE;
        }
        default: return OUTSIDE;
    }
}

static uint8_t class_of(UChar32 character) {
    enum part part = part_of(character);
    if (part == OUTSIDE) return CICU_SEPARATOR;
    // Scripts that ICU divides by a dictionary, and those whose letters it parts from others although the standard does not.
    if (u_getIntPropertyValue(character, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) return CICU_CONTEXTUAL;
    switch (u_getIntPropertyValue(character, UCHAR_SCRIPT)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_HANGUL: return CICU_CONTEXTUAL;
        default: break;
    }
    int32_t kind = u_getIntPropertyValue(character, UCHAR_WORD_BREAK);
    switch (part) {
        case BASE:
            return kind == U_WB_ALETTER || kind == U_WB_HEBREW_LETTER || kind == U_WB_NUMERIC ? CICU_BASE
                                                                                             : CICU_CONTEXTUAL;
        case MARK: return kind == U_WB_EXTEND ? CICU_MARK : CICU_CONTEXTUAL;
        default: return CICU_IGNORABLE;
    }
}

void cicu_word_classes(uint32_t first, uint8_t *classes, int32_t count) {
    for (int32_t i = 0; i < count; i++) classes[i] = class_of((UChar32)first + i);
}

cicu_words *cicu_words_open(void) {
    cicu_words *words = calloc(1, sizeof *words);
    if (words == NULL) return NULL;
    UErrorCode code = U_ZERO_ERROR;
    words->icu = ubrk_open(UBRK_WORD, "", NULL, 0, &code);
    if (failed(code) || words->icu == NULL) {
        free(words);
        return NULL;
    }
    return words;
}

void cicu_words_close(cicu_words *words) {
    if (words == NULL) return;
    ubrk_close(words->icu);
    free(words->wide);
    free(words->offsets);
    free(words);
}

static int make_room(cicu_words *words, int32_t units) {
    if (units <= words->room) return 1;
    UChar *wide = realloc(words->wide, sizeof(UChar) * (size_t)units);
    if (wide == NULL) return 0;
    words->wide = wide;
    int32_t *offsets = realloc(words->offsets, sizeof(int32_t) * (size_t)units);
    if (offsets == NULL) return 0;
    words->offsets = offsets;
    words->room = units;
    return 1;
}

int32_t cicu_words_find(cicu_words *words, const uint8_t *text, int32_t count, uint32_t *bounds) {
    // UTF-16 never has more units than UTF-8 has bytes.
    if (count < 0 || count > INT32_MAX - 16 || !make_room(words, count + 1)) return -1;
    int32_t units = 0;
    for (int32_t at = 0; at < count;) {
        int32_t start = at;
        UChar32 character;
        U8_NEXT_OR_FFFD(text, at, count, character);
        words->offsets[units] = start;
        if (U_IS_BMP(character)) {
            words->wide[units++] = (UChar)character;
        } else {
            words->wide[units++] = U16_LEAD(character);
            words->offsets[units] = start;
            words->wide[units++] = U16_TRAIL(character);
        }
    }
    words->offsets[units] = count;

    UErrorCode code = U_ZERO_ERROR;
    ubrk_setText(words->icu, words->wide, units, &code);
    if (failed(code)) return -1;
    int32_t found = 0;
    int32_t start = ubrk_first(words->icu);
    for (int32_t end = ubrk_next(words->icu); end != UBRK_DONE; start = end, end = ubrk_next(words->icu)) {
        int32_t first = -1, last = -1;
        for (int32_t at = start; at < end;) {
            int32_t here = at;
            UChar32 character;
            U16_NEXT(words->wide, at, end, character);
            switch (part_of(character)) {
                case BASE:
                    if (first < 0) first = here;
                    last = at;
                    break;
                case MARK:
                    if (first >= 0) last = at;
                    break;
                case IGNORABLE: break;
                case OUTSIDE:
                    if (first >= 0) {
                        bounds[2 * found] = (uint32_t)words->offsets[first];
                        bounds[2 * found + 1] = (uint32_t)words->offsets[last];
                        found += 1;
                        first = -1;
                    }
            }
        }
        if (first >= 0) {
            bounds[2 * found] = (uint32_t)words->offsets[first];
            bounds[2 * found + 1] = (uint32_t)words->offsets[last];
            found += 1;
        }
    }
    return found;
}
