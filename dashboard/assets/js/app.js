import "htmx.org/dist/htmx.esm.js";
import { drawCharts } from "./chart.js";
import { startDefinitions } from "./definitions.js";
import { startFilters } from "./filters.js";
import { startTables } from "./tables.js";
import { startTheme } from "./toggle.js";
import { startRefresh } from "./refresh.js";
import { startGallery } from "./gallery.js";

startTheme(() => drawCharts(true));
startDefinitions();
startFilters();
startTables();
startRefresh();
startGallery();
drawCharts();
document.addEventListener("htmx:after:swap", () => drawCharts());
