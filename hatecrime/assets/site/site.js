// Starts the components of both kits. Every page works without this file.
import { initAll as initGovuk } from "../vendor/govuk-frontend/govuk-frontend.min.js";
import { initAll as initMoj } from "../vendor/moj-frontend/moj-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initGovuk();
initMoj();

// On a narrow screen the results come first: the filters start folded up.
if (window.matchMedia("(max-width: 48em)").matches) {
  document.querySelectorAll("[data-site-filter]").forEach((filter) => filter.removeAttribute("open"));
}
