// SPDX-License-Identifier: Apache-2.0
// What may be a room's or a member's name, by the properties that Unicode gives
// to characters (ICU). Pure; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace parley {

/// A member's name as it is shown: in NFC, without surrounding white space,
/// with single spaces in it and without invisible characters
/// (Default_Ignorable_Code_Point). Nothing when `text` is not UTF-8, when no
/// visible character is left or more than `max_characters`, and when it has a
/// control, format, private-use or unassigned character, a line break or a
/// square bracket, with which the plain protocol marks the publisher.
std::optional<std::string> clean_member_name(std::string_view text,
                                             std::size_t max_characters);

/// The same for a room's name, of up to `max_bytes` bytes: brackets are allowed
/// and spaces stay as they are.
std::optional<std::string> clean_room_name(std::string_view text,
                                           std::size_t max_bytes);

/// Whether the name is as `clean_room_name` would have it.
bool is_room_name(std::string_view name, std::size_t max_bytes);

/// The common form of names that look alike: they differ at most in case, in
/// invisible characters and in confusable characters (Unicode TR 39,
/// skeletons). Not for display. `name` is UTF-8.
std::string look_of(std::string_view name);

/// Whether it looks like `server`, the publisher's name of the server API.
bool is_reserved_name(std::string_view name);

/// Any text as a name inside one line of the plain protocol: what could end
/// the line, the brackets or their order on the screen is replaced.
std::string as_name_in_line(std::string_view text);

}  // namespace parley
