/* What tools of the recorded runs were called with and what they gave, as JSON spells it inside a string. */
#ifndef PLUGWALK_WORKLOAD_SAMPLES_H
#define PLUGWALK_WORKLOAD_SAMPLES_H

typedef struct workload_tool {
  const char *name, *input, *title, *summary;
} workload_tool;

static const workload_tool workload_tools[] = {
    {"bash", "{\"command\":\"npm test 2>&1 | tail -n 20\",\"description\":\"Run the test suite\"}",
     "bash: npm test 2>&1 | tail -n 20", "Run the test suite"},
    {"read", "{\"filePath\":\"/home/dev/projects/shop/src/price.js\"}", "read: src/price.js", ""},
    {"edit",
     "{\"filePath\":\"/home/dev/projects/shop/src/price.js\",\"oldString\":\"toFixed(1)\",\"newString\":\"toFixed(2)\","
     "\"replaceAll\":false}",
     "edit: src/price.js", "+1 -1"},
    {"grep", "{\"pattern\":\"toFixed\",\"path\":\"/home/dev/projects/shop\"}", "grep: toFixed", "3 matches"},
    {"glob", "{\"pattern\":\"src/**/*.js\",\"path\":\"/home/dev/projects/shop\"}", "glob: src/**/*.js", "12 files"},
    {"todowrite",
     "{\"todos\":[{\"content\":\"Reproduce the failing "
     "test\",\"status\":\"completed\",\"priority\":\"high\"},{\"content\":\"Fix "
     "money() in src/price.js\",\"status\":\"in_progress\",\"priority\":\"high\"},{\"content\":\"Add a changelog "
     "entry\",\"status\":\"pending\",\"priority\":\"medium\"}]}",
     "todowrite: 3 todos", "1 of 3 done"},
};

/* Lines of tool output and of answers. */
static const char *const workload_lines[] = {
    "TestContext.<anonymous> (file:///home/dev/projects/shop/test/price.test.js:6:10)\\n    ",
    "Test.runInAsyncScope (node:async_hooks:206:9)\\n    Test.run (node:internal/test_runner/test:796:25)\\n    ",
    "1: export function money(cents) {\\n2:   return '$' + (cents / 100).toFixed(1)\\n3: }\\n\\n",
    "<path>/home/dev/projects/shop/src/cart.js</path>\\n<type>file</type>\\n<content>\\n",
    "# tests 1\\n# suites 0\\n# pass 0\\n# fail 1\\n# cancelled 0\\n# skipped 0\\n# todo 0\\n# duration_ms 109.685565\\n",
    "I will look at how the price is rounded before I change the test. ",
    "The cart adds up cents, so rounding happens once, when the total is shown. ",
    "@@ -1,3 +1,3 @@\\n export function money(cents) {\\n-  return '$' + (cents / 100).toFixed(1)\\n",
    "src/index.js:14: import { money } from './price.js'\\nsrc/cart.js:3: import { money } from './price.js'\\n",
    "warning: in the working copy of 'package.json', LF will be replaced by CRLF the next time Git touches it\\n",
};

#endif
