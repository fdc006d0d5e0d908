#define _GNU_SOURCE
#include "CLinux/options.h"

void linux_options_restart(void) {
  // 0, not 1: glibc then forgets a word it was in the middle of, too.
  optind = 0;
}

int32_t linux_options_next(int32_t argc, char *const *argv, const char *short_options, const struct option *long_options,
                           linux_option_match *match) {
  int long_index = -1;
  opterr = 0;
  int32_t option = getopt_long(argc, argv, short_options, long_options, &long_index);
  *match = (linux_option_match){
      .argument = optarg,
      .long_index = long_index,
      .next_word = optind,
      .culprit = option == LINUX_OPTION_UNKNOWN || option == LINUX_OPTION_LACKS_ARGUMENT ? optopt : 0,
  };
  return option;
}
