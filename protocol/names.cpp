// SPDX-License-Identifier: Apache-2.0
#include "protocol/names.hpp"

#include "protocol/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

namespace parley {

namespace {

constexpr std::string_view reserved = "server";

bool is_plain_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

void require(UErrorCode status) {
  if (U_FAILURE(status))
    throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
}

/// One of ICU's normal forms. The callers keep it in a static: ICU makes a form
/// on its first use, and the guard of our static publishes it to other threads
/// in a way that ThreadSanitizer sees; ICU's own guard is in its library.
const icu::Normalizer2& form(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* found = get(status);
  require(status);
  return *found;
}

const icu::Normalizer2& nfc() {
  static const auto& it = form(icu::Normalizer2::getNFCInstance);
  return it;
}

const icu::Normalizer2& nfkc() {
  static const auto& it = form(icu::Normalizer2::getNFKCInstance);
  return it;
}

/// NFKC without case and without invisible characters.
const icu::Normalizer2& folded() {
  static const auto& it = form(icu::Normalizer2::getNFKCCasefoldInstance);
  return it;
}

icu::UnicodeString apply(const icu::Normalizer2& form,
                         const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  auto out = form.normalize(text, status);
  require(status);
  return out;
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  return text.toUTF8String(out);
}

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

/// Const after its making, so any thread may use it.
const USpoofChecker* spoof_checker() {
  static const auto* made = [] {
    UErrorCode status = U_ZERO_ERROR;
    auto* opened = uspoof_open(&status);
    require(status);
    return opened;
  }();
  return made;
}

icu::UnicodeString skeleton(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString out;
  uspoof_getSkeletonUnicodeString(spoof_checker(), 0, text, out, &status);
  require(status);
  return out;
}

// U+2800 is a symbol by its category and blank by its design.
bool is_blank(UChar32 c) {
  constexpr UChar32 braille_blank = 0x2800;
  return u_charType(c) == U_SPACE_SEPARATOR || c == braille_blank;
}

/// Characters that are neither visible nor harmful, and so removed.
bool is_ignorable(UChar32 c) {
  return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) &&
         !u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL) && u_isdefined(c);
}

/// What no name may have.
bool is_refused(UChar32 c) {
  constexpr auto refused = U_GC_C_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK;
  return (U_MASK(u_charType(c)) & refused) != 0 ||
         u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL);
}

/// Marks alone are drawn on what stands before them.
bool is_visible(UChar32 c) {
  constexpr auto visible =
      U_GC_L_MASK | U_GC_N_MASK | U_GC_P_MASK | U_GC_S_MASK;
  return (U_MASK(u_charType(c)) & visible) != 0 && !is_blank(c);
}

/// A square bracket, or a character that looks like one.
bool is_bracket(UChar32 c) {
  if (c == '[' || c == ']') return true;
  constexpr auto brackets = U_GC_PS_MASK | U_GC_PE_MASK | U_GC_PI_MASK |
                            U_GC_PF_MASK | U_GC_SM_MASK | U_GC_SO_MASK;
  if (c < 0x80 || (U_MASK(u_charType(c)) & brackets) == 0) return false;
  const auto look = skeleton(apply(nfkc(), icu::UnicodeString(c)));
  return look.indexOf(u'[') >= 0 || look.indexOf(u']') >= 0;
}

template <class Visit>
void each_character(const icu::UnicodeString& text, Visit visit) {
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1))
    visit(text.char32At(at));
}

/// Appends what may stay; false when something may not.
bool take(UChar32 c, bool spaces_stay, icu::UnicodeString& out) {
  if (is_ignorable(c)) return true;
  if (is_refused(c)) return false;
  if (spaces_stay) {
    if (is_blank(c) && c != ' ') return false;
    out.append(c);
  } else if (!is_blank(c)) {
    out.append(c);
  } else if (!out.isEmpty() && !out.endsWith(u' ')) {
    out.append(u' ');
  }
  return true;
}

std::optional<icu::UnicodeString> clean(std::string_view text,
                                        bool spaces_stay) {
  if (!is_utf8(text)) return std::nullopt;
  icu::UnicodeString out;
  bool good = true, visible = false;
  each_character(apply(nfc(), from_utf8(text)), [&](UChar32 c) {
    good = good && take(c, spaces_stay, out);
    visible = visible || (is_visible(c) && !is_ignorable(c));
  });
  if (!good || !visible) return std::nullopt;
  if (!spaces_stay && out.endsWith(u' ')) out.truncate(out.length() - 1);
  return apply(nfc(), out);
}

/// Looks of single ASCII characters: those of ASCII texts are made of them.
const std::array<std::string, 0x80>& ascii_looks() {
  static const auto made = [] {
    std::array<std::string, 0x80> out;
    for (char c = ' '; c <= '~'; ++c)
      out[static_cast<std::size_t>(c)] = to_utf8(apply(
          folded(), skeleton(icu::UnicodeString(static_cast<UChar32>(c)))));
    return out;
  }();
  return made;
}

}  // namespace

std::optional<std::string> clean_member_name(std::string_view text,
                                             std::size_t max_characters) {
  // A character is at most 4 bytes: bounds the work before any is done.
  if (text.empty() || text.size() > 4 * max_characters) return std::nullopt;
  const auto name = clean(text, false);
  if (!name) return std::nullopt;
  const auto size = static_cast<std::size_t>(name->countChar32());
  bool has_bracket = false;
  each_character(
      *name, [&](UChar32 c) { has_bracket = has_bracket || is_bracket(c); });
  if (size > max_characters || has_bracket) return std::nullopt;
  return to_utf8(*name);
}

std::optional<std::string> clean_room_name(std::string_view text,
                                           std::size_t max_bytes) {
  if (text.empty() || text.size() > max_bytes) return std::nullopt;
  if (is_plain_ascii(text)) {
    if (text.find_first_not_of(' ') == std::string_view::npos)
      return std::nullopt;
    return std::string(text);
  }
  const auto name = clean(text, true);
  if (!name) return std::nullopt;
  auto out = to_utf8(*name);
  if (out.size() > max_bytes) return std::nullopt;
  return out;
}

bool is_room_name(std::string_view name, std::size_t max_bytes) {
  const auto cleaned = clean_room_name(name, max_bytes);
  return cleaned && *cleaned == name;
}

std::string look_of(std::string_view name) {
  if (!is_plain_ascii(name))
    return to_utf8(apply(folded(), skeleton(apply(nfkc(), from_utf8(name)))));
  std::string out;
  for (const char c : name) out += ascii_looks()[static_cast<std::size_t>(c)];
  return out;
}

bool is_reserved_name(std::string_view name) {
  static const auto look = look_of(reserved);
  return look_of(name) == look;
}

std::string as_name_in_line(std::string_view text) {
  const bool is_harmless = is_plain_ascii(text) &&
                           text.find_first_of("[]") == std::string_view::npos;
  if (is_harmless) return std::string(text);
  constexpr UChar32 replacement = 0xfffd;
  icu::UnicodeString out;
  // fromUTF8 makes U+FFFD of bytes that are not UTF-8.
  each_character(from_utf8(text), [&](UChar32 c) {
    if (is_ignorable(c)) return;
    const bool harmful = is_refused(c) || is_bracket(c);
    out.append(harmful ? replacement : c);
  });
  return to_utf8(out);
}

}  // namespace parley
