#include "CICU.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

static int failed(UErrorCode code) { return code > 0; }

// Takes out what is invisible: soft hyphens, joiners.
static int32_t without_ignorables(UChar *text, int32_t count) {
    int32_t kept = 0;
    for (int32_t at = 0; at < count;) {
        UChar32 character;
        U16_NEXT(text, at, count, character);
        if (u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) continue;
        U16_APPEND_UNSAFE(text, kept, character);
    }
    return kept;
}

int32_t cicu_lower(const char *text, int32_t text_count, int32_t turkish, char *output, int32_t output_count) {
    if (text_count < 0 || text_count > CICU_LONGEST_LOWER) return -1;
    enum { ROOM = CICU_LONGEST_LOWER * 20 };  // the longest compatibility decomposition is of 18 units
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *compatible = unorm2_getNFKCInstance(&code);
    const UNormalizer2 *composed = unorm2_getNFCInstance(&code);
    if (failed(code)) return -1;
    UChar *wide = malloc(sizeof(UChar) * ROOM * 2);
    if (wide == NULL) return -1;
    UChar *other = wide + ROOM;
    int32_t count = 0, written = -1;
    u_strFromUTF8WithSub(wide, ROOM, &count, text, text_count, 0xFFFD, NULL, &code);
    if (!failed(code)) {
        count = without_ignorables(wide, count);
        count = unorm2_normalize(compatible, wide, count, other, ROOM, &code);
    }
    if (!failed(code)) {
        if (!turkish) {
            for (int32_t i = 0; i < count; i++) {
                if (other[i] == 0x0130) other[i] = 'i';
            }
        }
        count = u_strToLower(wide, ROOM, other, count, turkish ? "tr" : "", &code);
    }
    if (!failed(code)) count = unorm2_normalize(composed, wide, count, other, ROOM, &code);
    if (!failed(code)) u_strToUTF8WithSub(output, output_count, &written, other, count, 0xFFFD, NULL, &code);
    free(wide);
    return failed(code) || written > output_count ? -1 : written;
}
