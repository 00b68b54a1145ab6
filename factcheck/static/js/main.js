// What every page needs. A page adds its own modules in {% block scripts %}.
import "./live.js";
import "./menu.js";
import "./keys.js";
import "./unsaved.js";
import "./signed-out.js";
import "./dialog.js";
import "./dropzone.js";
import "./copy.js";
import "./pick.js";
import "./fill.js";
import "./dates.js";
