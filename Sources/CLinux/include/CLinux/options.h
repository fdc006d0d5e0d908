// Command line options. man 3 getopt_long

#pragma once

// `struct option`, `no_argument`, `required_argument`, `optional_argument`.
#include <getopt.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// The answers of `linux_options_next` that are no option's value.
static const int32_t LINUX_OPTIONS_END = -1;
static const int32_t LINUX_OPTION_UNKNOWN = '?';
static const int32_t LINUX_OPTION_LACKS_ARGUMENT = ':';

/// What was found, beside the option's value. glibc keeps it in globals, which Swift 6 refuses to touch.
typedef struct linux_option_match {
  /// The option's argument: a pointer into argv, or NULL.
  const char *_Nullable argument;
  /// Where in the table of long options it stands, -1 for a short one.
  int32_t long_index;
  /// The first word of argv not looked at; at the end, the first one that is no option (glibc moves those back).
  int32_t next_word;
  /// For the two failures: the letter of a short option or the value of a long one, 0 for an unknown long one.
  int32_t culprit;
} linux_option_match;

/// Starts over, for another argv. Without it the first words are those the last parse ended with.
void linux_options_restart(void);

/// Returns the value of the next option, `LINUX_OPTIONS_END`, or one of the two failures. Prints nothing.
///
/// Keeps its place in glibc's globals: one parse at a time, on one thread.
///
/// - Parameters:
///   - argv: Ends with NULL; its words are reordered.
///   - short_options: As for getopt_long, and starting with `:` (after `+` or `-` if there is one) for
///     `LINUX_OPTION_LACKS_ARGUMENT`.
///   - long_options: Ends with an entry of zeros.
int32_t linux_options_next(int32_t argc, char *_Nullable const *_Nonnull argv, const char *short_options,
                           const struct option *long_options, linux_option_match *match);

#pragma clang assume_nonnull end
