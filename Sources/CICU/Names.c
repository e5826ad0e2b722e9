#include "CICU.h"

#include <pthread.h>
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/uidna.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

static int failed(UErrorCode code) { return code > 0; }

// ICU's objects are immutable once open, and safe to share between threads.
static pthread_once_t opened = PTHREAD_ONCE_INIT;
static UIDNA *idna;
static const UNormalizer2 *casefold;
static const UNormalizer2 *decomposition;

static void open_all(void) {
    UErrorCode code = U_ZERO_ERROR;
    idna = uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE, &code);
    if (failed(code)) idna = NULL;
    code = U_ZERO_ERROR;
    casefold = unorm2_getNFKCCasefoldInstance(&code);
    if (failed(code)) casefold = NULL;
    code = U_ZERO_ERROR;
    decomposition = unorm2_getNFDInstance(&code);
    if (failed(code)) decomposition = NULL;
}

int32_t cicu_domain_to_ascii(const char *name, int32_t name_count, char *output, int32_t output_count) {
    pthread_once(&opened, open_all);
    if (idna == NULL) return -1;
    UErrorCode code = U_ZERO_ERROR;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    int32_t count = uidna_nameToASCII_UTF8(idna, name, name_count, output, output_count, &info, &code);
    return failed(code) || info.errors != 0 || count > output_count ? -1 : count;
}

int32_t cicu_domain_to_unicode(const char *name, int32_t name_count, char *output, int32_t output_count) {
    pthread_once(&opened, open_all);
    if (idna == NULL) return -1;
    UErrorCode code = U_ZERO_ERROR;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    int32_t count = uidna_nameToUnicodeUTF8(idna, name, name_count, output, output_count, &info, &code);
    return failed(code) || info.errors != 0 || count > output_count ? -1 : count;
}

// Letters whose stroke or form is no diacritic to Unicode, but which people type without.
static UChar32 plain(UChar32 letter) {
    switch (letter) {
        case 0x0131: return 'i';  // dotless i
        case 0x00F8: return 'o';
        case 0x0142: return 'l';
        case 0x0111: return 'd';
        case 0x0127: return 'h';
        default: return letter;
    }
}

static UChar *normalised(const UNormalizer2 *form, const UChar *text, int32_t count, int32_t *length) {
    int32_t room = count + 32;
    for (;;) {
        UChar *output = malloc(sizeof(UChar) * (size_t)room);
        if (output == NULL) return NULL;
        UErrorCode code = U_ZERO_ERROR;
        *length = unorm2_normalize(form, text, count, output, room, &code);
        if (!failed(code)) return output;
        free(output);
        if (code != U_BUFFER_OVERFLOW_ERROR || *length <= room) return NULL;
        room = *length;
    }
}

int32_t cicu_fold(const char *text, int32_t text_count, char *output, int32_t output_count) {
    pthread_once(&opened, open_all);
    if (casefold == NULL || decomposition == NULL || text_count < 0) return -1;
    UChar *wide = malloc(sizeof(UChar) * (size_t)(text_count + 1));
    if (wide == NULL) return -1;
    UErrorCode code = U_ZERO_ERROR;
    int32_t count = 0;
    // UTF-16 never has more units than UTF-8 has bytes; ill-formed input becomes U+FFFD.
    u_strFromUTF8WithSub(wide, text_count + 1, &count, text, text_count, 0xFFFD, NULL, &code);
    if (failed(code)) {
        free(wide);
        return -1;
    }
    int32_t folded_count = 0, apart_count = 0;
    UChar *folded = normalised(casefold, wide, count, &folded_count);
    free(wide);
    if (folded == NULL) return -1;
    UChar *apart = normalised(decomposition, folded, folded_count, &apart_count);
    free(folded);
    if (apart == NULL) return -1;
    int32_t kept = 0;
    for (int32_t at = 0; at < apart_count;) {
        UChar32 letter;
        U16_NEXT(apart, at, apart_count, letter);
        if (u_charType(letter) == U_NON_SPACING_MARK) continue;
        letter = plain(letter);
        UBool error = 0;
        U16_APPEND(apart, kept, apart_count, letter, error);
        if (error) break;
    }
    int32_t written = 0;
    code = U_ZERO_ERROR;
    u_strToUTF8WithSub(output, output_count, &written, apart, kept, 0xFFFD, NULL, &code);
    free(apart);
    return failed(code) || written > output_count ? -1 : written;
}
