#include "WebAssets.h"

static const unsigned char index_html[] = {
#embed "site/index.html"
};
static const unsigned char app_js[] = {
#embed "site/app.js"
};
static const unsigned char dom_js[] = {
#embed "site/dom.js"
};
static const unsigned char feed_js[] = {
#embed "site/feed.js"
};
static const unsigned char runs_js[] = {
#embed "site/runs.js"
};
static const unsigned char style_css[] = {
#embed "site/style.css"
};
static const unsigned char favicon_svg[] = {
#embed "site/favicon.svg"
};

static const plugwalk_asset assets[] = {
    {"/", "text/html; charset=utf-8", index_html, sizeof index_html},
    {"/app.js", "text/javascript; charset=utf-8", app_js, sizeof app_js},
    {"/dom.js", "text/javascript; charset=utf-8", dom_js, sizeof dom_js},
    {"/feed.js", "text/javascript; charset=utf-8", feed_js, sizeof feed_js},
    {"/runs.js", "text/javascript; charset=utf-8", runs_js, sizeof runs_js},
    {"/style.css", "text/css; charset=utf-8", style_css, sizeof style_css},
    {"/favicon.svg", "image/svg+xml", favicon_svg, sizeof favicon_svg},
};

const plugwalk_asset *plugwalk_assets(size_t *count) {
  *count = sizeof assets / sizeof assets[0];
  return assets;
}
