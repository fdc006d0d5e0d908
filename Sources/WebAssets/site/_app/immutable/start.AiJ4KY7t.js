{
__sveltekit_1rgpgmy = {
base: ""
};

const element = document.currentScript.parentElement;

import("/_app/immutable/bundle.jQ3i0TKl.js").then((app) => {
app.start(element)
});
}
