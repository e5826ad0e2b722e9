#include "CPhoneNumber.h"

#include <cstring>
#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumberutil.h>
#include <set>
#include <string>

using i18n::phonenumbers::NullLogger;
using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

namespace {

// The library logs to standard output where nobody says otherwise.
const PhoneNumberUtil &numbers() {
    static const PhoneNumberUtil *shared = [] {
        PhoneNumberUtil *made = PhoneNumberUtil::GetInstance();
        made->SetLogger(new NullLogger());
        return made;
    }();
    return *shared;
}

template <size_t room>
void put(const std::string &text, char (&output)[room]) {
    size_t count = text.size() < room - 1 ? text.size() : room - 1;
    std::memcpy(output, text.data(), count);
    output[count] = 0;
}

}  // namespace

int32_t cphone_parse(const char *text, int64_t text_count, const char *region, cphone_number *number) {
    const PhoneNumberUtil &util = numbers();
    PhoneNumber parsed;
    std::string country = region != nullptr && *region != 0 ? region : "ZZ";
    switch (util.Parse(std::string(text, static_cast<size_t>(text_count)), country, &parsed)) {
        case PhoneNumberUtil::NO_PARSING_ERROR: break;
        case PhoneNumberUtil::INVALID_COUNTRY_CODE_ERROR: return CPHONE_UNKNOWN_REGION;
        case PhoneNumberUtil::TOO_SHORT_AFTER_IDD:
        case PhoneNumberUtil::TOO_SHORT_NSN: return CPHONE_TOO_SHORT;
        case PhoneNumberUtil::TOO_LONG_NSN: return CPHONE_TOO_LONG;
        default: return CPHONE_NO_NUMBER;
    }
    switch (util.IsPossibleNumberWithReason(parsed)) {
        case PhoneNumberUtil::TOO_SHORT:
        case PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY: return CPHONE_TOO_SHORT;
        case PhoneNumberUtil::TOO_LONG: return CPHONE_TOO_LONG;
        case PhoneNumberUtil::INVALID_COUNTRY_CODE: return CPHONE_UNKNOWN_REGION;
        case PhoneNumberUtil::INVALID_LENGTH: return CPHONE_NO_NUMBER;
        default: break;
    }
    const bool is_valid = util.IsValidNumber(parsed);
    // A trunk zero that is left over says that digits are missing behind it.
    std::string significant;
    util.GetNationalSignificantNumber(parsed, &significant);
    if (!is_valid && !significant.empty() && significant[0] == '0') return CPHONE_TOO_SHORT;
    // An extension reaches somebody behind the number; the number is the same.
    parsed.clear_extension();
    std::string form;
    util.Format(parsed, PhoneNumberUtil::E164, &form);
    put(form, number->e164);
    util.Format(parsed, PhoneNumberUtil::INTERNATIONAL, &form);
    put(form, number->international);
    util.Format(parsed, PhoneNumberUtil::NATIONAL, &form);
    put(form, number->national);
    util.GetRegionCodeForNumber(parsed, &form);
    // "001" stands for the world.
    put(form == "ZZ" || form == "001" ? std::string() : form, number->region);
    return is_valid ? CPHONE_VALID : CPHONE_POSSIBLE;
}

int32_t cphone_knows_region(const char *region) {
    std::set<std::string> regions;
    numbers().GetSupportedRegions(&regions);
    return regions.count(region) > 0 ? 1 : 0;
}

int32_t cphone_country_code(const char *region) { return numbers().GetCountryCodeForRegion(region); }
