#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift can't call; the parentheses keep the type-checking macros out.
static inline CURLcode evrak_curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode evrak_curl_set_number(CURL *handle, CURLoption option, long value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode evrak_curl_set_buffer(CURL *handle, CURLoption option, char *value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode evrak_curl_socket(CURL *handle, curl_socket_t *socket) {
  return (curl_easy_getinfo)(handle, CURLINFO_ACTIVESOCKET, socket);
}
