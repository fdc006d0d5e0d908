// Made by `./dev web` from web/. Do not edit.

#include "WebAssets.h"

static const unsigned char file_0[] = {
#embed "site/_app/immutable/assets/bundle.B4V0eX8o.css"
};
static const unsigned char file_0_gzip[] = {
#embed "site/_app/immutable/assets/bundle.B4V0eX8o.css.gz"
};
static const unsigned char file_1[] = {
#embed "site/_app/immutable/bundle.jQ3i0TKl.js"
};
static const unsigned char file_1_gzip[] = {
#embed "site/_app/immutable/bundle.jQ3i0TKl.js.gz"
};
static const unsigned char file_2[] = {
#embed "site/_app/immutable/start.AiJ4KY7t.js"
};
static const unsigned char file_3[] = {
#embed "site/_app/immutable/workers/worker-gFpYm319.js"
};
static const unsigned char file_3_gzip[] = {
#embed "site/_app/immutable/workers/worker-gFpYm319.js.gz"
};
static const unsigned char file_4[] = {
#embed "site/_app/licenses.txt"
};
static const unsigned char file_4_gzip[] = {
#embed "site/_app/licenses.txt.gz"
};
static const unsigned char file_5[] = {
#embed "site/_app/version.json"
};
static const unsigned char file_6[] = {
#embed "site/favicon.svg"
};
static const unsigned char file_7[] = {
#embed "site/index.html"
};
static const unsigned char file_7_gzip[] = {
#embed "site/index.html.gz"
};

static const plugwalk_encoding file_0_encodings[] = {
    {"identity", file_0, sizeof file_0},
    {"gzip", file_0_gzip, sizeof file_0_gzip},
};
static const plugwalk_encoding file_1_encodings[] = {
    {"identity", file_1, sizeof file_1},
    {"gzip", file_1_gzip, sizeof file_1_gzip},
};
static const plugwalk_encoding file_2_encodings[] = {
    {"identity", file_2, sizeof file_2},
};
static const plugwalk_encoding file_3_encodings[] = {
    {"identity", file_3, sizeof file_3},
    {"gzip", file_3_gzip, sizeof file_3_gzip},
};
static const plugwalk_encoding file_4_encodings[] = {
    {"identity", file_4, sizeof file_4},
    {"gzip", file_4_gzip, sizeof file_4_gzip},
};
static const plugwalk_encoding file_5_encodings[] = {
    {"identity", file_5, sizeof file_5},
};
static const plugwalk_encoding file_6_encodings[] = {
    {"identity", file_6, sizeof file_6},
};
static const plugwalk_encoding file_7_encodings[] = {
    {"identity", file_7, sizeof file_7},
    {"gzip", file_7_gzip, sizeof file_7_gzip},
};

static const plugwalk_asset assets[] = {
    {"/_app/immutable/assets/bundle.B4V0eX8o.css", "text/css; charset=utf-8", true, file_0_encodings, 2},
    {"/_app/immutable/bundle.jQ3i0TKl.js", "text/javascript; charset=utf-8", true, file_1_encodings, 2},
    {"/_app/immutable/start.AiJ4KY7t.js", "text/javascript; charset=utf-8", true, file_2_encodings, 1},
    {"/_app/immutable/workers/worker-gFpYm319.js", "text/javascript; charset=utf-8", true, file_3_encodings, 2},
    {"/_app/licenses.txt", "text/plain; charset=utf-8", false, file_4_encodings, 2},
    {"/_app/version.json", "application/json", false, file_5_encodings, 1},
    {"/favicon.svg", "image/svg+xml", false, file_6_encodings, 1},
    {"/", "text/html; charset=utf-8", false, file_7_encodings, 2},
    {"/live", "text/html; charset=utf-8", false, file_7_encodings, 2},
};

const plugwalk_asset *plugwalk_assets(size_t *count) {
  *count = sizeof assets / sizeof assets[0];
  return assets;
}
